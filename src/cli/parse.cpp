// The only file that includes CLI11: its headers are slow to compile.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <sys/stat.h>

#include "base/text.hpp"
#include "base/version.hpp"
#include "cli/options.hpp"
#include "cli/terminal.hpp"
#include "project/config.hpp"

namespace migralint::cli {
namespace {

constexpr std::string_view exit_codes =
    "Exit codes: 0 nothing found, 1 findings at or above --fail-level, 2 could not do the job\n"
    "(usage, configuration, a missing or unreadable file).";

/// The command that the first word names: describing the options of the others to CLI11 would take as long as
/// to judge a small file.
struct Wanted {
  std::string_view command;  ///< empty: an option comes first, so any
  [[nodiscard]] bool is(std::string_view name) const { return command.empty() || command == name; }
};

/// One value per use, so that "--select a b" does not swallow the path b.
CLI::Option* add_list(CLI::App& app, const std::string& name, std::vector<std::string>& to,
                      const std::string& help) {
  return app.add_option(name, to, help)->allow_extra_args(false);
}

void add_scope_options(CLI::App& app, ScopeOptions& options) {
  app.add_option("PATH", options.paths, "Files, directories (searched for *.sql), or - for standard input")
      ->type_name("");
  app.add_option("--transaction", options.transaction,
                 "How files are sent: autocommit (default), implicit, file, batch or pipeline")
      ->type_name("MODE");
  app.add_option("--schema", options.schema,
                 "A schema dump (pg_dump --schema-only) that stands in for the history")
      ->type_name("FILE");
  app.add_flag("--no-history", options.no_history, "Do not read the migrations before the named ones");
  app.add_option("--stdin-filename", options.stdin_filename, "The name to judge standard input (\"-\") under")
      ->type_name("FILE");
  app.add_option("--config", options.config, "Use this configuration for all files")->type_name("FILE");
  app.add_flag("--no-config", options.no_config, "Read no migralint.toml");
  app.add_option("-j,--jobs", options.jobs, "Threads that parse (default: one for each core)")
      ->type_name("N");
}

void add_git_options(CLI::App& app, ScopeOptions& options) {
  app.add_option("--since", options.since,
                 "Only files that are new or changed since HEAD and this git revision parted; the others are "
                 "history")
      ->type_name("REV")
      ->check([](const std::string& revision) {
        return revision.empty() ? std::string("names no revision") : std::string();
      });
  app.add_flag("--staged", options.staged, "Only files staged in git, with their staged contents");
}

void add_version_option(CLI::App& app, ScopeOptions& options) {
  app.add_option("--pg-version", options.pg_version,
                 "Major version of the server: " + std::to_string(project::oldest_pg_version) + " to " +
                     std::to_string(project::newest_pg_version) + " (default 15)")
      ->type_name("N");
}

void add_rule_options(CLI::App& app, CheckOptions& options) {
  add_list(app, "--select", options.select,
           "Only these rules: RULE or CATEGORY/*, separated by commas; repeatable")
      ->type_name("RULES");
  add_list(app, "--ignore", options.ignore, "Not these rules")->type_name("RULES");
  app.add_option("--fail-level", options.fail_level,
                 "Exit with 1 from this level on: error, warning (default), note or never")
      ->type_name("LEVEL");
  app.add_flag("--exit-zero", options.exit_zero,
               "Exit with 0 in spite of findings (failures still exit with 2)");
}

void add_fix_options(CLI::App& app, CheckOptions& options) {
  app.add_flag("--fix", options.fix,
               "Apply the mechanical fixes (with \"-\" the fixed text goes to standard output)");
  app.add_flag("--diff", options.diff,
               "Print what --fix would change as a patch, change nothing; exit with 1 if there is any");
}

void add_output_options(CLI::App& app, CheckOptions& options) {
  app.add_option("--output-format", options.format, "Format of the report: text (default), json or sarif")
      ->type_name("FORMAT");
  add_list(app, "-o,--output-file", options.outputs,
           "FILE: the report goes there instead of standard output; FORMAT:FILE: one more report, repeatable")
      ->type_name("[FORMAT:]FILE");
  app.add_option("--color", options.color, "auto (default), always or never")->type_name("WHEN");
  app.add_flag("--statistics", options.statistics, "Count the findings of each rule at the end");
  app.add_flag("--include-suppressed", options.include_suppressed,
               "Show suppressed findings too, marked as such");
  app.add_flag("-q,--quiet", options.quiet, "Warnings and errors only: no notes, no summary");
}

void add_knowledge_options(CLI::App& app, CheckOptions& options) {
  app.add_option("--baseline", options.baseline.file, "Report only what is not in this baseline")
      ->type_name("FILE");
  app.add_option("--write-baseline", options.baseline.write,
                 "Put all findings into a baseline; findings of files that are not judged stay in it")
      ->type_name("FILE");
  app.add_flag("--no-baseline", options.baseline.none, "Use no baseline");
  app.add_option("--stats", options.stats,
                 "Table sizes, from the query that stats-query prints: small tables weigh less")
      ->type_name("FILE");
}

CLI::App* add_check(CLI::App& app, const Wanted& wanted, CheckOptions& options) {
  auto* check = app.add_subcommand("check", "Judge migrations");
  if (!wanted.is("check")) return check;
  add_scope_options(*check, options.scope);
  add_git_options(*check, options.scope);
  add_version_option(*check, options.scope);
  add_rule_options(*check, options);
  add_fix_options(*check, options);
  add_knowledge_options(*check, options);
  add_output_options(*check, options);
  check->footer(std::string(exit_codes));
  return check;
}

CLI::App* add_locks(CLI::App& app, const Wanted& wanted, LocksOptions& options) {
  auto* locks = app.add_subcommand("locks", "Show what each statement locks, reads, builds and rewrites");
  if (!wanted.is("locks")) return locks;
  add_scope_options(*locks, options.scope);
  add_git_options(*locks, options.scope);
  add_version_option(*locks, options.scope);
  locks->add_option("--output-format", options.format, "text (default), json or markdown")
      ->type_name("FORMAT");
  locks->footer(
      "Exit codes: 0 done (a statement that does not parse has a row that says so), 2 could not do the job.");
  return locks;
}

CLI::App* add_trace(CLI::App& app, const Wanted& wanted, TraceOptions& options) {
  auto* trace =
      app.add_subcommand("trace", "Run migrations on a throw-away server and compare with the prediction");
  if (!wanted.is("trace")) return trace;
  add_scope_options(*trace, options.scope);
  trace
      ->add_option("--pg-bindir", options.bin_directory,
                   "Where initdb and postgres are (default: PATH, then the newest installed)")
      ->type_name("DIR");
  trace->add_option("--output-format", options.format, "text (default) or json")->type_name("FORMAT");
  trace->footer(
      "Exit codes: 0 nothing differs, 1 something does, 2 could not do the job (no server, a migration "
      "that\nfails).");
  return trace;
}

/// Every option name of a command, for suggestions.
std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* option : app.get_options()) {
    for (const auto& name : option->get_lnames()) {
      names.push_back("--" + name);
    }
  }
  return names;
}

