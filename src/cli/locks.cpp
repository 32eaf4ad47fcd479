#include "report/locks.hpp"

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/scope.hpp"
#include "cli/settings.hpp"
#include "cli/terminal.hpp"
#include "locks/lock_table.hpp"

namespace migralint::cli {
namespace {

/// Null after a usage error.
const report::LocksFormat* find_format(const std::string& name) {
  std::vector<std::string_view> names;
  for (const auto& format : report::locks_formats()) {
    if (format.name == name) return &format;
    names.push_back(format.name);
  }
  print_error(not_one_of("--output-format", name, names));
  return nullptr;
}

}  // namespace

ExitCode locks(const LocksOptions& options) {
  ScopePlan plan;
  const auto words = vocabulary();
  const auto* format = find_format(options.format);
  if (format == nullptr) return ExitCode::failure;
  const auto mistake = plan_scope(options.scope, "locks", words, plan);
  if (!mistake.empty()) {
    print_error(mistake);
    return ExitCode::failure;
  }
  project::ConfigStore configs(words, std::filesystem::current_path().string());
  const auto scope = read_scope(options.scope, plan, configs);
  if (!scope || scope->histories.empty()) return ExitCode::failure;
  std::vector<const replay::Migrations*> histories;
  for (const auto& input : scope->histories) {
    histories.push_back(&input.migrations);
  }
  const auto table = locks::lock_table(histories, plan.jobs);
  return print(format->render(table)) && scope->errors.empty() ? ExitCode::clean : ExitCode::failure;
}

}  // namespace migralint::cli
