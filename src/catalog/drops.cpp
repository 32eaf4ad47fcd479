// DROP of every kind of object.
#include "catalog/applier.hpp"
#include "catalog/signatures.hpp"
#include "sql/object_kinds.hpp"

namespace migralint::catalog {
namespace {

using sql::ObjectKind;

bool is_of(const Relation& relation, RelationKind kind) {
  if (relation.is_index()) {
    return kind == RelationKind::index;
  }
  if (relation.kind == RelationKind::partitioned_table) {
    return kind == RelationKind::table;
  }
  return relation.kind == kind;
}

void drop_one_relation(Applier& applier, const sql::Drop& drop, RelationId id) {
  const Relation* known = applier.get(id);
  if (known == nullptr) {
    return;  // it went along with one that was dropped before it
  }
  // DROP TABLE of what the catalog holds for something else is refused, so what it believed was wrong.
  if (known->assumed || is_of(*known, relation_kind(drop.kind)) || !drop.if_exists) {
    drop_relation(applier, known->id, drop.cascade);
  }
}

/// Whatever it was, there is none now. Which schema is meant is known when only one can be.
void note_absent(Applier& applier, const sql::Name& name) {
  const Catalog& catalog = applier.catalog;
  if (!name.schema.empty()) {
    applier.gone(Gone::What::relation, name);
  } else if (catalog.search_path().size() == 1) {
    applier.gone(Gone::What::relation, {catalog.search_path()[0], name.name, {}});
  }
}

/// All names are looked up first: a partition may go along with its parent named before it.
void drop_relations(Applier& applier, const sql::Drop& drop) {
  std::vector<RelationId> ids;
  for (const auto& name : drop.objects) {
    if (const Relation* known = applier.catalog.find(name)) {
      ids.push_back(known->id);
    } else if (!is_system(name)) {
      if (!drop.if_exists) {
        applier.unknown_in(name.schema);
      }
      note_absent(applier, name);
    }
  }
  for (const RelationId id : ids) {
    drop_one_relation(applier, drop, id);
  }
}

template <class T>
bool drop_from(Applier& applier, NameMap<T> Catalog::*map, const T* known, bool cascade) {
  if (known == nullptr) {
    return false;
  }
  const sql::Name name = known->name;
  if (cascade) {
    drop_type_users(applier, name);
  }
  applier.catalog.erase(map, name);
  applier.gone(Gone::What::type, name);
  return true;
}

void drop_type(Applier& applier, const sql::Drop& drop, const sql::Name& name) {
  const Catalog& catalog = applier.catalog;
  if (drop_from(applier, &Catalog::enums_, catalog.find_enum(name), drop.cascade)) {
    return;
  }
  if (drop_from(applier, &Catalog::domains_, catalog.find_domain(name), drop.cascade)) {
    return;
  }
  if (drop_from(applier, &Catalog::other_types_, catalog.find_other_type(name), drop.cascade)) {
    return;
  }
  const Relation* composite = catalog.find(name);
  if (composite != nullptr && composite->kind == RelationKind::composite_type) {
    return drop_relation(applier, composite->id, drop.cascade);
  }
  if (!drop.if_exists && !is_builtin_type(name.name)) {
    applier.unknown_in(name.schema);
  }
}

void drop_triggers_of(Applier& applier, const sql::Name& function) {
  const auto* users = applier.catalog.possible_function_users(function.name);
  if (users == nullptr) {
    return;
  }
  for (const RelationId id : std::vector<RelationId>(*users)) {
    if (applier.get(id) == nullptr) {
      continue;
    }
    applier.edit(id).triggers.remove_if([&](const Trigger& trigger) {
      const bool goes = trigger.function.name == function.name &&
                        (trigger.function.schema.empty() || trigger.function.schema == function.schema);
      if (goes) {
        applier.part_gone(Gone::What::trigger, id, trigger.name);
      }
      return goes;
    });
  }
}

void drop_function(Applier& applier, const sql::Drop& drop, const sql::Name& name,
                   const sql::Arguments& arguments) {
  Catalog& catalog = applier.catalog;
  const auto* known = catalog.find_functions(name);
  if (known == nullptr) {
    return;
  }  // an extension's, perhaps
  const MeantFunction meant = meant_function(catalog, *known, drop.kind, arguments);
  if (!meant.overload) {
    return;
  }
  auto overloads = *known;
  const sql::Name place = overloads.front().name;
  overloads.erase(overloads.begin() + static_cast<std::ptrdiff_t>(*meant.overload));
  if (!overloads.empty()) {
    catalog.put(&Catalog::functions_, place, std::move(overloads));
    return;
  }
  catalog.erase(&Catalog::functions_, place);
  const bool certain = catalog.certain();
  catalog.set_certain(certain && meant.certain);
  applier.gone(Gone::What::function, place);
  catalog.set_certain(certain);
  if (drop.cascade) {
    drop_triggers_of(applier, place);
  }
}

void drop_schema(Applier& applier, const sql::Drop& drop, const std::string& schema) {
  Catalog& catalog = applier.catalog;
  if (catalog.find_schema(schema) == nullptr && !drop.if_exists) {
    applier.unknown();
  }
  catalog.erase(&Catalog::schemas_, sql::Name{"", schema, {}});
  applier.gone(Gone::What::schema, {{}, schema, {}});
  if (!drop.cascade) {
    return;
  }
  std::vector<RelationId> inside;
  catalog.for_each([&](const Relation& relation) {
    if (relation.schema == schema) {
      inside.push_back(relation.id);
    }
  });
  for (const RelationId id : inside) {
    drop_relation(applier, id, true);
  }
  sql::Drop types = drop;
  types.if_exists = true;
  for (const auto& name : names_in(catalog.enums_, schema)) {
    drop_type(applier, types, name);
  }
  for (const auto& name : names_in(catalog.domains_, schema)) {
    drop_type(applier, types, name);
  }
  for (const auto& name : names_in(catalog.other_types_, schema)) {
    drop_type(applier, types, name);
  }
  for (const auto& name : names_in(catalog.functions_, schema)) {
    catalog.erase(&Catalog::functions_, name);
    applier.gone(Gone::What::function, name);
    drop_triggers_of(applier, name);
  }
}

template <class Items>
bool erase_named(Items& items, const std::string& name) {
  return items.remove_if([&](const auto& item) { return item.name == name; }) > 0;
}

Gone::What part_kind(ObjectKind kind) {
  return kind == ObjectKind::trigger  ? Gone::What::trigger
         : kind == ObjectKind::policy ? Gone::What::policy
                                      : Gone::What::rule;
}

/// Triggers, rules and policies: `objects` names the table.
void drop_from_table(Applier& applier, const sql::Drop& drop, const sql::Name& table,
                     const std::string& name) {
  if (drop.if_exists && applier.catalog.find(table) == nullptr) {
    return;
  }
  const RelationId id = refer(applier, table);
  if (id == no_relation) {
    return;
  }
  bool found = false;
  std::vector<RelationId> tables{id};
  for (std::size_t i = 0; i < tables.size(); ++i) {
    Relation& relation = applier.edit(tables[i]);
    if (drop.kind == ObjectKind::policy) {
      found = erase_named(relation.policies, name) || found;
    }
    if (drop.kind == ObjectKind::rule) {
      found = erase_named(relation.rules, name) || found;
    }
    if (drop.kind != ObjectKind::trigger) {
      break;
    }
    found = erase_named(relation.triggers, name) || found;
    tables.insert(tables.end(), relation.partitions.begin(), relation.partitions.end());
  }
  applier.part_gone(part_kind(drop.kind), id, name);
  if (!found && !drop.if_exists) {
    applier.unknown_in(applier.get(id)->schema);
  }
}

template <class T>
void drop_plain(Applier& applier, const sql::Drop& drop, NameMap<T> Catalog::*map, const std::string& name) {
  const auto& items = applier.catalog.*map;
  if (items.find(KeyView{"", name}) == items.end() && !drop.if_exists) {
    applier.unknown();
  }
  applier.catalog.erase(map, sql::Name{"", name, {}});
  applier.gone(drop.kind == ObjectKind::extension ? Gone::What::extension : Gone::What::publication,
               {{}, name, {}});
}

void drop_object(Applier& applier, const sql::Drop& drop, std::size_t i) {
  const sql::Name& name = drop.objects[i];
  const std::string sub_name = i < drop.sub_names.size() ? drop.sub_names[i] : std::string();
  switch (drop.kind) {
    case ObjectKind::type:
    case ObjectKind::enum_type:
    case ObjectKind::composite_type:
    case ObjectKind::domain:
      return drop_type(applier, drop, name);
    case ObjectKind::function:
    case ObjectKind::procedure:
    case ObjectKind::routine:
    case ObjectKind::aggregate:
      return drop_function(applier, drop, name, arguments_of(drop, i));
    case ObjectKind::schema:
      return drop_schema(applier, drop, name.name);
    case ObjectKind::trigger:
    case ObjectKind::rule:
    case ObjectKind::policy:
      return drop_from_table(applier, drop, name, sub_name);
    case ObjectKind::statistics:
      return drop_statistics(applier, name);
    case ObjectKind::extension:
      // Which columns and indexes go with its types is not in the history.
      if (drop.cascade) {
        applier.catalog.note_unseen_changes(applier.origin());
      }
      return drop_plain(applier, drop, &Catalog::extensions_, name.name);
    case ObjectKind::publication:
      return drop_plain(applier, drop, &Catalog::publications_, name.name);
    default:
      return;  // kinds that the catalog does not hold
  }
}

}  // namespace

void apply_to(Applier& applier, const sql::Drop& drop) {
  if (sql::is_relation(drop.kind)) {
    return drop_relations(applier, drop);
  }
  for (std::size_t i = 0; i < drop.objects.size(); ++i) {
    drop_object(applier, drop, i);
  }
}

void apply_to(Applier& applier, const sql::DropOwned&) {
  // What a role owns is not in the catalog: anything may be gone.
  applier.unknown();
  applier.catalog.note_unseen_changes(applier.origin());
}

}  // namespace migralint::catalog
