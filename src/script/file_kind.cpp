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

bool in_revert_folder(std::string_view path) {
  while (true) {
    const std::size_t slash = path.find_first_of("/\\");
    if (slash == std::string_view::npos) return false;
    if (path.substr(0, slash) == "revert") return true;
    path.remove_prefix(slash + 1);
  }
}

}  // namespace

bool is_down_file(std::string_view path) {
  if (in_revert_folder(path)) return true;
  std::string_view name = path.substr(path.find_last_of("/\\") + 1);
  if (!take_ending(name, ".sql")) return false;
  if (is_flyway_undo(name)) return true;
  take_ending(name, ".tx");
  constexpr std::string_view endings[] = {".down", "_down", "-down", "_rollback", ".rollback"};
  return equals_ignoring_case(name, "down") ||
         std::any_of(std::begin(endings), std::end(endings),
                     [name](std::string_view ending) mutable { return take_ending(name, ending); });
}

}  // namespace migralint::script
