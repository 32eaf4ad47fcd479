#include "script/file_kind.hpp"

#include <algorithm>

#include "script/scan.hpp"

namespace migralint::script {

namespace {

using scan::equals_ignoring_case;

bool take_ending(std::string_view& text, std::string_view ending) {
  if (text.size() < ending.size()) return false;
  const std::size_t rest = text.size() - ending.size();
  if (!equals_ignoring_case(text.substr(rest), ending)) return false;
  text = text.substr(0, rest);
  return true;
}

// U1__x, U1.2_3__x; the prefix is in upper case in Flyway.
bool is_flyway_undo(std::string_view name) {
  if (name.size() < 2 || name[0] != 'U' || !scan::is(name[1], scan::digit)) return false;
  const std::size_t separator = name.find("__");
  if (separator == std::string_view::npos) return false;
  const std::string_view version = name.substr(1, separator - 1);
  return version.find_first_not_of("0123456789._") == std::string_view::npos;
}

bool is_separator(char c) { return c == '/' || c == '\\'; }

bool in_revert_folder(std::string_view path) {
  constexpr std::string_view name = "revert";
  for (std::size_t at = path.find(name); at != std::string_view::npos; at = path.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if ((at == 0 || is_separator(path[at - 1])) && end < path.size() && is_separator(path[end])) return true;
  }
  return false;
}

}  // namespace

bool is_down_file(std::string_view path) {
  if (in_revert_folder(path)) return true;
  const auto separator = std::find_if(path.rbegin(), path.rend(), is_separator);
  std::string_view name(separator.base(), path.end());
  if (!take_ending(name, ".sql")) return false;
  if (is_flyway_undo(name)) return true;
  take_ending(name, ".tx");
  constexpr std::string_view endings[] = {".down", "_down", "-down", "_rollback", ".rollback"};
  return equals_ignoring_case(name, "down") ||
         std::any_of(std::begin(endings), std::end(endings),
                     [name](std::string_view ending) mutable { return take_ending(name, ending); });
}

}  // namespace migralint::script
