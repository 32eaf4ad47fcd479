// What a fix comes to, as SQL.
#pragma once

#include <string>

#include "lint/finding.hpp"
#include "report/sources.hpp"

namespace migralint::report {

/// The fix's own SQL; without it, the lines that its edits touch, as they are afterwards. Empty when they are
/// too long to be read.
std::string safe_form(const Source& source, const lint::Fix& fix);

}  // namespace migralint::report
