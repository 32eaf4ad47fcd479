#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "base/version.hpp"
#include "cli/baseline.hpp"
#include "cli/commands.hpp"
#include "cli/fixes.hpp"
#include "cli/outputs.hpp"
#include "cli/scope.hpp"
#include "cli/settings.hpp"
#include "cli/terminal.hpp"
#include "cli/until_exit.hpp"
#include "lint/linter.hpp"
#include "report/report.hpp"

namespace migralint::cli {
namespace {

/// The options after their words were looked up.
struct Plan {
  ScopePlan scope;
  std::vector<Output> outputs;
  std::string fail_level;  ///< empty: what the configuration of each file says
  ColorChoice color = ColorChoice::automatic;
};

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

std::string read_selection(const CheckOptions& options, const project::Vocabulary& words, Overrides& to) {
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

/// Empty, or the usage error.
std::string baseline_contradiction(const BaselineOptions& options) {
  if (options.none && (!options.file.empty() || !options.write.empty())) {
    return "--no-baseline excludes --baseline and --write-baseline";
  }
  if (!options.file.empty() && !options.write.empty() && options.file != options.write) {
    return "--write-baseline reads the file that it writes: leave --baseline out";
  }
  return {};
}

/// Fills `plan`; the text is the usage error, if there is one.
std::string make_plan(const CheckOptions& options, const project::Vocabulary& words, Plan& plan) {
  auto problem = plan_scope(options.scope, "check", words, plan.scope);
  if (problem.empty()) problem = read_selection(options, words, plan.scope.inputs.overrides);
  if (problem.empty()) problem = read_color(options.color, plan.color);
  if (!problem.empty()) return problem;
  if (!options.fail_level.empty() && !is_one_of(options.fail_level, words.fail_levels)) {
    return not_one_of("--fail-level", options.fail_level, words.fail_levels);
  }
  plan.fail_level = options.fail_level;
  if (options.diff && (options.format != "text" || !options.outputs.empty())) {
    return "--diff prints a patch and no report: it excludes --output-format and --output-file";
  }
  plan.scope.inputs.stats = options.stats;
  if (options.scope.staged && (options.fix || options.diff)) {
    return "--staged judges git's index, which --fix and --diff do not change: leave one of them out";
  }
  problem = baseline_contradiction(options.baseline);
  if (!problem.empty()) return problem;
  auto outputs = plan_outputs(options.format, options.outputs);
  if (!outputs) return outputs.error();
  plan.outputs = std::move(*outputs);
  return {};
}

report::ReportedFile::Role reported_role(replay::Role role) {
  switch (role) {
    case replay::Role::judged:
      return report::ReportedFile::Role::judged;
    case replay::Role::history:
    case replay::Role::way_back:
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
  result.lines = file.lines;
  for (const auto& part : file.not_judged) {
    result.not_judged.push_back({part.span, part.reason});
  }
  return result;
}

report::Run make_run(const CheckOptions& options, const Plan& plan, const lint::Result& result,
                     const Scope& scope, const std::optional<report::Fixes>& fixes,
                     std::vector<report::Baseline> baselines) {
  report::Run run;
  for (const auto& file : result.files) {
    run.files.push_back(reported(file));
  }
  // A report names one version; files with another one of their own are judged by that.
  const auto named = std::find_if(result.files.begin(), result.files.end(), [](const lint::JudgedFile& file) {
    return replay::is_named(file.source->role);
  });
  if (named != result.files.end()) run.pg_version = named->source->pg_version;
  run.findings = result.findings;
  run.rules = report::registered_rules();
  run.errors = scope.errors;
  run.fixes = fixes;
  run.baselines = std::move(baselines);
  run.left_out = scope.left_out;
  run.version = std::string(version);
  run.jobs = plan.scope.jobs;
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

bool is_text(const Output& output) { return output.format->name == "text"; }

/// Standard output takes the fixed text of standard input: the report makes way.
void move_report_aside(std::vector<Output>& outputs) {
  for (auto& output : outputs) {
    output.standard_error = output.path.empty();
  }
}

/// Nothing after a message. What cannot be read would be missing in a new baseline, so none is written then.
std::optional<std::vector<report::Baseline>> use_baselines(BaselineOptions options, lint::Result& result,
                                                           project::ConfigStore& configs,
                                                           const Scope& scope) {
  if (!scope.errors.empty() && !options.write.empty()) {
    print_error(options.write + ": not written, because of the error above");
    options = {};
  }
  auto baselines = apply_baselines(options, result, configs);
  if (baselines) return std::move(*baselines);
  print_error(baselines.error());
  return std::nullopt;
}

ExitCode judge(const CheckOptions& options, const Plan& plan, Scope& scope, project::ConfigStore& configs) {
  auto outputs = plan.outputs;
  std::optional<report::Fixes> fixes;
  bool done = true;
  if (options.fix && !scope.histories.empty()) {
    fixes = apply_fixes(scope, plan.scope, configs, done);
    if (!scope.stdin_path.empty()) move_report_aside(outputs);
  }
  const bool fingerprints = !std::all_of(outputs.begin(), outputs.end(), is_text) ||
                            any_baseline(options.baseline, scope.histories, configs);
  auto& result = keep_until_exit(lint::lint(
      scope.histories, plan.scope.jobs, fingerprints ? lint::Fingerprints::all : lint::Fingerprints::none));
  auto baselines = use_baselines(options.baseline, result, configs, scope);
  if (!baselines) return ExitCode::failure;
  auto run = make_run(options, plan, result, scope, fixes, std::move(*baselines));
  const bool everywhere = plan.color == ColorChoice::always;
  // "no findings in 0 files" under an error would be one line too many; a machine still gets its document.
  if (scope.histories.empty() && !scope.nothing_changed) std::erase_if(outputs, is_text);
  done = write_outputs(outputs, run, use_color(plan.color), everywhere) && done;
  if (!done || !scope.errors.empty()) return ExitCode::failure;
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
  project::ConfigStore configs(words, std::filesystem::current_path().string());
  auto& scope = keep_until_exit(read_scope(options.scope, plan.scope, configs));
  if (!scope) return ExitCode::failure;
  if (!options.diff) return judge(options, plan, *scope, configs);
  const auto differs = print_diff(*scope, plan.scope, configs);
  if (!differs || !scope->errors.empty()) return ExitCode::failure;
  return *differs && !options.exit_zero ? ExitCode::findings : ExitCode::clean;
}

}  // namespace migralint::cli
