#include "rules/support/dependants_list.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace migralint::dependants {

using catalog::Relation;
using catalog::RelationKind;

void add_view(const Relation& view, List& list, bool certain) {
  const bool materialized = view.kind == RelationKind::materialized_view;
  const std::string name = shown(view);
  const bool known = std::any_of(list.begin(), list.end(),
                                 [&](const Dependant& other) { return other.relation == view.id; });
  if (!known) {
    list.push_back({fmt::format("{}view {}", materialized ? "materialized " : "", name),
                    fmt::format("DROP {}VIEW IF EXISTS {};\n", materialized ? "MATERIALIZED " : "", name),
                    view.id,
                    view.origin,
                    {},
                    certain});
  }
}

void add_readers(std::size_t first, const lint::Context& context, List& list) {
  // Views that were replaced may seem to read each other.
  std::size_t moves_left = 100;
  for (std::size_t i = first; i < list.size(); ++i) {
    const auto* read = context.catalog().get(list[i].relation);
    const bool is_view = read != nullptr &&
                         (read->kind == RelationKind::view || read->kind == RelationKind::materialized_view);
    if (!is_view) {
      continue;
    }
    const bool certain = list[i].certain;
    for (const auto* view : context.catalog().readers(read->id)) {
      const auto before = std::find_if(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(i),
                                       [&](const Dependant& other) { return other.relation == view->id; });
      if (before != list.begin() + static_cast<std::ptrdiff_t>(i)) {
        if (moves_left > 0) {
          std::rotate(before, before + 1, list.end());
          --moves_left;
          --i;
        }
      } else {
        add_view(*view, list, certain);
      }
    }
  }
}

void add_policy(const Relation& table, const catalog::Policy& policy, List& list) {
  list.push_back({fmt::format("policy {} on {}", sql::quoted(policy.name), shown(table)),
                  fmt::format("DROP POLICY IF EXISTS {} ON {};\n", sql::quoted(policy.name), shown(table)),
                  table.id, policy.origin, policy.name});
}

void add_column(const Relation& table, const catalog::Column& column, List& list) {
  list.push_back(
      {fmt::format("column {}.{} with its values", shown(table), sql::quoted(column.name)),
       fmt::format("ALTER TABLE {} DROP COLUMN IF EXISTS {};\n", shown(table), sql::quoted(column.name)),
       table.id, column.origin, column.name});
}

void add_default(const Relation& table, const catalog::Column& column, bool certain, List& list) {
  list.push_back(
      {fmt::format("the default of {}.{}", shown(table), sql::quoted(column.name)),
       fmt::format("ALTER TABLE {} ALTER COLUMN {} DROP DEFAULT;\n", shown(table), sql::quoted(column.name)),
       table.id,
       column.origin,
       {},
       certain});
}

}  // namespace migralint::dependants
