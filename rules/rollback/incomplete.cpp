#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/compare.hpp"
#include "lint/rule.hpp"
#include "rules/support/findings.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using catalog::Difference;
using Kind = Difference::Kind;

/// The way forward: everything in the file that is not in its way back.
bool is_forward(const catalog::Origin& origin, const replay::File& file) {
  const auto& statements = file.script->statements;
  return origin.known() && origin.file == file.id && origin.statement < statements.size() &&
         !statements[origin.statement].in_down_section;
}

bool has_word(std::string_view text, std::string_view word) {
  const auto is_part = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const auto end = at + word.size();
    if ((at == 0 || !is_part(text[at - 1])) && (end == text.size() || !is_part(text[end]))) {
      return true;
    }
  }
  return false;
}

/// Rows only, so the schema has not changed by it.
bool changes_rows(std::string_view lower) {
  constexpr std::string_view verbs[] = {"copy",   "delete",   "insert", "merge",
                                        "select", "truncate", "update", "with"};
  return std::any_of(std::begin(verbs), std::end(verbs), [&](std::string_view verb) {
    return lower.starts_with(verb) && has_word(lower.substr(0, verb.size() + 1), verb);
  });
}

/// How well a statement fits as the one that changed the thing: what alters or drops comes before the rest.
int match(std::string_view text, const Difference& difference) {
  const std::string lower = to_lower(text);
  const bool alters = lower.starts_with("alter") || lower.starts_with("drop");
  const bool owner = !difference.owner.empty() && has_word(lower, to_lower(difference.owner));
  const bool alters_other = !difference.owner.empty() && !owner && lower.starts_with("alter table");
  if (changes_rows(lower) || alters_other) {
    return 0;
  }
  const bool name = has_word(lower, to_lower(difference.name));
  // DROP TABLE of the owner before a CREATE that has something of this name.
  return (name ? 5 : 0) + (owner ? 3 : 0) + (alters && (name || owner) ? 6 : 0);
}

/// The statement of the way forward that is to blame: the one that made what is left; for the rest the one
/// that names it, which chooses the place only.
std::uint32_t blamed(const Difference& difference, const replay::File& file) {
  if (is_forward(difference.origin, file)) {
    return difference.origin.statement;
  }
  const auto& statements = file.script->statements;
  std::uint32_t best = 0;
  int best_score = -1;
  for (std::uint32_t i = 0; i < statements.size(); ++i) {
    const std::string_view text = statements[i].range.of(file.text());
    const int score = statements[i].in_down_section ? -1 : match(text, difference);
    if (score > best_score) {
      best = i;
      best_score = score;
    }
  }
  return best;
}

/// What one statement has done that is not undone.
struct Remains {
  std::vector<std::string> left;
  std::vector<std::string> lost;
  std::vector<std::string> changed;
};

using Part = std::pair<std::string_view, const std::vector<std::string>*>;

std::vector<Part> parts_of(const Remains& remains) {
  std::vector<Part> parts{{"leaves behind", &remains.left},
                          {"does not bring back", &remains.lost},
                          {"does not restore", &remains.changed}};
  std::erase_if(parts, [](const Part& part) { return part.second->empty(); });
  return parts;
}

std::size_t most_named(const std::vector<Part>& parts) { return parts.size() == 1 ? 3 : 1; }

std::string message(const std::vector<Part>& parts) {
  std::string text = "the way back";
  std::string_view join = " ";
  for (const auto& [verb, items] : parts) {
    text += fmt::format("{}{} {}", join, verb, findings::listed(*items, most_named(parts)));
    join = ", and ";
  }
  return text;
}

/// What the message leaves out.
void add_rest(Finding& finding, const std::vector<Part>& parts) {
  for (const auto& [verb, items] : parts) {
    if (items->size() > most_named(parts)) {
      finding.evidence.push_back(fmt::format("it {} {}", verb, findings::listed(*items, items->size())));
    }
  }
}

void say(std::uint32_t statement, const Remains& remains, const WayBackContext& context, Report& report) {
  const auto& back = context.back();
  const Span range = back.file.script->statements[statement].range;
  const auto line_end = range.of(back.file.text()).find('\n');
  const Span first_line{range.begin, line_end == std::string_view::npos
                                         ? range.end
                                         : range.begin + static_cast<std::uint32_t>(line_end)};
  const auto parts = parts_of(remains);
  auto& finding = report(first_line, range, message(parts));
  add_rest(finding, parts);
  finding.statement = statement;
  finding.label = "not undone";
  const auto& script = *back.down.script;
  if (back.down.id != back.file.id && !script.statements.empty()) {
    finding.related.push_back({back.down.id, script.statements.front().range, "the way back"});
    return;
  }
  for (const auto& section : script.sections) {
    if (section.down) {
      finding.related.push_back({back.down.id, section.marker, "the way back"});
      return;
    }
  }
}

/// Sqitch: sqitch.plan says in which order the files run, their names do not.
bool ordered_by_plan(const replay::WayBack& back) {
  const auto has_folder = [](const replay::File& file, std::string_view folder) {
    const std::string_view path = file.source->path;
    const auto at = path.find(folder);
    return at != std::string_view::npos && (at == 0 || path[at - 1] == '/');
  };
  return has_folder(back.file, "deploy/") && has_folder(back.down, "revert/");
}

void check(const WayBackContext& context, Report& report) {
  const auto& back = context.back();
  // A way back with nothing in it says that there is none.
  if (back.statements == 0 || !back.all_seen || ordered_by_plan(back)) {
    return;
  }
  std::map<std::uint32_t, Remains> by_statement;
  const auto forward = [&](const catalog::Origin& origin) { return is_forward(origin, back.file); };
  for (const auto& difference : catalog::differences(back.before, back.catalog, forward)) {
    auto& remains = by_statement[blamed(difference, back.file)];
    switch (difference.kind) {
      case Kind::left:
        remains.left.push_back(difference.what);
        break;
      case Kind::lost:
        remains.lost.push_back(difference.what);
        break;
      case Kind::changed:
        remains.changed.push_back(fmt::format("{}, which {}", difference.what, difference.detail));
        break;
    }
  }
  for (const auto& [statement, remains] : by_statement) {
    say(statement, remains, context, report);
  }
}

}  // namespace

MIGRALINT_RULE(rollback_incomplete) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "Running the migration and its way back does not give back the schema",
    .hooks = {on<check>},
};
