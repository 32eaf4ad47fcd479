#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "base/version.hpp"
#include "cli/commands.hpp"
#include "cli/rules_pages.hpp"
#include "cli/terminal.hpp"
#include "lint/equivalents.hpp"
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
  auto others = nlohmann::ordered_json::array();
  for (const auto& known : lint::equivalents()) {
    auto ours = nlohmann::ordered_json::array();
    for (const auto id : split_list(known.ours, ' ')) {
      ours.push_back(id);
    }
    others.push_back({{"tool", lint::to_string(known.tool)},
                      {"rule", known.rule},
                      {"equivalent", std::move(ours)},
                      {"remark", known.remark}});
  }
  const nlohmann::ordered_json document{{"version", 1},
                                        {"tool", {{"name", "migralint"}, {"version", version}}},
                                        {"rules", std::move(list)},
                                        {"equivalents", std::move(others)}};
  return document.dump(2) + '\n';
}

using Writer = std::string (*)();
struct Format {
  std::string_view name;
  Writer write = nullptr;
};
constexpr std::array formats{Format{"text", as_text}, Format{"json", as_json}, Format{"markdown", rules_page},
                             Format{"equivalents", equivalents_page}};

}  // namespace

ExitCode rules(const RulesOptions& options) {
  const auto* const format = std::find_if(formats.begin(), formats.end(),
                                          [&](const Format& known) { return known.name == options.format; });
  if (format == formats.end()) {
    print_error("unknown format \"" + options.format +
                "\"; the list of rules comes as text, json, markdown or equivalents");
    return ExitCode::failure;
  }
  return print(format->write()) ? ExitCode::clean : ExitCode::failure;
}

}  // namespace migralint::cli