std::string unexpected_argument(const CLI::App& app, const CLI::App* command) {
  const auto rest = app.remaining(true);
  const auto option =
      std::find_if(rest.begin(), rest.end(), [](const auto& word) { return word.starts_with('-'); });
  if (option == rest.end()) return "unexpected argument \"" + (rest.empty() ? "" : rest.front()) + '"';
  const auto name = option->substr(0, option->find('='));
  const auto near =
      did_you_mean(name, std::span<const std::string>(option_names(command != nullptr ? *command : app)));
  return "unknown option " + name + (near ? " (did you mean " + *near + "?)" : "");
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* command : app.get_subcommands({})) {
    names.push_back(command->get_name());
  }
  return names;
}

/// A first word that is no command: often a path, because other linters take it there.
std::string unknown_command(const std::string& word, const CLI::App& app) {
  struct stat info {};
  const bool path = word.find('/') != std::string::npos || ends_with_ignoring_case(word, ".sql") ||
                    ::stat(word.c_str(), &info) == 0;
  if (path) return "no command given; to judge " + word + ": migralint check " + word;
  const auto names = command_names(app);
  const auto near = did_you_mean(word, std::span<const std::string>(names));
  return "unknown command \"" + word + '"' + (near ? " (did you mean " + *near + "?)" : "");
}

Done usage_error(const std::string& message, const CLI::App* command) {
  print_error(message);
  print_error_line("Try: migralint " + (command != nullptr ? command->get_name() + " " : "") + "--help");
  return {ExitCode::failure};
}

/// CLI11 says some things with an exception that are answers: help and version.
Done answer(const CLI::ParseError& error, const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  const auto* command = chosen.empty() ? nullptr : chosen.front();
  if (error.get_exit_code() == 0) {
    const bool is_version = error.get_name() == "CallForVersion";
    const auto text = is_version ? std::string(error.what()) + '\n'
                                 : (command != nullptr ? command->help(app.get_name()) : app.help());
    return {print(text) ? ExitCode::clean : ExitCode::failure};
  }
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    return usage_error(unexpected_argument(app, command), command);
  }
  return usage_error(error.what(), command);
}

}  // namespace

Command parse_command_line(int count, const char* const* arguments) {
  CLI::App app("Says what a PostgreSQL migration will do to the server before it runs", "migralint");
  app.set_version_flag("--version", "migralint " + std::string(version), "Print the version");
  app.require_subcommand(0, 1);
  CheckOptions check;
  LocksOptions locks;
  TraceOptions trace;
  RulesOptions rules;
  ExplainOptions explain;
  const std::string first = count > 1 ? arguments[1] : "";
  const bool is_word = !first.empty() && (first[0] != '-' || first == "-");
  const Wanted wanted{is_word ? std::string_view(first) : std::string_view()};
  const auto* check_command = add_check(app, wanted, check);
  const auto* locks_command = add_locks(app, wanted, locks);
  const auto* trace_command = add_trace(app, wanted, trace);
  auto* rules_command = app.add_subcommand("rules", "List the rules: id, level, what it flags");
  rules_command
      ->add_option("--output-format", rules.format,
                   "text (default), json, markdown or equivalents (of other tools)")
      ->type_name("FORMAT");
  auto* explain_command = app.add_subcommand("explain", "Print the page of a rule");
  explain_command->add_option("RULE", explain.rule, "For example locking/index-not-concurrent")
      ->type_name("")
      ->required();
  const auto* stats_command =
      app.add_subcommand("stats-query", "Print the SQL query that takes table sizes for check --stats");
  app.footer(std::string(exit_codes));

  const auto commands = command_names(app);
  if (is_word && std::find(commands.begin(), commands.end(), first) == commands.end()) {
    return usage_error(unknown_command(first, app), nullptr);
  }
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    return answer(error, app);
  }
  if (check_command->parsed()) return check;
  if (locks_command->parsed()) return locks;
  if (trace_command->parsed()) return trace;
  if (rules_command->parsed()) return rules;
  if (explain_command->parsed()) return explain;
  if (stats_command->parsed()) return StatsQueryOptions{};
  return usage_error("no command given", nullptr);
}

}  // namespace migralint::cli
