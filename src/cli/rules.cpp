#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include <fmt/format.h>
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

struct Category {
  std::string_view name;
  std::string_view title;
};

/// As people read them: what hurts most comes first.
constexpr std::array categories{
    Category{"locking", "Locks that stop reads or writes"},
    Category{"rewrite", "Rewrites of the table"},
    Category{"will-fail", "What the server refuses"},
    Category{"transaction", "Transactions"},
    Category{"data-loss", "Data that is gone"},
    Category{"compatibility", "Running code that breaks"},
    Category{"idempotency", "Running a file twice"},
    Category{"constraint", "Constraints"},
    Category{"index", "Indexes"},
    Category{"extension", "Extensions"},
    Category{"security", "Security"},
    Category{"replication", "Replication"},
    Category{"rollback", "The way back"},
    Category{"migration-file", "Migration files"},
    Category{"types", "Types"},
    Category{"naming", "Names"},
    Category{"syntax", "Syntax"},
    Category{"coverage", "What is not judged"},
    Category{"suppression", "Suppression comments"},
};

std::string_view category_of(const lint::RegisteredRule& rule) {
  return rule.id.substr(0, rule.id.find('/'));
}

std::string section(std::string_view name, std::string_view title) {
  std::string rows;
  for (const auto& rule : lint::all_rules()) {
    if (category_of(rule) == name) {
      rows += fmt::format("| [{0}](../rules/{0}.md) | {1} | {2} |\n", rule.id,
                          lint::to_string(rule.rule->level), rule.rule->summary);
    }
  }
  return rows.empty()
             ? rows
             : fmt::format("\n## {}\n\n| rule | level | what it reports |\n|---|---|---|\n{}", title, rows);
}

/// docs/rules.md. A category that has no title yet stands at the end under its own name.
std::string as_markdown() {
  std::string text = fmt::format(
      "<!-- Written by scripts/generate-docs; the words come from the rules themselves. -->\n"
      "# Rules\n\n"
      "All {} rules with their default levels. Each page says what happens on the server and why, shows a "
      "bad example and\n"
      "the safe form, and when to suppress the rule; `migralint explain RULE` prints it. `off` are opinions: "
      "a team turns\n"
      "them on one by one, or all with the preset `strict` ([configuration](configuration.md)). A finding "
      "may have a lower\n"
      "level than its rule when the risk is proven to be smaller.\n",
      lint::all_rules().size());
  for (const auto& category : categories) {
    text += section(category.name, category.title);
  }
  std::string_view last;
  for (const auto& rule : lint::all_rules()) {
    const auto name = category_of(rule);
    const bool has_title = std::any_of(categories.begin(), categories.end(),
                                       [&](const Category& category) { return category.name == name; });
    if (!has_title && name != last) text += section(name, name);
    last = name;
  }
  return text;
}

using Writer = std::string (*)();
struct Format {
  std::string_view name;
  Writer write = nullptr;
};
constexpr std::array formats{Format{"text", as_text}, Format{"json", as_json},
                             Format{"markdown", as_markdown}};

}  // namespace

ExitCode rules(const RulesOptions& options) {
  const auto* const format = std::find_if(formats.begin(), formats.end(),
                                          [&](const Format& known) { return known.name == options.format; });
  if (format == formats.end()) {
    print_error("unknown format \"" + options.format +
                "\"; the list of rules comes as text, json or markdown");
    return ExitCode::failure;
  }
  return print(format->write()) ? ExitCode::clean : ExitCode::failure;
}

}  // namespace migralint::cli
