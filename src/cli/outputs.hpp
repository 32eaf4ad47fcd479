// Where the reports of a run go.
#pragma once

#include <string>
#include <vector>

#include "base/expected.hpp"
#include "report/report.hpp"

namespace migralint::cli {

struct Output {
  const report::Format* format = nullptr;
  std::string path;             ///< empty: standard output
  bool standard_error = false;  ///< there instead, because standard output takes something else
};

/// "FILE" takes the place of standard output in `format`; each "FORMAT:FILE" is one report more. The error is
/// a usage error's text.
Expected<std::vector<Output>, std::string> plan_outputs(const std::string& format,
                                                        const std::vector<std::string>& files);

/// Writes all of them; false after a message on standard error when one cannot be written. Escapes go to
/// standard output only, unless `color_everywhere`.
bool write_outputs(const std::vector<Output>& outputs, report::Run& run, bool color, bool color_everywhere);

}  // namespace migralint::cli
