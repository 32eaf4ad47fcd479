#include "project/paths.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

#include "base/text.hpp"

namespace migralint::project {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) {
    ++end;
  }
  return end - at;
}

/// Appends bytes that compare as the text does when runs of digits are numbers: a digit where one stands,
/// then how long the number is and its digits.
void append_natural(std::string& key, std::string_view text) {
  constexpr std::size_t longest = 0xffff;
  for (std::size_t i = 0; i < text.size();) {
    const auto run = digits_at(text, i);
    if (run == 0) {
      const auto end = std::find_if(text.begin() + static_cast<std::ptrdiff_t>(i), text.end(), is_digit);
      const auto next = static_cast<std::size_t>(end - text.begin());
      key += text.substr(i, next - i);
      i = next;
      continue;
    }
    auto digits = text.substr(i, run);
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
    const auto length = std::min(digits.size(), longest);
    key += '0';
    key += static_cast<char>(length >> 8U);
    key += static_cast<char>(length & 0xffU);
    key += digits;
    i += run;
  }
}

bool is_repeatable(std::string_view component) { return component.starts_with("R__"); }

/// A date with dashes at the front, perhaps with a time, 2019-03-22-174825: its digits as a number with a
/// time, and how much of the name they take; 0 when there is none. Fewer than four digits behind the date
/// count the day's migrations.
std::size_t take_dashed_time(std::string_view text, std::string& digits) {
  constexpr std::string_view shape = "dddd-dd-dd";
  constexpr std::size_t with_time = 14;
  if (text.size() < shape.size()) return 0;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (shape[i] == 'd' ? !is_digit(text[i]) : text[i] != shape[i]) return 0;
  }
  std::size_t length = shape.size();
  if (length < text.size() && text[length] == '-') {
    const auto time = digits_at(text, length + 1);
    length += time >= 4 ? time + 1 : 0;
  }
  digits.clear();
  std::copy_if(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(length), std::back_inserter(digits),
               is_digit);
  digits.resize(std::max(digits.size(), with_time), '0');
  return length;
}

/// Flyway: "V1_2__name" is version 1.2. Its end sorts before a further part, so that 1 comes before 1.1.
/// "2019-03-22-174825_name" is 20190322174825, as Diesel reads it, and comes after 20170308140537_name.
/// Other names are their own key, less the ending; `storage` holds what had to be changed.
std::string_view sort_key(std::string_view component, std::string& storage) {
  if (ends_with_ignoring_case(component, ".sql")) component.remove_suffix(4);
  if (const auto length = take_dashed_time(component, storage); length > 0) {
    // A day's first migration has no number.
    const auto rest = component.substr(length);
    return storage.append(rest.starts_with('-') ? "" : "\x01").append(rest);
  }
  if (component.empty() || (component[0] != 'V' && component[0] != 'B')) return component;
  const auto end = component.find("__");
  if (end == std::string_view::npos || end == 1) return component;
  const auto version = component.substr(1, end - 1);
  if (version.find_first_not_of("0123456789._") != std::string_view::npos) return component;
  storage = component;
  std::replace(storage.begin() + 1, storage.begin() + static_cast<std::ptrdiff_t>(end), '_', '.');
  storage.replace(end, 2, "\x01");
  return storage;
}

std::string_view take_component(std::string_view& path) {
  const auto end = std::min(path.find('/'), path.size());
  const auto component = path.substr(0, end);
  path.remove_prefix(std::min(end + 1, path.size()));
  return component;
}

