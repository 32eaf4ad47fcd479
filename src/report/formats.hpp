// The functions behind the table of formats.
#pragma once

#include <string>

#include "report/report.hpp"

namespace migralint::report {

void write_text(const Run& run, const Sink& out);
std::string render_json(const Run& run);
std::string render_sarif(const Run& run);

}  // namespace migralint::report
