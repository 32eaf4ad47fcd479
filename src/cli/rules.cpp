#include <algorithm>
#include <string>

#include <nlohmann/json.hpp>

#include "base/version.hpp"
#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "lint/rule.hpp"

namespace migralint::cli {
namespace {

std::string as_text() {
  std::size_t width = 0;
  for (const auto& rule : lint::all_rules()) {
    width = std::max(width, rule.id.size());
  }
  std::string text;
  for (const auto& rule : lint::all_rules()) {
    std::string line(rule.id);
    line.append(width + 2 - line.size(), ' ');
    line += lint::to_string(rule.rule->level);
    line.append(width + 11 - line.size(), ' ');
    text += line.append(rule.rule->summary) + '\n';
  }
  return text;
}

std::string as_json() {
  auto list = nlohmann::ordered_json::array();
  for (const auto& rule : lint::all_rules()) {
    list.push_back(
        {{"id", rule.id}, {"level", lint::to_string(rule.rule->level)}, {"summary", rule.rule->summary}});
  }
  const nlohmann::ordered_json document{
      {"version", 1}, {"tool", {{"name", "migralint"}, {"version", version}}}, {"rules", std::move(list)}};
  return document.dump(2) + '\n';
}

}  // namespace

ExitCode rules(const RulesOptions& options) {
  if (options.format != "text" && options.format != "json") {
    print_error("unknown format \"" + options.format + "\"; the list of rules comes as text or json");
    return ExitCode::failure;
  }
  return print(options.format == "json" ? as_json() : as_text()) ? ExitCode::clean : ExitCode::failure;
}

}  // namespace migralint::cli
