// Views, materialized views, CREATE TABLE AS. Facts: ct.ctas*, obj.*view*, obj.refresh_* of the measured
// forms.
#include <algorithm>

#include "catalog/apply.hpp"
#include "effects/builder.hpp"
#include "effects/dml_rows.hpp"
#include "effects/judgements.hpp"

namespace migralint::effects {
namespace {

using catalog::Relation;

/// Visits the relation, and when it is a view all that it reads, each once.
template <class Visit>
void walk_sources(const Builder& builder, const Relation& relation, std::vector<RelationId>& seen,
                  Visit&& visit) {
  if (std::find(seen.begin(), seen.end(), relation.id) != seen.end()) {
    return;
  }
  seen.push_back(relation.id);
  visit(relation);
  if (relation.kind != RelationKind::view) {
    return;
  }
  for (const auto id : relation.reads) {
    if (const auto* source = builder.catalog().get(id)) {
      walk_sources(builder, *source, seen, visit);
    }
  }
}

void read_relation(Builder& builder, const Relation& relation, WorkKind kind, bool only) {
  builder.lock(relation, LockMode::access_share);
  if (only) {
    builder.work(kind, Reason::reads_source, relation);
    return;
  }
  builder.lock_descendants(builder.target(relation), LockMode::access_share);
  if (relation.kind != RelationKind::view) {
    builder.work_on_storage(kind, Reason::reads_source, builder.target(relation), true);
  }
}

}  // namespace

void lock_sources(Builder& builder, const std::vector<sql::RelationName>& sources, bool expand_views) {
  std::vector<RelationId> seen;
  for (const auto& source : sources) {
    const auto target = builder.target(source, RelationKind::table);
    if (target.relation == nullptr || !expand_views) {
      builder.lock(target, LockMode::access_share);
      continue;
    }
    walk_sources(builder, *target.relation, seen,
                 [&](const Relation& relation) { builder.lock(relation, LockMode::access_share); });
  }
}

void read_sources(Builder& builder, const std::vector<sql::RelationName>& sources, WorkKind kind) {
  std::vector<RelationId> seen;
  for (const auto& source : sources) {
    const auto target = builder.target(source, RelationKind::table);
    if (target.relation == nullptr) {
      builder.lock(target, LockMode::access_share);
      builder.work(kind, Reason::reads_source, target);
      continue;
    }
    walk_sources(builder, *target.relation, seen,
                 [&](const Relation& relation) { read_relation(builder, relation, kind, source.only); });
  }
}

void add_effects(Builder& builder, const sql::CreateTableAs& statement) {
  const auto& catalog = builder.catalog();
  if (statement.if_not_exists && catalog.find(catalog.qualify(statement.table)) != nullptr) {
    // The query is analysed, not run.
    lock_sources(builder, statement.sources, false);
    return;
  }
  if (statement.executes_prepared) {
    builder.unknown("what the prepared statement reads is not in the history");
  }
  sql::Name name = statement.table;
  if (name.schema.empty()) {
    name.schema = statement.table.temporary ? "pg_temp" : catalog.creation_schema();
  }
  const auto kind = statement.materialized_view ? RelationKind::materialized_view : RelationKind::table;
  builder.lock_new(name, kind);
  if (!statement.with_data) {
    lock_sources(builder, statement.sources, false);
    return;
  }
  read_sources(builder, statement.sources, WorkKind::scan);
  lock_locked(builder, statement.locked);
  for (const auto& changed : statement.also_changed) {
    const auto target = builder.target(changed, RelationKind::table);
    builder.lock(target, LockMode::row_exclusive);
    builder.work(WorkKind::rows, Reason::dml, target);
  }
  builder.work(WorkKind::rows, Reason::fills, {nullptr, name, kind, false});
}

void add_effects(Builder& builder, const sql::CreateView& statement) {
  const auto& catalog = builder.catalog();
  sql::Name name = statement.view;
  if (name.schema.empty()) {
    name.schema = statement.view.temporary ? "pg_temp" : catalog.creation_schema();
  }
  const auto* present = statement.or_replace ? catalog.find(name.schema, name.name) : nullptr;
  if (present != nullptr) {
    builder.lock(*present, LockMode::access_exclusive);
  } else if (statement.or_replace && !catalog.complete()) {
    builder.lock(Target{nullptr, name, RelationKind::view, true}, LockMode::access_exclusive);
  } else {
    builder.lock_new(name, RelationKind::view);
  }
  lock_sources(builder, statement.sources, false);
}

const catalog::Relation* usable_for_refresh(const catalog::Relation& view, const catalog::Catalog& catalog) {
  for (const auto id : view.indexes) {
    const auto* index = catalog.get(id);
    if (!catalog::unique_columns(index).empty() && index->index->method == "btree") {
      return index;
    }
  }
  return nullptr;
}

void add_effects(Builder& builder, const sql::RefreshMaterializedView& statement) {
  const auto view = builder.target(statement.view, RelationKind::materialized_view);
  builder.lock(view, statement.concurrently ? LockMode::exclusive : LockMode::access_exclusive);
  if (!statement.with_data) {
    return;
  }
  builder.work(statement.concurrently ? WorkKind::scan : WorkKind::rewrite, Reason::refreshes, view);
  if (view.relation == nullptr) {
    return;
  }
  std::vector<RelationId> seen{view.relation->id};
  for (const auto id : view.relation->reads) {
    const auto* source = builder.catalog().get(id);
    if (source == nullptr) {
      continue;
    }
    walk_sources(builder, *source, seen,
                 [&](const Relation& relation) { read_relation(builder, relation, WorkKind::scan, false); });
  }
}

}  // namespace migralint::effects
