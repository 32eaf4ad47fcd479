#include "catalog/applier.hpp"

namespace migralint::catalog {
namespace {

void set_columns(Relation& view, const sql::CreateView& create, const Origin& origin) {
  std::vector<Column> columns;
  columns.reserve(create.columns.size());
  for (const auto& name : create.columns) {
    // CREATE OR REPLACE keeps the columns that were there and may add some at the end.
    if (const Column* known = view.column(name)) {
      columns.push_back(*known);
      continue;
    }
    Column& column = columns.emplace_back();
    column.name = name;
    column.origin = origin;
  }
  view.columns = std::move(columns);
  view.columns_complete = create.columns_known;
  view.reads_columns = create.source_columns;
  view.calls = create.source_functions;
  view.casts = user_types(create.source_types);
  view.grouped = create.grouped;
  view.reads_star = create.uses_star;
  view.star_of_sources = create.star_of_sources;
}

RelationId view_to_fill(Applier& applier, const sql::CreateView& create, const sql::Name& place) {
  if (const Relation* existing = applier.catalog.find(place.schema, place.name)) {
    if (create.or_replace && existing->kind == RelationKind::view) {
      return existing->id;
    }
    give_up_relation(applier, existing->id);
  }
  Relation view;
  view.kind = RelationKind::view;
  view.schema = place.schema;
  view.name = place.name;
  if (place.schema == "pg_temp") {
    view.persistence = Persistence::temporary;
  }
  view.certainly_created = !create.or_replace || applier.catalog.complete();
  view.origin = applier.origin();
  return applier.catalog.add(std::move(view)).id;
}

}  // namespace

void apply_to(Applier& applier, const sql::CreateView& create) {
  std::vector<RelationId> reads;
  for (const auto& source : create.sources) {
    const bool itself = create.recursive && source.schema.empty() && source.name == create.view.name;
    if (!itself) {
      reads.push_back(refer(applier, source));
    }
  }
  sql::Name place = create.view;
  if (create.view.temporary) {
    place.schema = "pg_temp";
  }
  if (place.schema.empty()) {
    place.schema = applier.catalog.creation_schema();
  }
  const RelationId id = view_to_fill(applier, create, place);
  // What stood in the way may have been read, too.
  std::erase_if(reads, [&](RelationId read) { return read != no_relation && applier.get(read) == nullptr; });
  Relation& view = applier.edit(id);
  view.assumed = false;
  set_columns(view, create, applier.origin());
  const Relation* base = create.base.empty() ? nullptr : applier.catalog.find(create.base);
  view.base = base != nullptr ? base->id : no_relation;
  set_reads(applier, id, std::move(reads));
}

void apply_to(Applier& applier, const sql::RefreshMaterializedView& refresh) {
  const RelationId id = refer(applier, refresh.view, RelationKind::materialized_view);
  if (id != no_relation) {
    applier.edit(id).populated = refresh.with_data;
  }
}

}  // namespace migralint::catalog
