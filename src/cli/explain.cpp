#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/settings.hpp"
#include "cli/terminal.hpp"
#include "lint/rule.hpp"

namespace migralint::cli {
namespace {

/// "index-not-concurrent" without its category is enough when only one rule has that name.
const lint::RegisteredRule* find(std::string_view name) {
  if (const auto* rule = lint::find_rule(name)) return rule;
  const lint::RegisteredRule* found = nullptr;
  for (const auto& rule : lint::all_rules()) {
    if (rule.id.substr(rule.id.find('/') + 1) != name) continue;
    if (found != nullptr) return nullptr;
    found = &rule;
  }
  return found;
}

/// A misspelt name with or without its category.
std::string unknown(const std::string& name) {
  std::vector<std::string_view> names;
  for (const auto& rule : lint::all_rules()) {
    names.push_back(rule.id.substr(rule.id.find('/') + 1));
  }
  const auto near = did_you_mean(name, std::span<const std::string_view>(names));
  const auto* rule = near ? find(*near) : nullptr;
  if (rule == nullptr) return project::rule_problem(name, vocabulary());
  return "unknown rule \"" + name + "\" (did you mean \"" + std::string(rule->id) + "\"?)";
}

}  // namespace

ExitCode explain(const ExplainOptions& options) {
  const auto* rule = find(options.rule);
  if (rule == nullptr) {
    print_error(unknown(options.rule) + "; \"migralint rules\" lists all of them");
    return ExitCode::failure;
  }
  std::string page(rule->page);
  if (!page.ends_with('\n')) page += '\n';
  return print(page) ? ExitCode::clean : ExitCode::failure;
}

}  // namespace migralint::cli
