#include "cli/rules_pages.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <fmt/format.h>

#include "base/text.hpp"
#include "lint/equivalents.hpp"
#include "lint/rule.hpp"

namespace migralint::cli {
namespace {

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

}  // namespace

std::string rules_page() {
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

namespace {

constexpr std::string_view moving_introduction =
    R"(<!-- Written by scripts/generate-docs from the table that the program reads suppressions with. -->
# Moving from other tools

The suppression comments of squawk, eugene, Atlas and pgfence are understood as they stand, so a project can change over
without touching its migrations, and run both tools for a while.

| comment | covers here |
|---|---|
| `-- squawk-ignore a, b` | on a line of its own the whole next statement, at the end of a line the findings of that line, inside a statement those of the next line (squawk: its own and the next line) |
| `-- squawk-ignore-file a, b` | the file, wherever it stands; without names everything that squawk has a rule for |
| `-- eugene: ignore E1,W12` | the next statement, as eugene's documentation says; without names everything that eugene has a rule for |
| `-- atlas:nolint a b` | the next statement; the file when it stands among the comments at the top, with an empty line behind them |
| `-- pgfence-ignore: a, b`, `-- pgfence: ignore a, b` | the next statement; without names everything that pgfence has a rule for |

Such a comment silences the rules that the tables below name, and nothing else. It is never reported as unused or unknown,
for the other tool may need it; nor does [suppression/missing-reason](../rules/suppression/missing-reason.md) ask it for a
reason. `-- migralint:ignore` says more precisely what is meant ([suppressions](suppressions.md)).

`migralint rules --output-format json` has the tables as data.
)";

struct Section {
  script::Dialect tool;
  std::string_view title;
  std::string_view text;
};

constexpr std::array sections{
    Section{script::Dialect::squawk, "squawk",
            "All names of squawk 2.66. Its `assume_in_transaction` is `transaction = \"file\"` or another of "
            "five modes\n"
            "([transactions](transactions.md)), `excluded_rules` is `ignore`, `excluded_paths` is `exclude`; "
            "its parser's\n"
            "`syntax-error` is [syntax/error](../rules/syntax/error.md), which one statement has and not the "
            "file.\n"},
    Section{script::Dialect::eugene, "eugene",
            "`eugene lint` and `eugene trace`; for the latter see also [trace](trace.md).\n"},
    Section{script::Dialect::atlas, "Atlas",
            "`atlas migrate lint`: analyzers and their codes, those that need an account included.\n"},
    Section{script::Dialect::pgfence, "pgfence", "Rules and policies.\n"},
};

std::string linked(std::string_view ids) {
  std::string text;
  for (const auto id : split_list(ids, ' ')) {
    text += fmt::format("{}[{}](../rules/{}.md)", text.empty() ? "" : ", ", id, id);
  }
  return text.empty() ? "none" : text;
}

}  // namespace

std::string equivalents_page() {
  std::string text(moving_introduction);
  for (const auto& [tool, title, introduction] : sections) {
    text += fmt::format("\n## {}\n\n{}\n| {} | migralint | remark |\n|---|---|---|\n", title, introduction,
                        title);
    for (const auto& known : lint::equivalents()) {
      if (known.tool == tool)
        text += fmt::format("| `{}` | {} | {} |\n", known.rule, linked(known.ours), known.remark);
    }
  }
  return text;
}

}  // namespace migralint::cli
