#include <algorithm>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/compare.hpp"
#include "lint/rule.hpp"

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

/// How well a statement fits as the one that changed the thing: what alters or drops comes before the rest.
int match(std::string_view text, const Difference& difference) {
  const std::string lower = to_lower(text);
  const bool alters = lower.starts_with("alter") || lower.starts_with("drop");
  const bool owner = !difference.owner.empty() && has_word(lower, to_lower(difference.owner));
  const bool name = has_word(lower, to_lower(difference.name));
  return (name ? 5 : 0) + (owner ? 3 : 0) + (alters ? 2 : 0);
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

std::string listed(const std::vector<std::string>& items) {
  constexpr std::size_t most = 3;
  std::string text;
  for (std::size_t i = 0; i < std::min(items.size(), most); ++i) {
    const bool last = i + 1 == items.size();
    text += i == 0 ? "" : last ? " and " : ", ";
    text += items[i];
  }
  return items.size() > most ? fmt::format("{} and {} more", text, items.size() - most) : text;
}

/// What one statement has done that is not undone.
struct Remains {
  std::vector<std::string> left;
  std::vector<std::string> lost;
  std::vector<std::string> changed;
};

std::string message(const Remains& remains) {
  std::string text = "the way back ";
  std::string join;
  const auto add = [&](std::string_view verb, const std::vector<std::string>& items) {
    if (!items.empty()) {
      text += fmt::format("{}{} {}", join, verb, listed(items));
      join = ", and ";
    }
  };
  add("leaves behind", remains.left);
  add("does not bring back", remains.lost);
  add("does not restore", remains.changed);
  return text;
}

void say(std::uint32_t statement, const Remains& remains, const WayBackContext& context, Report& report) {
  const auto& back = context.back();
  const Span range = back.file.script->statements[statement].range;
  const auto line_end = range.of(back.file.text()).find('\n');
  const Span first_line{range.begin, line_end == std::string_view::npos
                                         ? range.end
                                         : range.begin + static_cast<std::uint32_t>(line_end)};
  auto& finding = report(first_line, range, message(remains));
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
