#include "session/values.hpp"

#include <array>
#include <cmath>
#include <cstdlib>

namespace migralint::session {
namespace {

constexpr std::string_view spaces = " \t\r\n\f\v";

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(spaces);
  if (begin == std::string_view::npos) {
    return {};
  }
  return text.substr(begin, text.find_last_not_of(spaces) - begin + 1);
}

std::string_view without_quotes(std::string_view text) {
  if (text.size() >= 2 && text.front() == '\'' && text.back() == '\'') {
    return text.substr(1, text.size() - 2);
  }
  return text;
}

/// Milliseconds in one unit; 0: no such unit. Units are case-sensitive in PostgreSQL too.
double unit_size(std::string_view unit) {
  struct Unit {
    std::string_view name;
    double milliseconds;
  };
  constexpr auto units = std::to_array<Unit>(
      {{"", 1}, {"us", 0.001}, {"ms", 1}, {"s", 1000}, {"min", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}});
  for (const auto& known : units) {
    if (known.name == unit) {
      return known.milliseconds;
    }
  }
  return 0;
}

}  // namespace

std::optional<std::int64_t> parse_milliseconds(std::string_view text) {
  const std::string value(trimmed(without_quotes(trimmed(text))));
  if (value.empty() || value.find_first_of("nNiI") == 0) {
    return std::nullopt;
  }  // strtod would take nan and inf
  char* rest = nullptr;
  const double number = std::strtod(value.c_str(), &rest);
  if (rest == value.c_str()) {
    return std::nullopt;
  }
  const double unit = unit_size(trimmed(rest));
  const double milliseconds = std::nearbyint(number * unit);
  // The settings are 32-bit integers.
  if (unit == 0 || !(milliseconds >= 0) || milliseconds > 2147483647.0) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(milliseconds);
}

std::vector<std::string> split_identifiers(std::string_view text) {
  std::vector<std::string> names;
  std::size_t i = 0;
  const auto skip_spaces = [&] {
    while (i < text.size() && spaces.find(text[i]) != std::string_view::npos) {
      ++i;
    }
  };
  for (skip_spaces(); i < text.size(); skip_spaces()) {
    std::string name;
    if (text[i] == '"') {
      for (++i; i < text.size() && (text[i] != '"' || (i + 1 < text.size() && text[i + 1] == '"')); ++i) {
        if (text[i] == '"') {
          ++i;
        }
        name += text[i];
      }
      ++i;
    } else {
      for (; i < text.size() && text[i] != ',' && spaces.find(text[i]) == std::string_view::npos; ++i) {
        name += text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
      }
    }
    if (!name.empty()) {
      names.push_back(std::move(name));
    }
    i = std::min(text.size(), text.find(',', std::min(i, text.size())));
    if (i < text.size()) {
      ++i;
    }
  }
  return names;
}

}  // namespace migralint::session
