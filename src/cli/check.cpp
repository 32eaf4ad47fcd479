#include <algorithm>
#include <charconv>
#include <filesystem>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

#include "base/text.hpp"
#include "base/version.hpp"
#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/outputs.hpp"
#include "cli/settings.hpp"
#include "cli/terminal.hpp"
#include "lint/linter.hpp"
#include "project/discover.hpp"
#include "project/files.hpp"
#include "report/report.hpp"

namespace migralint::cli {
namespace {

/// The options after their words were looked up.
struct Plan {
  InputOptions inputs;
  std::vector<Output> outputs;
  std::string fail_level;  ///< empty: what the configuration of each file says
  ColorChoice color = ColorChoice::automatic;
  unsigned jobs = 1;
};

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

/// "a,b" and "c" are a, b, c. The text is the first mistake.
std::string add_rules(const std::string& option, const std::vector<std::string>& lists,
                      const project::Vocabulary& words, std::vector<std::string>& to) {
  for (const auto& list : lists) {
    for (const auto pattern : split_list(list, ',')) {
      const auto problem = project::rule_problem(pattern, words);
      if (!problem.empty()) return fmt::format("{}: {}", option, problem);
      to.emplace_back(pattern);
    }
  }
  // An empty list would mean "everything", which nobody says this way.
  return !lists.empty() && to.empty() ? option + " names no rule" : std::string();
}

std::string read_overrides(const CheckOptions& options, const project::Vocabulary& words, Overrides& to) {
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
  auto problem = add_rules("--select", options.select, words, to.select);
  return problem.empty() ? add_rules("--ignore", options.ignore, words, to.ignore) : problem;
}

/// Empty, or the usage error.
std::string read_color(const std::string& word, ColorChoice& to) {
  const std::vector<std::string_view> words{"auto", "always", "never"};
  if (!is_one_of(word, words)) return not_one_of("--color", word, words);
  to = word == "auto" ? ColorChoice::automatic : word == "always" ? ColorChoice::always : ColorChoice::never;
  return {};
}

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
std::string contradiction(const CheckOptions& options) {
  const bool reads_stdin = std::find(options.paths.begin(), options.paths.end(), "-") != options.paths.end();
  if (options.no_config && !options.config.empty()) return "--config and --no-config exclude each other";
  if (options.no_history && !options.schema.empty()) return "--schema and --no-history exclude each other";
  if (!options.stdin_filename.empty() && !reads_stdin) return "--stdin-filename needs the path \"-\"";
  return {};
}

/// Fills `plan`; the text is the usage error, if there is one.
std::string make_plan(const CheckOptions& options, const project::Vocabulary& words, Plan& plan) {
  if (options.paths.empty()) {
    return "no path given; name migration files or directories: migralint check db/migrations (\".\" is the "
           "current "
           "directory, \"-\" standard input)";
  }
  auto problem = contradiction(options);
  if (problem.empty()) problem = read_overrides(options, words, plan.inputs.overrides);
  if (problem.empty()) problem = read_color(options.color, plan.color);
  if (problem.empty()) problem = read_jobs(options.jobs, plan.jobs);
  if (!problem.empty()) return problem;
  if (!options.fail_level.empty() && !is_one_of(options.fail_level, words.fail_levels)) {
    return not_one_of("--fail-level", options.fail_level, words.fail_levels);
  }
  plan.fail_level = options.fail_level;
  plan.inputs.schema = options.schema;
  auto outputs = plan_outputs(options.format, options.outputs);
  if (!outputs) return outputs.error();
  plan.outputs = std::move(*outputs);
  return {};
}

project::DiscoverOptions discover_options(const CheckOptions& options, const Plan& plan,
                                          const std::string& directory, project::ConfigStore& configs) {
  project::DiscoverOptions result;
  result.working_directory = directory;
  result.stdin_filename = options.stdin_filename;
  result.excluded = [&configs](const std::string& path) { return configs.excludes(path); };
  result.wants_history = [&configs, &options, &plan](const std::string& path) {
    const bool wanted = !options.no_history && configs.of(path).history.value_or(true);
    return wanted && schema_for(path, configs, plan.inputs).empty();
  };
  return result;
}

report::ReportedFile::Role reported_role(replay::Role role) {
  switch (role) {
    case replay::Role::judged:
      return report::ReportedFile::Role::judged;
    case replay::Role::history:
      return report::ReportedFile::Role::history;
    case replay::Role::down:
      return report::ReportedFile::Role::down;
  }
  return report::ReportedFile::Role::judged;
}

report::ReportedFile reported(const lint::JudgedFile& file) {
  report::ReportedFile result;
  result.path = file.source->path;
  result.text = file.source->text;
  result.role = reported_role(file.source->role);
  result.transaction = session::to_string(file.source->mode);
  result.statements = file.statements;
  result.unparsed = file.unparsed;
  result.down_statements = file.in_way_back;
  for (const auto& part : file.not_judged) {
    result.not_judged.push_back({part.span, part.reason});
  }
  return result;
}

report::Run make_run(const CheckOptions& options, const lint::Result& result,
                     const std::vector<std::string>& errors) {
  report::Run run;
  for (const auto& file : result.files) {
    run.files.push_back(reported(file));
  }
  // A report names one version; files with another one of their own are judged by that.
  const auto named = std::find_if(result.files.begin(), result.files.end(), [](const lint::JudgedFile& file) {
    return file.source->role != replay::Role::history;
  });
  if (named != result.files.end()) run.pg_version = named->source->pg_version;
  run.findings = result.findings;
  run.rules = report::registered_rules();
  run.errors = errors;
  run.version = std::string(version);
  run.quiet = options.quiet;
  run.statistics = options.statistics;
  run.include_suppressed = options.include_suppressed;
  return run;
}

/// Whether a finding is at or above what its file's configuration, or the command line, calls a failure.
bool fails(const lint::Result& result, const std::string& asked, project::ConfigStore& configs) {
  return std::any_of(result.findings.begin(), result.findings.end(), [&](const lint::Finding& finding) {
    if (finding.suppressed) return false;
    const auto word = asked.empty() ? configs.of(result.files[finding.file].source->path).fail_level : asked;
    const auto level = fail_level(word.value_or("warning"));
    return level && finding.level >= *level;
  });
}

/// False after a message for each mistake.
bool configs_are_right(const project::ConfigStore& configs) {
  for (const auto& error : configs.errors()) {
    print_error_line(error);
  }
  return configs.errors().empty();
}

/// False after a message: standard input cannot be read.
bool read_standard_input(const CheckOptions& options, std::string& to) {
  if (std::find(options.paths.begin(), options.paths.end(), "-") == options.paths.end()) return true;
  auto text = project::read_all(STDIN_FILENO);
  if (!text) {
    print_error("standard input: " + text.error());
    return false;
  }
  to = std::move(*text);
  return true;
}

bool is_text(const Output& output) { return output.format->name == "text"; }

std::string nothing_to_judge(std::size_t excluded) {
  if (excluded == 0) return "nothing to judge: the only file named is the schema";
  return "nothing to judge: the configuration excludes " +
         (excluded == 1 ? std::string("the only file") : "all " + std::to_string(excluded) + " files");
}

ExitCode judge(const CheckOptions& options, const Plan& plan, const Inputs& inputs,
               const std::vector<std::string>& errors, project::ConfigStore& configs) {
  const auto result = lint::lint(inputs.histories, plan.jobs);
  auto run = make_run(options, result, errors);
  const bool everywhere = plan.color == ColorChoice::always;
  // "no findings in 0 files" under an error would be one line too many; a machine still gets its document.
  auto outputs = plan.outputs;
  if (inputs.histories.empty()) std::erase_if(outputs, is_text);
  if (!write_outputs(outputs, run, use_color(plan.color), everywhere) || !errors.empty())
    return ExitCode::failure;
  return !options.exit_zero && fails(result, plan.fail_level, configs) ? ExitCode::findings : ExitCode::clean;
}

}  // namespace

ExitCode check(const CheckOptions& options) {
  Plan plan;
  const auto words = vocabulary();
  const auto mistake = make_plan(options, words, plan);
  if (!mistake.empty()) {
    print_error(mistake);
    return ExitCode::failure;
  }
  const auto directory = std::filesystem::current_path().string();
  project::ConfigStore configs(words, directory);
  if (options.no_config) configs.use_none();
  if (!options.config.empty()) {
    const auto problem = configs.use_only(options.config);
    if (!problem.empty()) {
      print_error(problem);
      return ExitCode::failure;
    }
  }
  auto discovering = discover_options(options, plan, directory, configs);
  if (!read_standard_input(options, discovering.stdin_text)) return ExitCode::failure;

  auto discovery = project::discover(options.paths, discovering);
  auto errors = discovery.errors;
  const auto excluded = discovery.excluded;
  const auto inputs = read_inputs(std::move(discovery), configs, plan.inputs);
  errors.insert(errors.end(), inputs.errors.begin(), inputs.errors.end());
  if (!configs_are_right(configs)) return ExitCode::failure;
  for (const auto& error : errors) {
    print_error(error);
  }
  if (inputs.histories.empty() && errors.empty()) print_error(nothing_to_judge(excluded));
  return judge(options, plan, inputs, errors, configs);
}

}  // namespace migralint::cli
