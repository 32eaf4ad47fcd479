// `check --fix` and `check --diff`.
#pragma once

#include <optional>

#include "cli/scope.hpp"
#include "project/config.hpp"
#include "report/report.hpp"

namespace migralint::cli {

/// Writes the fixed files (standard input's text to standard output); the texts in `scope` are then the fixed
/// ones. `done` becomes false after a message for a file that cannot be written: it stays as it was.
report::Fixes apply_fixes(Scope& scope, const ScopePlan& plan, project::ConfigStore& configs, bool& done);

/// Prints the patch, and one line about it on standard error. Whether there is any change; nothing after a
/// message.
std::optional<bool> print_diff(Scope& scope, const ScopePlan& plan, project::ConfigStore& configs);

}  // namespace migralint::cli