/// The index behind the set that begins at `at`, or npos when it is not closed.
std::size_t end_of_set(std::string_view pattern, std::size_t at) {
  std::size_t i = at + 1;
  if (i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^')) ++i;
  const std::size_t first = i;
  for (; i < pattern.size(); ++i) {
    if (pattern[i] == ']' && i > first) return i + 1;
  }
  return std::string_view::npos;
}

bool set_contains(std::string_view set, char c) {
  const bool negated = set.starts_with('!') || set.starts_with('^');
  if (negated) set.remove_prefix(1);
  bool found = false;
  for (std::size_t i = 0; i < set.size(); ++i) {
    const bool range = i + 2 < set.size() && set[i + 1] == '-';
    found = found || (range ? set[i] <= c && c <= set[i + 2] : set[i] == c);
    if (range) i += 2;
  }
  return found != negated && c != '/';
}

/// Matches one pattern element other than a star; returns the pattern's rest, or nothing when it does not
/// match.
std::optional<std::string_view> match_one(std::string_view pattern, char c) {
  if (pattern[0] == '?') return c == '/' ? std::nullopt : std::optional(pattern.substr(1));
  if (pattern[0] == '[') {
    const auto end = end_of_set(pattern, 0);
    if (end == std::string_view::npos || !set_contains(pattern.substr(1, end - 2), c)) return std::nullopt;
    return pattern.substr(end);
  }
  const bool quoted = pattern[0] == '\\' && pattern.size() > 1;
  if (pattern[quoted ? 1 : 0] != c) return std::nullopt;
  return pattern.substr(quoted ? 2 : 1);
}

bool matches(std::string_view pattern, std::string_view path);

bool match_star(std::string_view pattern, std::string_view path) {
  const bool deep = pattern.starts_with("**");
  auto rest = pattern.substr(std::min(pattern.find_first_not_of('*'), pattern.size()));
  // "**/x" covers "x" too.
  if (deep && rest.starts_with('/') && matches(rest.substr(1), path)) return true;
  for (std::size_t i = 0;; ++i) {
    if (matches(rest, path.substr(i))) return true;
    if (i == path.size() || (!deep && path[i] == '/')) return false;
  }
}

/// The whole path.
bool matches(std::string_view pattern, std::string_view path) {
  while (!pattern.empty()) {
    if (pattern[0] == '*') return match_star(pattern, path);
    if (path.empty()) return false;
    const auto rest = match_one(pattern, path[0]);
    if (!rest) return false;
    pattern = *rest;
    path.remove_prefix(1);
  }
  return path.empty();
}

}  // namespace

std::string migration_key(std::string_view path) {
  // What ends a name comes before whatever continues it.
  constexpr char end = '\0';
  std::string key;
  key.reserve(path.size() * 2 + 8);
  std::string storage;
  while (!path.empty()) {
    const auto component = take_component(path);
    key += is_repeatable(component) ? '\2' : '\1';
    append_natural(key, sort_key(component, storage));
    (key += end).append(component) += end;  // "007" and "7" are the same number and two names
  }
  return key;
}

bool migration_less(std::string_view a, std::string_view b) { return migration_key(a) < migration_key(b); }

std::string normalised(std::string_view path) {
  std::string result = path.starts_with('/') ? "/" : "";
  while (!path.empty()) {
    const auto component = take_component(path);
    if (component.empty() || component == ".") continue;
    if (!result.empty() && result.back() != '/') result += '/';
    result += component;
  }
  return result.empty() ? "." : result;
}

std::string shown(std::string_view path, std::string_view directory) {
  std::string result = normalised(path);
  if (!result.starts_with('/') || directory.empty()) return result;
  const std::string prefix = directory == "/" ? "/" : std::string(directory) + '/';
  if (result == directory) return ".";
  return result.starts_with(prefix) ? result.substr(prefix.size()) : result;
}

std::string joined(std::string_view directory, std::string_view name) {
  if (directory.empty() || directory == ".") return std::string(name);
  std::string result;
  result.reserve(directory.size() + 1 + name.size());
  result += directory;
  if (result.back() != '/') result += '/';
  return result += name;
}

std::string_view parent_of(std::string_view path) {
  const auto slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return slash == 0 ? path.substr(0, 1) : path.substr(0, slash);
}

std::string_view name_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool glob_covers(std::string_view pattern, std::string_view path) {
  if (pattern.starts_with("./")) pattern.remove_prefix(2);
  if (pattern.ends_with('/')) pattern.remove_suffix(1);
  const bool anywhere = pattern.find('/') == std::string_view::npos;
  if (pattern.starts_with('/')) pattern.remove_prefix(1);
  const std::string deep = anywhere ? "**/" + std::string(pattern) : std::string(pattern);
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    if (matches(deep, path.substr(0, slash))) return true;
  }
  return matches(deep, path);
}

std::string glob_problem(std::string_view pattern) {
  if (pattern.empty()) return "is empty";
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\') {
      ++i;
    } else if (pattern[i] == '[') {
      const auto end = end_of_set(pattern, i);
      if (end == std::string_view::npos) return "has a \"[\" that is never closed";
      i = end - 1;
    }
  }
  return {};
}

}  // namespace migralint::project
