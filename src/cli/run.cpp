#include "cli/run.hpp"

#include <csignal>
#include <exception>
#include <new>
#include <string>
#include <variant>

#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/terminal.hpp"

namespace migralint::cli {
namespace {

struct Runner {
  ExitCode operator()(const Done& done) const { return done.code; }
  ExitCode operator()(const CheckOptions& options) const { return check(options); }
  ExitCode operator()(const LocksOptions& options) const { return locks(options); }
  ExitCode operator()(const TraceOptions& options) const { return trace(options); }
  ExitCode operator()(const RulesOptions& options) const { return rules(options); }
  ExitCode operator()(const ExplainOptions& options) const { return explain(options); }
  ExitCode operator()(const StatsQueryOptions&) const { return stats_query(); }
};

}  // namespace

int run(int count, const char* const* arguments) noexcept {
  // A reader that closes the pipe early (`| head`) is not an error worth a message: writes then fail with
  // EPIPE.
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return static_cast<int>(std::visit(Runner{}, parse_command_line(count, arguments)));
  } catch (const std::bad_alloc&) {
    print_error("out of memory (each parsing thread needs 4 GiB of address space: see ulimit -v)");
  } catch (const std::exception& error) {
    print_error(std::string("internal error: ") + error.what());
  }
  return static_cast<int>(ExitCode::failure);
}

}  // namespace migralint::cli
