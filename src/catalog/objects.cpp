#include "catalog/objects.hpp"

#include <algorithm>

namespace migralint::catalog {
namespace {

template <class Items>
auto* find_named(Items& items, std::string_view name) {
  const auto found = std::ranges::find_if(items, [&](const auto& item) { return item.name == name; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

const Column* Relation::column(std::string_view column_name) const {
  return find_named(columns, column_name);
}
Column* Relation::column(std::string_view column_name) { return find_named(columns, column_name); }

const Constraint* Relation::constraint(std::string_view constraint_name) const {
  return find_named(constraints, constraint_name);
}
Constraint* Relation::constraint(std::string_view constraint_name) {
  return find_named(constraints, constraint_name);
}

const Trigger* Relation::trigger(std::string_view trigger_name) const {
  return find_named(triggers, trigger_name);
}

const Constraint* Relation::primary_key() const {
  const auto found = std::ranges::find(constraints, sql::Constraint::Kind::primary_key, &Constraint::kind);
  return found == constraints.end() ? nullptr : &*found;
}

}  // namespace migralint::catalog
