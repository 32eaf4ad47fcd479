// Schemas, extensions, publications; COMMENT, GRANT and DISCARD, which only name things.
#include <algorithm>

#include "catalog/applier.hpp"

namespace migralint::catalog {
namespace {

std::vector<RelationId> relations_of(Applier& applier, const std::vector<sql::RelationName>& names) {
  std::vector<RelationId> ids;
  for (const auto& name : names) {
    const RelationId id = refer(applier, name);
    if (id != no_relation && std::ranges::find(ids, id) == ids.end()) {
      ids.push_back(id);
    }
  }
  return ids;
}

template <class T>
void add_missing(std::vector<T>& to, const std::vector<T>& from) {
  for (const auto& item : from) {
    if (std::ranges::find(to, item) == to.end()) {
      to.push_back(item);
    }
  }
}

template <class T>
void take_away(std::vector<T>& from, const std::vector<T>& items) {
  std::erase_if(from, [&](const T& item) { return std::ranges::find(items, item) != items.end(); });
}

}  // namespace

void apply_to(Applier& applier, const sql::CreateSchema& create) {
  const std::string& name = create.name.empty() ? create.owner : create.name;
  if (name.empty()) {
    return applier.unknown();
  }
  if (create.if_not_exists && applier.catalog.find_schema(name) != nullptr) {
    return;
  }
  const Catalog& catalog = applier.catalog;
  const sql::Name key{"", name, {}};
  const bool certain = catalog.certain() && (!create.if_not_exists || catalog.complete() ||
                                             catalog.gone(Gone::What::schema, key) != nullptr);
  applier.catalog.put(&Catalog::schemas_, key, Schema{name, applier.origin(), certain});
}

void apply_to(Applier& applier, const sql::CreateExtension& create) {
  if (create.if_not_exists && applier.catalog.find_extension(create.name) != nullptr) {
    return;
  }
  applier.catalog.put(&Catalog::extensions_, sql::Name{"", create.name, {}},
                      Extension{create.name, create.schema, applier.origin()});
}

namespace {

void add_function(Catalog& catalog, NameMap<std::vector<sql::Name>> Catalog::*map, const std::string& name,
                  const sql::Name& function) {
  const sql::Name key{"", name, {}};
  const auto known = (catalog.*map).find(KeyView{"", name});
  auto functions = known != (catalog.*map).end() ? known->second : std::vector<sql::Name>();
  functions.push_back(function);
  catalog.put(map, key, std::move(functions));
}

}  // namespace

void apply_to(Applier& applier, const sql::CreateOperator& create) {
  if (!create.function.empty()) {
    add_function(applier.catalog, &Catalog::operators_, create.name.name, create.function);
  }
}

void apply_to(Applier& applier, const sql::CreateCast& create) {
  add_function(applier.catalog, &Catalog::casts_, create.target.name, create.function);
}

void apply_to(Applier& applier, const sql::CreatePublication& create) {
  Publication publication;
  publication.name = create.name;
  publication.tables = relations_of(applier, create.tables);
  publication.schemas = create.schemas;
  publication.publishes_changes = create.publishes_changes;
  publication.all_tables = create.all_tables;
  publication.origin = applier.origin();
  applier.catalog.put(&Catalog::publications_, sql::Name{"", create.name, {}}, std::move(publication));
}

void apply_to(Applier& applier, const sql::AlterPublication& alter) {
  using What = sql::AlterPublication::What;
  const auto tables = relations_of(applier, alter.tables);
  const Publication* known = applier.catalog.find_publication(alter.name);
  if (known == nullptr) {
    return applier.unknown_elsewhere();
  }
  Publication publication = *known;
  switch (alter.what) {
    case What::add:
      add_missing(publication.tables, tables);
      add_missing(publication.schemas, alter.schemas);
      break;
    case What::drop:
      take_away(publication.tables, tables);
      take_away(publication.schemas, alter.schemas);
      break;
    case What::set:
      publication.tables = tables;
      publication.schemas = alter.schemas;
      publication.all_tables = alter.all_tables;
      break;
    case What::options:
      return;
  }
  applier.catalog.put(&Catalog::publications_, sql::Name{"", alter.name, {}}, std::move(publication));
}

void apply_to(Applier& applier, const sql::Comment& comment) {
  using sql::ObjectKind;
  switch (comment.kind) {
    case ObjectKind::table:
    case ObjectKind::column:
    case ObjectKind::constraint:
    case ObjectKind::trigger:
    case ObjectKind::policy:
    case ObjectKind::rule:
    case ObjectKind::index:
    case ObjectKind::view:
    case ObjectKind::materialized_view:
    case ObjectKind::sequence:
    case ObjectKind::foreign_table:
      break;
    default:
      return;
  }
  if (comment.relation.empty()) {
    return;
  }
  const RelationId id = refer(applier, comment.relation, relation_kind(comment.kind));
  if (id == no_relation || comment.kind != ObjectKind::column || comment.sub_name.empty()) {
    return;
  }
  const Relation* relation = applier.get(id);
  if (relation->is_table() && relation->column(comment.sub_name) == nullptr) {
    assume_column(applier, applier.edit(id), comment.sub_name);
  }
}

void apply_to(Applier& applier, const sql::Grant& grant) {
  const bool sequences = grant.kind == sql::ObjectKind::sequence;
  for (const auto& name : grant.relations) {
    refer(applier, name, sequences ? RelationKind::sequence : RelationKind::table);
  }
}

void apply_to(Applier& applier, const sql::Discard& discard) {
  if (discard.what == "all" || discard.what == "ALL" || discard.what == "temp" || discard.what == "TEMP") {
    applier.catalog.end_session();
  }
}

}  // namespace migralint::catalog
