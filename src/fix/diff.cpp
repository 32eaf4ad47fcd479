#include "fix/diff.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include <fmt/format.h>

namespace migralint::fix {

namespace {

constexpr std::size_t context_lines = 3;

using Lines = std::vector<std::string_view>;

Lines split_lines(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto size = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

/// A step from one text to the other: a line that both have, or that only one of them has.
struct Step {
  char kind = ' ';  // ' ', '-', '+'
  std::size_t before = 0;
  std::size_t after = 0;
};

/// Myers, "An O(ND) Difference Algorithm and Its Variations" (1986): the furthest place on each diagonal
/// after each number of changes, then the way back through them.
class Path {
 public:
  Path(std::span<const std::string_view> before, std::span<const std::string_view> after)
      : before_(before), after_(after) {
    find();
  }

  std::vector<Step> steps(std::size_t offset) {
    std::vector<Step> result;
    auto x = static_cast<std::ptrdiff_t>(before_.size());
    auto y = static_cast<std::ptrdiff_t>(after_.size());
    const auto add = [&](char kind) {
      result.push_back({kind, static_cast<std::size_t>(x) + offset, static_cast<std::size_t>(y) + offset});
    };
    for (auto d = static_cast<std::ptrdiff_t>(trace_.size()) - 1; d >= 0; --d) {
      const auto k = x - y;
      const bool down = came_down(trace_[static_cast<std::size_t>(d)], k, d);
      const auto from_k = down ? k + 1 : k - 1;
      const auto from_x = d == 0 ? 0 : at(trace_[static_cast<std::size_t>(d)], from_k);
      const auto from_y = d == 0 ? 0 : from_x - from_k;
      while (x > from_x && y > from_y) {
        --x;
        --y;
        add(' ');
      }
      if (d > 0) {
        x = from_x;
        y = from_y;
        add(down ? '+' : '-');
      }
    }
    std::reverse(result.begin(), result.end());
    return result;
  }

 private:
  [[nodiscard]] std::ptrdiff_t size() const {
    return static_cast<std::ptrdiff_t>(before_.size() + after_.size()) + 1;
  }
  [[nodiscard]] std::ptrdiff_t at(const std::vector<std::ptrdiff_t>& furthest, std::ptrdiff_t k) const {
    return furthest[static_cast<std::size_t>(k + size())];
  }
  [[nodiscard]] bool came_down(const std::vector<std::ptrdiff_t>& furthest, std::ptrdiff_t k,
                               std::ptrdiff_t d) const {
    return k == -d || (k != d && at(furthest, k - 1) < at(furthest, k + 1));
  }

  void find() {
    const auto n = static_cast<std::ptrdiff_t>(before_.size());
    const auto m = static_cast<std::ptrdiff_t>(after_.size());
    std::vector<std::ptrdiff_t> furthest(static_cast<std::size_t>(2 * size() + 1), 0);
    for (std::ptrdiff_t d = 0; d < size(); ++d) {
      trace_.push_back(furthest);
      for (std::ptrdiff_t k = -d; k <= d; k += 2) {
        auto x = came_down(furthest, k, d) ? at(furthest, k + 1) : at(furthest, k - 1) + 1;
        x = d == 0 ? 0 : x;
        while (x < n && x - k < m &&
               before_[static_cast<std::size_t>(x)] == after_[static_cast<std::size_t>(x - k)]) {
          ++x;
        }
        furthest[static_cast<std::size_t>(k + size())] = x;
        if (x >= n && x - k >= m) {
          return;
        }
      }
    }
  }

  std::span<const std::string_view> before_;
  std::span<const std::string_view> after_;
  std::vector<std::vector<std::ptrdiff_t>> trace_;
};

/// Fixes touch few places, so what is equal at both ends is set aside first.
std::vector<Step> steps_between(const Lines& before, const Lines& after) {
  const auto shorter = std::min(before.size(), after.size());
  std::size_t head = 0;
  while (head < shorter && before[head] == after[head]) {
    ++head;
  }
  std::size_t tail = 0;
  while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) {
    ++tail;
  }
  std::vector<Step> steps;
  for (std::size_t i = 0; i < head; ++i) {
    steps.push_back({' ', i, i});
  }
  const std::span<const std::string_view> old_lines(before);
  const std::span<const std::string_view> new_lines(after);
  Path path(old_lines.subspan(head, before.size() - head - tail),
            new_lines.subspan(head, after.size() - head - tail));
  const auto middle = path.steps(head);
  steps.insert(steps.end(), middle.begin(), middle.end());
  for (std::size_t i = tail; i > 0; --i) {
    steps.push_back({' ', before.size() - i, after.size() - i});
  }
  return steps;
}

// "3,7"; a range of one line has no length, an empty one names the line before it (as GNU diff does).
std::string range(std::size_t first, std::size_t count) {
  if (count == 1) {
    return fmt::format("{}", first + 1);
  }
  return fmt::format("{},{}", count == 0 ? first : first + 1, count);
}

void append_line(std::string& out, char kind, std::string_view line) {
  out += kind;
  out += line;
  if (line.empty() || line.back() != '\n') {
    out += "\n\\ No newline at end of file\n";
  }
}

std::string hunk(std::span<const Step> steps, const Lines& before, const Lines& after) {
  std::size_t removed = 0;
  std::size_t added = 0;
  std::string body;
  for (const auto& step : steps) {
    removed += step.kind != '+' ? 1 : 0;
    added += step.kind != '-' ? 1 : 0;
    append_line(body, step.kind, step.kind == '+' ? after[step.after] : before[step.before]);
  }
  return fmt::format("@@ -{} +{} @@\n{}", range(steps.front().before, removed),
                     range(steps.front().after, added), body);
}

// As git writes them: quoted when they hold what would break the line, closed by a tab when they hold a
// blank.
std::string shown_path(std::string_view side, std::string_view path) {
  while (path.starts_with('/')) {
    path.remove_prefix(1);
  }
  const std::string whole = std::string(side) + std::string(path);
  std::string quoted;
  bool special = false;
  for (const char c : whole) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
      special = true;
    } else if (byte < 0x20 || byte == 0x7f) {
      quoted += fmt::format("\\{:03o}", byte);
      special = true;
    } else {
      quoted += c;
    }
  }
  if (special) {
    return '"' + quoted + '"';
  }
  return whole.find(' ') == std::string::npos ? whole : whole + '\t';
}

}  // namespace

std::string unified_diff(std::string_view path, std::string_view before, std::string_view after) {
  const Lines old_lines = split_lines(before);
  const Lines new_lines = split_lines(after);
  const auto steps = steps_between(old_lines, new_lines);
  const auto is_change = [](const Step& step) { return step.kind != ' '; };
  std::string hunks;
  auto change = std::find_if(steps.begin(), steps.end(), is_change);
  while (change != steps.end()) {
    const auto begin = change - std::min<std::ptrdiff_t>(context_lines, change - steps.begin());
    auto end = change;
    // Two changes whose context touches are one hunk.
    while (change != steps.end() && change - end <= static_cast<std::ptrdiff_t>(2 * context_lines)) {
      end = change + 1;
      change = std::find_if(end, steps.end(), is_change);
    }
    end += std::min<std::ptrdiff_t>(context_lines, steps.end() - end);
    hunks += hunk({begin, end}, old_lines, new_lines);
  }
  return hunks.empty()
             ? hunks
             : fmt::format("--- {}\n+++ {}\n{}", shown_path("a/", path), shown_path("b/", path), hunks);
}

}  // namespace migralint::fix
