// The command line as plain data: what CLI11 read, before anything is looked up.
#pragma once

#include <string>
#include <variant>
#include <vector>

namespace migralint::cli {

/// The exit codes are a contract: scripts and hooks tell the three apart.
enum class ExitCode : int {
  clean = 0,
  findings = 1,
  failure = 2,
  interrupted = 130  ///< by SIGINT; by another signal n it is 128 + n, as shells have it
};

/// Which statements a command looks at, and under which assumptions.
struct ScopeOptions {
  std::vector<std::string> paths;
  std::string pg_version;
  std::string transaction;
  std::string schema;
  bool no_history = false;
  std::string config;
  bool no_config = false;
  std::string stdin_filename;
  std::string since;  ///< empty: all files are judged
  bool staged = false;
  std::string jobs = "0";  ///< 0: as many as there are cores
};

struct BaselineOptions {
  std::string file;   ///< empty: what the configuration says
  std::string write;  ///< is read too, so that entries of files that are not judged stay
  bool none = false;
};

struct CheckOptions {
  ScopeOptions scope;
  BaselineOptions baseline;
  std::string stats;
  std::string format = "text";       ///< of standard output
  std::vector<std::string> outputs;  ///< "FILE" or "FORMAT:FILE"
  std::vector<std::string> select;
  std::vector<std::string> ignore;
  std::string fail_level;
  bool exit_zero = false;
  std::string color = "auto";
  bool statistics = false;
  bool quiet = false;
  bool include_suppressed = false;
  bool fix = false;
  bool diff = false;
};

struct LocksOptions {
  ScopeOptions scope;
  std::string format = "text";
};

struct TraceOptions {
  ScopeOptions scope;
  std::string bin_directory;  ///< empty: look for one
  std::string format = "text";
};

struct RulesOptions {
  std::string format = "text";
};

struct ExplainOptions {
  std::string rule;
};

/// Nothing left to run: help, version, or a usage error was printed.
struct Done {
  ExitCode code = ExitCode::clean;
};

struct StatsQueryOptions {};

using Command = std::variant<Done, CheckOptions, LocksOptions, TraceOptions, RulesOptions, ExplainOptions,
                             StatsQueryOptions>;

/// Prints help, version and usage errors itself.
Command parse_command_line(int count, const char* const* arguments);

}  // namespace migralint::cli
