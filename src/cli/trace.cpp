#include "trace/trace.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

#include "cli/commands.hpp"
#include "cli/scope.hpp"
#include "cli/settings.hpp"
#include "cli/terminal.hpp"
#include "report/trace.hpp"
#include "trace/find_server.hpp"
#include "trace/interrupt.hpp"

namespace migralint::cli {
namespace {

/// Null after a usage error.
const report::TraceFormat* find_format(const std::string& name) {
  std::vector<std::string_view> names;
  for (const auto& format : report::trace_formats()) {
    if (format.name == name) return &format;
    names.push_back(format.name);
  }
  print_error(not_one_of("--output-format", name, names));
  return nullptr;
}

/// One line on a terminal's standard error that is written over; nothing elsewhere.
class ProgressLine {
 public:
  ~ProgressLine() { clear(); }
  void show(const std::string& text) {
    if (!terminal_) return;
    clear();
    print_error_text(text);
    shown_ = true;
  }
  void clear() {
    if (shown_) print_error_text("\r\x1b[K");
    shown_ = false;
  }

 private:
  bool terminal_ = ::isatty(STDERR_FILENO) == 1;
  bool shown_ = false;
};

struct Server {
  trace::ThrowawayServer server;
  int version = 0;       ///< 15
  std::string in_words;  ///< "15.18"
};

Expected<Server, std::string> start_server(const std::string& asked) {
  const auto directory = asked.empty() ? trace::find_bin_directory() : asked;
  if (directory.empty()) {
    return Unexpected(
        std::string("no PostgreSQL server found: initdb and postgres are neither in PATH nor where "
                    "distributions put them; name their directory: --pg-bindir /usr/lib/postgresql/15/bin"));
  }
  auto server = trace::ThrowawayServer::start(directory);
  if (!server) return Unexpected(server.error());
  const auto connection = server->connect("postgres");
  if (!connection) return Unexpected(connection.error());
  constexpr int major_unit = 10'000;
  const int number = connection->server_version();
  const int major = number / major_unit;
  if (major < project::oldest_pg_version || major > project::newest_pg_version) {
    return Unexpected(fmt::format("{} is PostgreSQL {}; predictions are for {} to {}", directory, major,
                                  project::oldest_pg_version, project::newest_pg_version));
  }
  return Server{std::move(*server), major, fmt::format("{}.{}", major, number % major_unit)};
}

/// The exit code of a run that a signal ended.
ExitCode interrupted(int signal) { return static_cast<ExitCode>(128 + signal); }

/// What the server's answer means for somebody who does not know how this run came about.
std::string advice(const trace::ServerError& error, const Server& server) {
  if (error.message.find("is not available") != std::string::npos ||
      error.message.find("extension control file") != std::string::npos) {
    return fmt::format(
        "\n  the server of this run (PostgreSQL {}) lacks the extension: install it for that server",
        server.in_words);
  }
  constexpr std::string_view undefined_table = "42P01";
  if (error.sqlstate == undefined_table) {
    return "\n  the run starts from an empty database: are the migrations before it part of it, or --schema?";
  }
  return {};
}

ExitCode report_on(const std::vector<trace::Traced>& histories, const Server& server,
                   const report::TraceFormat& format) {
  if (!print(format.render({server.in_words, server.version, histories}))) return ExitCode::failure;
  bool failed = false;
  for (const auto& traced : histories) {
    if (!traced.failure) continue;
    failed = true;
    print_error(report::describe(*traced.failure) + advice(traced.failure->error, server));
  }
  if (failed) return ExitCode::failure;
  return trace::count(histories).differ > 0 ? ExitCode::findings : ExitCode::clean;
}

ExitCode trace_on(const Server& server, const Scope& scope, const report::TraceFormat& format,
                  ProgressLine& progress) {
  std::vector<trace::Traced> histories;
  std::size_t done = 0;
  for (const auto& input : scope.histories) {
    histories.push_back(
        trace::trace(server.server, server.version, input.migrations, [&](const std::string& path) {
          progress.show(fmt::format("{} statements run, now {}", done++, path));
        }));
    if (const int signal = trace::interrupt_signal(); signal != 0) return interrupted(signal);
  }
  progress.clear();
  return report_on(histories, server, format);
}

}  // namespace

ExitCode trace(const TraceOptions& options) {
  ScopePlan plan;
  const auto words = vocabulary();
  const auto* format = find_format(options.format);
  if (format == nullptr) return ExitCode::failure;
  const auto mistake = plan_scope(options.scope, "trace", words, plan);
  if (!mistake.empty()) {
    print_error(mistake);
    return ExitCode::failure;
  }
  project::ConfigStore configs(words, std::filesystem::current_path().string());
  const auto scope = read_scope(options.scope, plan, configs);
  if (!scope || scope->histories.empty()) return ExitCode::failure;

  const trace::InterruptGuard guard;
  ProgressLine progress;
  progress.show("starting PostgreSQL");
  const auto server = start_server(options.bin_directory);
  if (const int signal = trace::interrupt_signal(); signal != 0) return interrupted(signal);
  if (!server) {
    progress.clear();
    print_error(server.error());
    return ExitCode::failure;
  }
  const auto code = trace_on(*server, *scope, *format, progress);
  const bool done = code == ExitCode::clean || code == ExitCode::findings;
  return done && !scope->errors.empty() ? ExitCode::failure : code;
}

}  // namespace migralint::cli
