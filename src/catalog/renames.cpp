// RENAME and SET SCHEMA of every kind of object, and OWNER TO.
#include "catalog/applier.hpp"
#include "catalog/signatures.hpp"
#include "sql/object_kinds.hpp"

namespace migralint::catalog {
namespace {

using sql::ObjectKind;

void move_relation(Applier& applier, RelationId id, std::string schema, std::string name);

/// Where something is now: with its schema when that is another one.
std::string new_place(const sql::Name& from, const sql::Name& to) {
  return from.schema == to.schema ? sql::quoted(to.name) : sql::quoted(to);
}

void rename_constraint(Applier& applier, RelationId id, const std::string& from, const std::string& to) {
  const Relation* table = applier.get(id);
  const Constraint* known = table->constraint(from);
  if (known == nullptr) {
    return applier.unknown();
  }
  const RelationId index = known->index;
  // Inherited checks keep one name in the whole tree.
  const bool check = known->kind == ConstraintKind::check;
  for (const RelationId member : family(applier, id, !check)) {
    Relation& relation = applier.edit(member);
    if (Constraint* own = relation.constraint(from)) {
      own->name = to;
      applier.part_gone(Gone::What::constraint, member, from, to);
      applier.catalog.note_constraint(relation, to);
    }
  }
  if (const Relation* owned = applier.get(index)) {
    const std::string schema = owned->schema;
    applier.edit(index).index->constraint = to;
    applier.catalog.rename(index, schema, to);
  }
}

template <class Items>
void rename_item(Applier& applier, Items& items, const sql::Rename& rename) {
  const auto found =
      std::ranges::find_if(items, [&](const auto& item) { return item.name == rename.old_name; });
  if (found == items.end()) {
    return applier.unknown();
  }
  found->name = rename.new_name;
}

/// Columns of a type that moves keep it.
void retarget_columns(Applier& applier, const sql::Name& from, const sql::Name& to) {
  std::vector<RelationId> users;
  for_type_users(applier, from, [&](RelationId id, std::size_t column) {
    auto& type = applier.edit(id).columns[column].type;
    // Where the bare name was enough it still is, unless the schema changes.
    if (!type.schema.empty() || from.schema != to.schema) {
      type.schema = to.schema;
    }
    type.name = to.name;
    users.push_back(id);
  });
  for (const RelationId id : users) {
    applier.catalog.note_type_use(to.name, id);
  }
}

template <class T>
bool move_type(Applier& applier, NameMap<T> Catalog::*map, const T* known, const sql::Name& to) {
  if (known == nullptr) {
    return false;
  }
  T moved = *known;
  const sql::Name from = moved.name;
  retarget_columns(applier, from, to);
  moved.name = to;
  moved.renamed = applier.origin();
  applier.catalog.erase(map, from);
  applier.catalog.put(map, to, std::move(moved));
  applier.gone(Gone::What::type, from, new_place(from, to));
  return true;
}

bool move_any_type(Applier& applier, const sql::Name& name, const std::string& schema,
                   const std::string& new_name) {
  const auto meant = resolve_type(applier, name);
  if (!meant) {
    return false;
  }
  const sql::Name to{schema.empty() ? meant->schema : schema, new_name.empty() ? meant->name : new_name, {}};
  const Catalog& catalog = applier.catalog;
  if (move_type(applier, &Catalog::enums_, catalog.find_enum(name), to)) {
    return true;
  }
  if (move_type(applier, &Catalog::domains_, catalog.find_domain(name), to)) {
    return true;
  }
  if (move_type(applier, &Catalog::other_types_, catalog.find_other_type(name), to)) {
    return true;
  }
  const Relation* composite = catalog.find(name);
  if (composite == nullptr) {
    return false;
  }
  move_relation(applier, composite->id, to.schema, to.name);
  return true;
}

void move_trigger_functions(Applier& applier, const sql::Name& from, const sql::Name& to) {
  const auto* users = applier.catalog.possible_function_users(from.name);
  if (users == nullptr) {
    return;
  }
  for (const RelationId id : std::vector<RelationId>(*users)) {
    if (applier.get(id) == nullptr) {
      continue;
    }
    for (auto& trigger : applier.edit(id).triggers.edit()) {
      if (trigger.function.name == from.name) {
        trigger.function = to;
      }
    }
    applier.catalog.note_function_use(to.name, id);
  }
}

/// One of the functions of a name: the others keep it.
void move_function(Applier& applier, const sql::Name& from, std::size_t overload, const sql::Name& to) {
  Catalog& catalog = applier.catalog;
  auto left = *catalog.find_functions(from);
  Function moved = left[overload];
  left.erase(left.begin() + static_cast<std::ptrdiff_t>(overload));
  moved.name = to;
  moved.renamed = applier.origin();
  if (moved.arguments.empty()) {  // as those of triggers are
    move_trigger_functions(applier, from, to);
  }
  if (left.empty()) {
    // With others of the name nothing tells which of them is called.
    rename_calls_of(applier, from, to);
    catalog.erase(&Catalog::functions_, from);
    applier.gone(Gone::What::function, from, new_place(from, to));
  } else {
    catalog.put(&Catalog::functions_, from, std::move(left));
  }
  const auto* there = catalog.find_functions(to);
  auto overloads = there != nullptr ? *there : std::vector<Function>();
  overloads.push_back(std::move(moved));
  catalog.put(&Catalog::functions_, to, std::move(overloads));
}

/// RENAME and SET SCHEMA of the function that is meant. One that is not in the history may be an extension's.
void move_meant_function(Applier& applier, const sql::Name& name, sql::ObjectKind kind,
                         const sql::Arguments& arguments, const std::string& schema,
                         const std::string& new_name) {
  Catalog& catalog = applier.catalog;
  const auto* known = catalog.find_functions(name);
  if (known == nullptr) {
    return;
  }
  const MeantFunction meant = meant_function(catalog, *known, kind, arguments);
  if (!meant.overload) {
    return;
  }
  const sql::Name from = known->front().name;
  const sql::Name to{schema.empty() ? from.schema : schema, new_name.empty() ? from.name : new_name, {}};
  const bool certain = catalog.certain();
  catalog.set_certain(certain && meant.certain);
  move_function(applier, from, *meant.overload, to);
  catalog.set_certain(certain);
}

void rename_schema(Applier& applier, const std::string& from, const std::string& to) {
  Catalog& catalog = applier.catalog;
  std::vector<RelationId> inside;
  catalog.for_each([&](const Relation& relation) {
    if (relation.schema == from) {
      inside.push_back(relation.id);
    }
  });
  for (const auto& name : names_in(catalog.enums_, from)) {
    move_any_type(applier, name, to, name.name);
  }
  for (const auto& name : names_in(catalog.domains_, from)) {
    move_any_type(applier, name, to, name.name);
  }
  for (const auto& name : names_in(catalog.other_types_, from)) {
    move_any_type(applier, name, to, name.name);
  }
  for (const auto& name : names_in(catalog.functions_, from)) {
    for (std::size_t i = catalog.find_functions(name)->size(); i > 0; --i) {
      move_function(applier, name, 0, {to, name.name, {}});
    }
  }
  for (const RelationId id : inside) {
    move_relation(applier, id, to, catalog.get(id)->name);
  }
  Schema schema{to, applier.origin()};
  if (const Schema* known = catalog.find_schema(from)) {
    schema.origin = known->origin;
    schema.certainly_created = known->certainly_created;
  } else {
    applier.unknown();
  }
  catalog.erase(&Catalog::schemas_, sql::Name{"", from, {}});
  applier.gone(Gone::What::schema, {{}, from, {}}, sql::quoted(to));
  catalog.put(&Catalog::schemas_, sql::Name{"", to, {}}, std::move(schema));
}

/// One relation, without what moves along with it.
void move_relation(Applier& applier, RelationId id, std::string schema, std::string name) {
  const Relation& relation = *applier.get(id);
  if (relation.kind == RelationKind::sequence) {
    return move_sequence(applier, id, std::move(schema), std::move(name));
  }
  if (relation.kind == RelationKind::composite_type) {
    retarget_columns(applier, relation.qualified(), {schema, name, {}});
  }
  if (relation.index && !relation.index->constraint.empty()) {
    // An index and its constraint have one name.
    const RelationId table = relation.index->table;
    if (applier.get(table) != nullptr) {
      if (Constraint* owner = applier.edit(table).constraint(relation.index->constraint)) {
        owner->name = name;
      }
    }
    applier.edit(id).index->constraint = name;
  }
  applier.catalog.rename(id, std::move(schema), std::move(name));
}

void rename_relation(Applier& applier, const sql::Rename& rename, RelationId id) {
  const Relation& relation = *applier.get(id);
  const Relation* in_the_way = applier.catalog.find(relation.schema, rename.new_name);
  const std::string schema = relation.schema;
  if (in_the_way != nullptr && in_the_way->id != id) {
    give_up_relation(applier, in_the_way->id);
  }
  // What was in the way may have taken the relation with it.
  if (applier.get(id) == nullptr) {
    return;
  }
  move_relation(applier, id, schema, rename.new_name);
}

template <class T>
void rename_plain(Applier& applier, NameMap<T> Catalog::*map, const sql::Rename& rename) {
  const std::string& old_name = rename.object.empty() ? rename.old_name : rename.object.name;
  const auto& items = applier.catalog.*map;
  const auto found = items.find(KeyView{"", old_name});
  if (found == items.end()) {
    return applier.unknown();
  }
  T moved = found->second;
  moved.name = rename.new_name;
  applier.catalog.erase(map, sql::Name{"", old_name, {}});
  applier.catalog.put(map, sql::Name{"", rename.new_name, {}}, std::move(moved));
}

void rename_domain_constraint(Applier& applier, const sql::Rename& rename) {
  const Domain* known = applier.catalog.find_domain(rename.object);
  if (known == nullptr) {
    return applier.unknown();
  }
  Domain domain = *known;
  rename_item(applier, domain.checks, rename);
  applier.catalog.add_gone({.what = Gone::What::domain_constraint,
                            .schema = domain.name.schema,
                            .name = rename.old_name,
                            .owner_type = domain.name.name,
                            .new_name = sql::quoted(rename.new_name)});
  const sql::Name name = domain.name;
  applier.catalog.put(&Catalog::domains_, name, std::move(domain));
}

void rename_part(Applier& applier, const sql::Rename& rename) {
  if (rename.if_exists && applier.catalog.find(rename.relation) == nullptr) {
    return;
  }
  const bool whole = sql::is_relation(rename.kind);
  const RelationId id =
      refer(applier, rename.relation, relation_kind(whole ? rename.kind : rename.relation_kind));
  if (id == no_relation) {
    return;
  }
  if (whole) {
    return rename_relation(applier, rename, id);
  }
  switch (rename.kind) {
    case ObjectKind::column:
    case ObjectKind::attribute:
      return rename_columns(applier, rename, id);
    case ObjectKind::constraint:
      return rename_constraint(applier, id, rename.old_name, rename.new_name);
    case ObjectKind::trigger:
      applier.part_gone(Gone::What::trigger, id, rename.old_name, rename.new_name);
      return rename_item(applier, applier.edit(id).triggers.edit(), rename);
    case ObjectKind::policy:
      applier.part_gone(Gone::What::policy, id, rename.old_name, rename.new_name);
      return rename_item(applier, applier.edit(id).policies.edit(), rename);
    case ObjectKind::rule:
      applier.part_gone(Gone::What::rule, id, rename.old_name, rename.new_name);
      return rename_item(applier, applier.edit(id).rules.edit(), rename);
    default:
      return;
  }
}

/// Indexes and owned sequences go where their table goes.
void set_relation_schema(Applier& applier, RelationId id, const std::string& schema) {
  const auto indexes = applier.get(id)->indexes;
  const auto sequences = applier.get(id)->owned_sequences;
  move_relation(applier, id, schema, applier.get(id)->name);
  for (const auto& constraint : applier.get(id)->constraints) {
    applier.catalog.note_constraint(*applier.get(id), constraint.name);
  }
  const auto move_along = [&](const std::vector<RelationId>& others) {
    for (const RelationId other : others) {
      if (applier.get(other) != nullptr) {
        move_relation(applier, other, schema, applier.get(other)->name);
      }
    }
  };
  move_along(indexes);
  move_along(sequences);
}

}  // namespace

void apply_to(Applier& applier, const sql::Rename& rename) {
  switch (rename.kind) {
    case ObjectKind::type:
    case ObjectKind::enum_type:
    case ObjectKind::composite_type:
    case ObjectKind::domain:
      if (!move_any_type(applier, rename.object.empty() ? rename.relation : rename.object, {},
                         rename.new_name)) {
        applier.unknown();
      }
      return;
    case ObjectKind::function:
    case ObjectKind::procedure:
    case ObjectKind::routine:
    case ObjectKind::aggregate:
      return move_meant_function(applier, rename.object, rename.kind, rename.arguments, {}, rename.new_name);
    case ObjectKind::schema:
      return rename_schema(applier, rename.object.empty() ? rename.old_name : rename.object.name,
                           rename.new_name);
    case ObjectKind::statistics:
      return move_statistics(applier, rename.object, {}, rename.new_name);
    case ObjectKind::publication:
      return rename_plain(applier, &Catalog::publications_, rename);
    case ObjectKind::domain_constraint:
      return rename_domain_constraint(applier, rename);
    default:
      break;
  }
  if (!rename.relation.empty()) {
    rename_part(applier, rename);
  }
}

void apply_to(Applier& applier, const sql::SetSchema& set) {
  if (!set.relation.empty() && sql::is_relation(set.kind)) {
    if (set.if_exists && applier.catalog.find(set.relation) == nullptr) {
      return;
    }
    const RelationId id = refer(applier, set.relation, relation_kind(set.kind));
    if (id != no_relation) {
      set_relation_schema(applier, id, set.new_schema);
    }
    return;
  }
  const sql::Name& name = set.object.empty() ? set.relation : set.object;
  switch (set.kind) {
    case ObjectKind::type:
    case ObjectKind::enum_type:
    case ObjectKind::composite_type:
    case ObjectKind::domain:
      if (!move_any_type(applier, name, set.new_schema, {})) {
        applier.unknown();
      }
      return;
    case ObjectKind::function:
    case ObjectKind::procedure:
    case ObjectKind::routine:
    case ObjectKind::aggregate:
      return move_meant_function(applier, name, set.kind, set.arguments, set.new_schema, {});
    case ObjectKind::statistics:
      return move_statistics(applier, name, set.new_schema, {});
    default:
      return;
  }
}

void apply_to(Applier& applier, const sql::SetOwner& set) {
  if (!set.relation.empty() && sql::is_relation(set.kind)) {
    refer(applier, set.relation, relation_kind(set.kind));
  }
}

}  // namespace migralint::catalog
