#include "catalog/objects.hpp"

#include <algorithm>

#include "catalog/catalog.hpp"

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

const std::vector<sql::Name>* Catalog::find_operators(std::string_view name) const {
  const auto found = operators_.find(KeyView{"", name});
  return found != operators_.end() ? &found->second : nullptr;
}

const std::vector<sql::Name>* Catalog::find_casts_to(const sql::TypeName& type) const {
  const auto found = casts_.find(KeyView{"", type.name});
  return found != casts_.end() ? &found->second : nullptr;
}

std::vector<sql::Name> Catalog::types_in(std::string_view schema) const {
  std::vector<sql::Name> names = names_in(enums_, schema);
  for (auto&& more : {names_in(domains_, schema), names_in(other_types_, schema)}) {
    names.insert(names.end(), more.begin(), more.end());
  }
  return names;
}

std::vector<sql::Name> Catalog::functions_in(std::string_view schema) const {
  return names_in(functions_, schema);
}

}  // namespace migralint::catalog
