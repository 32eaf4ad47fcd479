// The commands, one file each.
#pragma once

#include "cli/options.hpp"

namespace migralint::cli {

ExitCode check(const CheckOptions& options);
ExitCode locks(const LocksOptions& options);
ExitCode trace(const TraceOptions& options);
ExitCode rules(const RulesOptions& options);
ExitCode explain(const ExplainOptions& options);
ExitCode stats_query();

}  // namespace migralint::cli
