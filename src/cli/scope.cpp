#include "cli/scope.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <numeric>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

#include "base/helpers.hpp"
#include "base/text.hpp"
#include "cli/git_scope.hpp"
#include "cli/terminal.hpp"
#include "lint/each_history.hpp"
#include "project/discover.hpp"
#include "project/files.hpp"
#include "project/paths.hpp"
#include "replay/readers.hpp"

namespace migralint::cli {
namespace {

/// Empty, or the usage error. More threads than the number below only cost memory.
std::string read_jobs(const std::string& word, unsigned& to) {
  constexpr unsigned most = 256;
  unsigned asked = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), asked);
  if (error != std::errc() || end != word.data() + word.size() || asked > most) {
    return "--jobs \"" + word + "\" must be a number from 1 to " + std::to_string(most) +
           ", or 0 for one thread a core";
  }
  to = asked != 0 ? asked : std::max(1U, std::thread::hardware_concurrency());
  return {};
}

/// Options that contradict each other, or that would do nothing.
std::string contradiction(const ScopeOptions& options) {
  const bool reads_stdin = std::find(options.paths.begin(), options.paths.end(), "-") != options.paths.end();
  if (options.no_config && !options.config.empty()) return "--config and --no-config exclude each other";
  if (options.no_history && !options.schema.empty()) return "--schema and --no-history exclude each other";
  if (options.staged && reads_stdin) return "--staged excludes the path \"-\"";
  if (options.since.starts_with('-')) return "--since \"" + options.since + "\" is no revision";
  if (!options.stdin_filename.empty() && !reads_stdin) return "--stdin-filename needs the path \"-\"";
  return {};
}

/// Empty, or the usage error.
std::string read_overrides(const ScopeOptions& options, const project::Vocabulary& words, Overrides& to) {
  if (!options.pg_version.empty()) {
    to.pg_version = project::parse_pg_version(options.pg_version);
    if (!to.pg_version) {
      return "--pg-version \"" + options.pg_version + "\" must be a major version from " +
             std::to_string(project::oldest_pg_version) + " to " + std::to_string(project::newest_pg_version);
    }
  }
  if (!options.transaction.empty()) {
    to.transaction = session::transaction_mode(options.transaction);
    if (!to.transaction) return not_one_of("--transaction", options.transaction, words.transactions);
  }
  return {};
}

project::DiscoverOptions discover_options(const ScopeOptions& options, const ScopePlan& plan,
                                          const std::string& directory, project::ConfigStore& configs) {
  project::DiscoverOptions result;
  result.working_directory = directory;
  result.stdin_filename = options.stdin_filename;
  result.jobs = plan.jobs;
  if (plan.jobs > 1) result.before_folders = [] { prepare_helper(&replay::prepare_reader); };
  result.excluded = [&configs](const std::string& path) { return configs.excludes(path); };
  result.wants_history = [&configs, &options, &plan](const std::string& path) {
    const bool wanted = !options.no_history && configs.of(path).history.value_or(true);
    return wanted && schema_for(path, configs, plan.inputs).empty();
  };
  return result;
}

/// False after a message for each mistake.
bool configs_are_right(const project::ConfigStore& configs) {
  for (const auto& error : configs.errors()) {
    print_error_line(error);
  }
  return configs.errors().empty();
}

bool reads_standard_input(const ScopeOptions& options) {
  return std::find(options.paths.begin(), options.paths.end(), "-") != options.paths.end();
}

/// False after a message: standard input cannot be read.
bool read_standard_input(const ScopeOptions& options, std::string& to) {
  if (!reads_standard_input(options)) return true;
  auto text = project::read_all(STDIN_FILENO);
  if (!text) {
    print_error("standard input: " + text.error());
    return false;
  }
  to = std::move(*text);
  return true;
}

std::string nothing_to_judge(std::size_t excluded) {
  if (excluded == 0) return "nothing to judge: the only file named is the schema";
  return "nothing to judge: the configuration excludes " +
         (excluded == 1 ? std::string("the only file") : "all " + std::to_string(excluded) + " files");
}

}  // namespace

std::string not_one_of(const std::string& option, const std::string& value,
                       const std::vector<std::string_view>& words) {
  std::string list;
  for (const auto word : words) {
    list += (list.empty() ? "" : ", ") + std::string(word);
  }
  return option + " \"" + value + '"' + suggestion(value, words) + ": must be one of " + list;
}

bool is_one_of(const std::string& value, const std::vector<std::string_view>& words) {
  return std::find(words.begin(), words.end(), value) != words.end();
}

std::string plan_scope(const ScopeOptions& options, std::string_view command,
                       const project::Vocabulary& words, ScopePlan& plan) {
  if (options.paths.empty()) {
    return fmt::format(
        "no path given; name migration files or directories: migralint {} db/migrations (\".\" is the "
        "current "
        "directory, \"-\" standard input)",
        command);
  }
  auto problem = contradiction(options);
  if (problem.empty()) problem = read_overrides(options, words, plan.inputs.overrides);
  if (problem.empty()) problem = read_jobs(options.jobs, plan.jobs);
  plan.inputs.schema = options.schema;
  return problem;
}

std::optional<Scope> read_scope(const ScopeOptions& options, const ScopePlan& plan,
                                project::ConfigStore& configs) {
  if (options.no_config) configs.use_none();
  if (!options.config.empty()) {
    const auto problem = configs.use_only(options.config);
    if (!problem.empty()) {
      print_error(problem);
      return std::nullopt;
    }
  }
  const auto directory = std::filesystem::current_path().string();
  auto discovering = discover_options(options, plan, directory, configs);
  if (!read_standard_input(options, discovering.stdin_text)) return std::nullopt;

  GitScope git(options, directory);
  auto problem = git.begin(discovering);
  auto discovery = problem.empty() ? project::discover(options.paths, discovering) : project::Discovery();
  if (problem.empty()) problem = git.narrow(discovery, discovering.wants_history);
  if (!problem.empty()) {
    print_error(problem);
    return std::nullopt;
  }
  Scope scope;
  scope.left_out = git.left_out();
  scope.nothing_changed = git.in_use() && discovery.histories.empty() && discovery.errors.empty();
  scope.errors = discovery.errors;
  if (reads_standard_input(options)) {
    scope.stdin_path = options.stdin_filename.empty() ? std::string(project::stdin_path)
                                                      : project::shown(options.stdin_filename, directory);
  }
  const auto excluded = discovery.excluded;
  auto inputs = read_inputs(std::move(discovery), configs, plan.inputs, git.bases(), plan.jobs);
  for (auto& error : inputs.errors) {
    // A file that a folder has is history, too.
    const bool is_said = std::find(scope.errors.begin(), scope.errors.end(), error) != scope.errors.end();
    if (!is_said) scope.errors.push_back(std::move(error));
  }
  scope.histories = std::move(inputs.histories);
  if (!configs_are_right(configs)) return std::nullopt;
  for (const auto& error : scope.errors) {
    print_error(error);
  }
  const bool is_odd = scope.histories.empty() && scope.errors.empty() && !scope.nothing_changed;
  if (is_odd) print_error(nothing_to_judge(excluded));
  return scope;
}

}  // namespace migralint::cli
