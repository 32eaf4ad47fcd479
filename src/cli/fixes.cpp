#include "cli/fixes.hpp"

#include <filesystem>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cli/terminal.hpp"
#include "fix/diff.hpp"
#include "fix/fix.hpp"
#include "fix/write.hpp"

namespace migralint::cli {
namespace {

namespace fs = std::filesystem;

/// Puts the settings in `input` that its result is judged by: --select and --ignore choose which fixes are
/// applied, not what a fix may bring. Gives back those that choose.
std::vector<lint::Settings> judge_by_all(lint::Input& input, const ScopePlan& plan,
                                         project::ConfigStore& configs) {
  auto wanted = input.settings;
  auto overrides = plan.inputs.overrides;
  overrides.select.clear();
  overrides.ignore.clear();
  for (std::size_t i = 0; i < input.settings.size(); ++i) {
    const auto& path = input.migrations.files[i].path;
    auto& levels = input.settings[i].levels;
    const auto all = resolve_levels(configs.of(path), configs.values_of(path), overrides);
    for (std::size_t rule = 0; rule < levels.size(); ++rule) {
      if (levels[rule] == lint::Level::off) levels[rule] = all[rule];
    }
  }
  return wanted;
}

/// The texts in `scope` are the fixed ones then, its settings as before.
fix::Outcome run_fixes(Scope& scope, const ScopePlan& plan, project::ConfigStore& configs) {
  std::vector<std::vector<lint::Settings>> wanted;
  for (auto& input : scope.histories) {
    wanted.push_back(judge_by_all(input, plan, configs));
  }
  // Databases may have run what has been merged.
  const auto may_edit = [](const replay::SourceFile& source) { return !source.base.exists(); };
  auto outcome = fix::run(scope.histories, wanted, {plan.jobs, may_edit});
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    scope.histories[i].settings = std::move(wanted[i]);
  }
  return outcome;
}

const std::string* text_of_stdin(const Scope& scope) {
  for (const auto& input : scope.histories) {
    for (const auto& file : input.migrations.files) {
      if (file.path == scope.stdin_path) return &file.text;
    }
  }
  return nullptr;
}

/// The name that a patch has to give a file: the file itself where a symbolic link leads to it, which git
/// does not write through. Nothing where that is not below the working directory.
std::optional<std::string> patched_name(const std::string& path) {
  std::error_code problem;
  const auto folder = fs::current_path(problem);
  const auto target = fs::canonical(path, problem);
  if (problem || target == (folder / path).lexically_normal()) return path;
  auto name = target.lexically_relative(folder).generic_string();
  return name.empty() || name.starts_with("..") ? std::nullopt : std::optional(std::move(name));
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace

report::Fixes apply_fixes(Scope& scope, const ScopePlan& plan, project::ConfigStore& configs, bool& done) {
  auto outcome = run_fixes(scope, plan, configs);
  report::Fixes fixes{outcome.fixed, 0, outcome.dropped.size()};
  for (auto& file : outcome.files) {
    if (file.path == scope.stdin_path) {
      ++fixes.files;
      continue;
    }
    const auto problem = fix::write(file.path, file.before, file.after);
    if (problem.empty()) {
      ++fixes.files;
      continue;
    }
    print_error(fmt::format("{}: cannot write the fixed file: {}", file.path, problem));
    scope.histories[file.input].migrations.files[file.file].text = std::move(file.before);
    done = false;
  }
  if (!done && fixes.files == 0) fixes.fixed = 0;
  if (!scope.stdin_path.empty()) {
    const auto* text = text_of_stdin(scope);
    done = (text == nullptr || print(*text)) && done;
  }
  return fixes;
}

std::optional<bool> print_diff(Scope& scope, const ScopePlan& plan, project::ConfigStore& configs) {
  const auto outcome = run_fixes(scope, plan, configs);
  std::string patch;
  std::set<std::string> names;
  for (const auto& file : outcome.files) {
    const auto name = patched_name(file.path);
    if (!name) {
      print_error(fmt::format("{}: left out of the patch: a symbolic link leads out of the working directory",
                              file.path));
    } else if (names.insert(*name).second) {
      patch += fix::unified_diff(*name, file.before, file.after);
    }
  }
  if (!print(patch)) return std::nullopt;
  if (outcome.fixed > 0) {
    print_error_line(fmt::format("would fix {} in {}", counted(outcome.fixed, "finding"),
                                 counted(outcome.files.size(), "file")));
  }
  return !outcome.files.empty();
}

}  // namespace migralint::cli
