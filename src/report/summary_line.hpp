// The last lines of the text report: silence is never ambiguous.
#pragma once

#include <string>

#include "report/report.hpp"
#include "report/sources.hpp"

namespace migralint::report {

/// "2 errors in 1 of 42 files · 317 statements judged, 0 not judged · golang-migrate, PostgreSQL 15", and
/// below it what was not judged and why, unless a finding says so already.
void append_summary(std::string& out, const Run& run, Sources& sources);

}  // namespace migralint::report
