// Baselines from and to their files; what they hold leaves the result.
#pragma once

#include <string>
#include <vector>

#include "base/expected.hpp"
#include "cli/options.hpp"
#include "lint/linter.hpp"
#include "project/config.hpp"
#include "report/report.hpp"

namespace migralint::cli {

/// Whether some judged file has a baseline, or gets one.
bool any_baseline(const BaselineOptions& options, const std::vector<lint::Input>& histories,
                  project::ConfigStore& configs);

/// Takes the findings that a baseline holds out of `result`, and writes the baseline anew where that is asked
/// for. The error is one line: a baseline that is missing, is none, or cannot be written.
Expected<std::vector<report::Baseline>, std::string> apply_baselines(const BaselineOptions& options,
                                                                     lint::Result& result,
                                                                     project::ConfigStore& configs);

}  // namespace migralint::cli
