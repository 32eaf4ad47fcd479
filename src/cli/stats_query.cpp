#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "lint/table_sizes.hpp"

namespace migralint::cli {

ExitCode stats_query() { return print(lint::stats_query()) ? ExitCode::clean : ExitCode::failure; }

}  // namespace migralint::cli
