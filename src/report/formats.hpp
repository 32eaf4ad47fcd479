// The functions behind the table of formats.
#pragma once

#include <string>

#include "report/report.hpp"

namespace migralint::report {

std::string render_text(const Run& run);
std::string render_json(const Run& run);
std::string render_sarif(const Run& run);

}  // namespace migralint::report
