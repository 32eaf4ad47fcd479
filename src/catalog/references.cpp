#include <array>
#include <string_view>

#include "base/name_table.hpp"
#include "catalog/applier.hpp"

namespace migralint::catalog {
namespace {

// The types that columns nearly always have, by the grammar's names. One that is missing here costs a note,
// no more.
constexpr auto builtin_types = std::to_array<std::string_view>({
    "bit",         "bool",   "box",     "bpchar",   "bytea",    "char",   "cidr",    "circle",
    "date",        "float4", "float8",  "inet",     "int2",     "int4",   "int8",    "interval",
    "json",        "jsonb",  "line",    "lseg",     "macaddr",  "money",  "name",    "numeric",
    "oid",         "path",   "point",   "polygon",  "regclass", "text",   "time",    "timestamp",
    "timestamptz", "timetz", "tsquery", "tsvector", "uuid",     "varbit", "varchar", "xml",
});
constexpr auto builtin_type = [](std::size_t place) { return builtin_types[place]; };
constexpr NameTable<builtin_types.size()> builtin_type_table(builtin_type);

}  // namespace

bool is_builtin_type(std::string_view name) {
  return builtin_type_table.find(name, builtin_type) != builtin_type_table.missing;
}

std::vector<sql::Name> user_types(const Few<sql::Name>& types) {
  std::vector<sql::Name> made;
  for (const auto& type : types) {
    if (!is_builtin_type(type.name)) {
      made.push_back(type);
    }
  }
  return made;
}

bool is_system(const sql::Name& name) {
  if (name.schema.empty()) {
    return name.name.starts_with("pg_");
  }
  return name.schema == "information_schema" || (name.schema.starts_with("pg_") && name.schema != "pg_temp");
}

RelationKind relation_kind(sql::ObjectKind kind) {
  switch (kind) {
    case sql::ObjectKind::index:
      return RelationKind::index;
    case sql::ObjectKind::sequence:
      return RelationKind::sequence;
    case sql::ObjectKind::view:
      return RelationKind::view;
    case sql::ObjectKind::materialized_view:
      return RelationKind::materialized_view;
    case sql::ObjectKind::foreign_table:
      return RelationKind::foreign_table;
    case sql::ObjectKind::composite_type:
    case sql::ObjectKind::attribute:
    case sql::ObjectKind::type:
      return RelationKind::composite_type;
    case sql::ObjectKind::partitioned_table:
      return RelationKind::partitioned_table;
    default:
      return RelationKind::table;
  }
}

RelationId refer(Applier& applier, const sql::Name& name, RelationKind kind) {
  if (const Relation* known = applier.catalog.find(name)) {
    return known->id;
  }
  if (is_system(name) || name.empty()) {
    return no_relation;
  }
  applier.unknown_in(name.schema);
  if (kind == RelationKind::index || kind == RelationKind::partitioned_index) {
    return no_relation;
  }
  const sql::Name place = applier.catalog.qualify(name);
  Relation relation;
  relation.kind = kind;
  relation.schema = place.schema;
  relation.name = place.name;
  relation.assumed = true;
  relation.certainly_created = false;
  relation.columns_complete = false;
  if (place.schema == "pg_temp") {
    relation.persistence = Persistence::temporary;
  }
  relation.origin = applier.origin();
  return applier.catalog.add(std::move(relation)).id;
}

void mention(Applier& applier, const std::vector<sql::RelationName>& names) {
  for (const auto& name : names) {
    if (applier.catalog.find(name) == nullptr && !is_system(name)) {
      applier.unknown_in(name.schema);
    }
  }
}

Column& assume_column(Applier& applier, Relation& relation, std::string_view name) {
  if (Column* known = relation.column(name)) {
    return *known;
  }
  // Columns behind a star or of an assumed table tell nothing new.
  if (relation.columns_complete) {
    applier.unknown();
  }
  relation.columns_complete = false;
  Column column;
  column.name = name;
  column.assumed = true;
  column.origin = applier.origin();
  return push_column(relation, std::move(column));
}

Column& push_column(Relation& relation, Column column) {
  auto& columns = relation.columns;
  // Doubling would leave room for a dozen large columns on each table that gets one more.
  if (columns.size() == columns.capacity()) {
    columns.reserve(columns.size() + columns.size() / 8 + 2);
  }
  return columns.emplace_back(std::move(column));
}

void note_type(Applier& applier, RelationId user, const sql::TypeName& type) {
  if (!type.name.empty() && !is_builtin_type(type.name)) {
    applier.catalog.note_type_use(type.name, user);
  }
}

std::vector<RelationId> family(const Applier& applier, RelationId id, bool only) {
  std::vector<RelationId> ids{id};
  if (only) {
    return ids;
  }
  for (const Relation* child : applier.catalog.descendants(id)) {
    ids.push_back(child->id);
  }
  return ids;
}

void erase_value(std::vector<RelationId>& ids, RelationId id) {
  // From the back: things often go in the reverse order of their making.
  const auto found = std::find(ids.rbegin(), ids.rend(), id);
  if (found != ids.rend()) {
    ids.erase(std::next(found).base());
  }
}

void erase_value(Few<RelationId>& ids, RelationId id) {
  if (!ids.empty()) {
    erase_value(ids.edit(), id);
  }
}

}  // namespace migralint::catalog
