#include "replay/may_do_anything.hpp"

#include <algorithm>

#include "effects/judgements.hpp"

namespace migralint::replay {
namespace {

bool is_harmless(const sql::Name& name, const catalog::Catalog& catalog, int pg_version) {
  if (const auto* overloads = catalog.find_functions(name)) {
    return std::ranges::all_of(*overloads, [](const catalog::Function& function) {
      return function.volatility == sql::Volatility::immutable ||
             function.volatility == sql::Volatility::stable;
    });
  }
  return name.schema == "pg_catalog" || effects::builtin_volatility(name.name, pg_version).has_value();
}

}  // namespace

bool may_do_anything(const sql::Statement& statement, const catalog::Catalog& catalog, int pg_version) {
  if (const auto* select = statement.as<sql::Select>()) {
    return std::ranges::any_of(
        select->functions, [&](const sql::Name& name) { return !is_harmless(name, catalog, pg_version); });
  }
  if (const auto* block = statement.as<sql::Do>()) {
    return !block->language.empty() && block->language != "plpgsql";
  }
  return statement.as<sql::Call>() != nullptr;
}

}  // namespace migralint::replay
