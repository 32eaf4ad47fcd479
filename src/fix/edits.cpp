#include "fix/edits.hpp"

#include <algorithm>
#include <numeric>

#include "script/script.hpp"

namespace migralint::fix {

namespace {

bool same(const lint::Edit& a, const lint::Edit& b) { return a.span == b.span && a.text == b.text; }

// Two insertions at one place would depend on who comes first.
bool touch(const lint::Edit& a, const lint::Edit& b) {
  if (a.span.empty() || b.span.empty()) {
    return a.span.begin <= b.span.end && b.span.begin <= a.span.end;
  }
  return a.span.begin < b.span.end && b.span.begin < a.span.end;
}

/// A part of the new text that was copied from the old one.
struct Copied {
  Span now;
  std::uint32_t before = 0;
};

std::vector<Copied> copied_parts(std::size_t size, std::span<const lint::Edit> edits) {
  std::vector<Copied> parts;
  std::uint32_t before = 0;
  std::uint32_t now = 0;
  const auto copy_up_to = [&](std::uint32_t end) {
    parts.push_back({{now, now + (end - before)}, before});
    now += end - before;
  };
  for (const auto& edit : edits) {
    copy_up_to(edit.span.begin);
    now += static_cast<std::uint32_t>(edit.text.size());
    before = edit.span.end;
  }
  copy_up_to(static_cast<std::uint32_t>(size));
  return parts;
}

std::uint32_t id_at(std::uint32_t byte, const std::vector<script::Statement>& statements,
                    const StatementIds& ids) {
  const auto after = std::partition_point(statements.begin(), statements.end(),
                                          [&](const auto& one) { return one.range.begin <= byte; });
  if (after == statements.begin()) {
    return new_statement;
  }
  const auto index = static_cast<std::size_t>(after - statements.begin()) - 1;
  return byte < statements[index].range.end ? ids[index] : new_statement;
}

}  // namespace

std::vector<lint::Edit> merge(std::span<const lint::Edit> edits) {
  std::vector<lint::Edit> sorted(edits.begin(), edits.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.span < b.span; });
  sorted.erase(std::unique(sorted.begin(), sorted.end(), same), sorted.end());
  const auto clash = std::adjacent_find(
      sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return b.span.begin < a.span.end; });
  return clash == sorted.end() ? sorted : std::vector<lint::Edit>();
}

bool can_join(std::span<const lint::Edit> edits, std::span<const lint::Edit> others) {
  return std::none_of(edits.begin(), edits.end(), [&](const lint::Edit& edit) {
    return std::any_of(others.begin(), others.end(),
                       [&](const lint::Edit& other) { return touch(edit, other) && !same(edit, other); });
  });
}

std::string apply(std::string_view text, std::span<const lint::Edit> edits) {
  std::string result;
  std::size_t at = 0;
  for (const auto& edit : edits) {
    result.append(text.substr(at, edit.span.begin - at)).append(edit.text);
    at = edit.span.end;
  }
  return result.append(text.substr(at));
}

StatementIds number_statements(std::string_view text) {
  StatementIds ids(script::split(text).statements.size());
  std::iota(ids.begin(), ids.end(), 0U);
  return ids;
}

StatementIds carry_over(std::string_view text, const StatementIds& ids, std::span<const lint::Edit> edits,
                        std::string_view edited) {
  const auto before = script::split(text).statements;
  const auto parts = copied_parts(text.size(), edits);
  StatementIds result;
  for (const auto& statement : script::split(edited).statements) {
    std::uint32_t id = new_statement;
    for (const auto& part : parts) {
      const std::uint32_t begin = std::max(part.now.begin, statement.range.begin);
      if (begin < std::min(part.now.end, statement.range.end)) {
        id = id_at(part.before + (begin - part.now.begin), before, ids);
        break;
      }
    }
    result.push_back(id);
  }
  return result;
}

}  // namespace migralint::fix
