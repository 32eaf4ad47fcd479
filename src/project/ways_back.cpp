#include "project/ways_back.hpp"

#include <array>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "project/paths.hpp"

namespace migralint::project {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;
constexpr std::array<Pair, 5> endings{Pair{".up.sql", ".down.sql"}, Pair{"_up.sql", "_down.sql"},
                                      Pair{"-up.sql", "-down.sql"}, Pair{".up.tx.sql", ".down.tx.sql"},
                                      Pair{".tx.up.sql", ".down.sql"}};
constexpr std::array<std::string_view, 5> additions{".down.sql", "_down.sql", "-down.sql", "_rollback.sql",
                                                    ".rollback.sql"};

/// The last folder called `deploy` becomes `revert`.
std::optional<std::string> reverted(std::string_view path) {
  const auto at = path.rfind("deploy/");
  if (at == std::string_view::npos || (at > 0 && path[at - 1] != '/')) return std::nullopt;
  return std::string(path.substr(0, at)).append("revert/").append(path.substr(at + 7));
}

}  // namespace

std::vector<std::string> ways_back(std::string_view path) {
  const auto folder = parent_of(path);
  const auto name = name_of(path);
  std::vector<std::string> result;
  const auto is = [name](std::string_view other) {
    return name.size() == other.size() && ends_with_ignoring_case(name, other);
  };
  if (is("up.sql") || is("migration.sql")) return {joined(folder, "down.sql")};
  for (const auto& [up, down] : endings) {
    if (ends_with_ignoring_case(name, up)) {
      result.push_back(joined(folder, std::string(name.substr(0, name.size() - up.size())).append(down)));
    }
  }
  if (!result.empty() || !ends_with_ignoring_case(name, ".sql")) return result;
  if (auto revert = reverted(path)) return {std::move(*revert)};
  if (name.starts_with('V') && name.find("__") != std::string_view::npos) {
    return {joined(folder, "U" + std::string(name.substr(1)))};
  }
  for (const auto addition : additions) {
    result.push_back(joined(folder, std::string(name.substr(0, name.size() - 4)).append(addition)));
  }
  return result;
}

}  // namespace migralint::project
