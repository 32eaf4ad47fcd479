// CREATE INDEX, REINDEX, ALTER INDEX. Facts: index.* and reindex.* of the measured forms; PostgreSQL manual,
// CREATE INDEX "Building Indexes Concurrently", REINDEX "Rebuilding Indexes Concurrently".
#include "effects/indexes.hpp"

#include <optional>

#include "catalog/apply.hpp"
#include "effects/builder.hpp"

namespace migralint::effects {
namespace {

using catalog::Relation;

bool is_temporary(const Relation* relation) {
  return relation != nullptr && relation->persistence == catalog::Persistence::temporary;
}

/// Indexes of all partitions below a partitioned index.
template <class Visit>
void for_each_index_below(const Builder& builder, const Relation& index, Visit&& visit) {
  const auto* table = index.index ? builder.catalog().get(index.index->table) : nullptr;
  if (table == nullptr) {
    return;
  }
  std::vector<RelationId> parents{index.id};
  for (const auto* partition : builder.catalog().descendants(table->id)) {
    for (const auto id : partition->indexes) {
      const auto* child = builder.catalog().get(id);
      const bool attached = child != nullptr && child->index &&
                            std::find(parents.begin(), parents.end(), child->index->parent) != parents.end();
      if (!attached) {
        continue;
      }
      visit(*partition, *child);
      if (child->kind == RelationKind::partitioned_index) {
        parents.push_back(child->id);
      }
    }
  }
}

struct ReindexMode {
  LockMode table = LockMode::share;
  LockMode index = LockMode::access_exclusive;
  Until until = Until::transaction;
};

ReindexMode reindex_mode(const sql::Reindex& statement) {
  if (statement.concurrently) {
    return {LockMode::share_update_exclusive, LockMode::share_update_exclusive, Until::statement};
  }
  return {};
}

bool serves_exclusion(const Relation& table, const Relation& index) {
  return std::any_of(table.constraints.begin(), table.constraints.end(), [&](const auto& constraint) {
    return constraint.kind == sql::Constraint::Kind::exclusion && constraint.index == index.id;
  });
}

void reindex_all_of(Builder& builder, const Relation& table, const ReindexMode& mode) {
  builder.lock(table, mode.table, mode.until);
  for (const auto id : table.indexes) {
    const auto* index = builder.catalog().get(id);
    if (index == nullptr || index->kind == RelationKind::partitioned_index) {
      continue;
    }
    // CONCURRENTLY leaves these out with a warning (ReindexRelationConcurrently).
    if (mode.table != LockMode::share && serves_exclusion(table, *index)) {
      continue;
    }
    builder.lock(*index, mode.index, mode.until);
    if (table.populated) {
      builder.index_work(WorkKind::index_rebuild, Reason::reindexes, *index);
    }
  }
}

void reindex_table(Builder& builder, const sql::Reindex& statement) {
  const auto target = builder.target(statement.relation, RelationKind::table);
  const auto mode = reindex_mode(statement);
  if (target.relation == nullptr || target.relation->assumed) {
    builder.lock(target, mode.table, mode.until);
    builder.index_work(WorkKind::index_rebuild, Reason::reindexes, {}, catalog::no_relation, target);
    return;
  }
  if (!target.is(RelationKind::partitioned_table)) {
    reindex_all_of(builder, *target.relation, mode);
    return;
  }
  builder.lock(target, mode.table, mode.until);
  // Before 14 a partitioned table is skipped with a warning.
  if (builder.version() < 14) {
    return;
  }
  builder.refuse_transaction_block();
  // Each partition runs in a transaction of its own; with CONCURRENTLY each is first taken with SHARE
  // (measured).
  for (const auto* partition : builder.catalog().descendants(target.relation->id)) {
    builder.lock(*partition, LockMode::share, Until::statement);
    if (partition->kind == RelationKind::partitioned_table) {
      continue;
    }
    reindex_all_of(builder, *partition, {mode.table, mode.index, Until::statement});
  }
}

void reindex_index(Builder& builder, const sql::Reindex& statement) {
  const auto target = builder.target(statement.relation, RelationKind::index);
  auto mode = reindex_mode(statement);
  const auto* index = target.relation;
  if (index == nullptr || !index->index) {
    builder.lock(target, mode.index, mode.until);
    builder.index_work(WorkKind::index_rebuild, Reason::reindexes, target.qualified(), catalog::no_relation,
                       {nullptr, {}, RelationKind::table, true});
    return;
  }
  if (index->kind != RelationKind::partitioned_index) {
    builder.lock(index->index->table, mode.table, mode.until);
    builder.lock(*index, mode.index, mode.until);
    builder.index_work(WorkKind::index_rebuild, Reason::reindexes, *index);
    return;
  }
  builder.lock(index->index->table, mode.table, mode.until);
  builder.lock(*index, mode.index, mode.until);
  if (builder.version() < 14) {
    return;
  }
  builder.refuse_transaction_block();
  mode.until = Until::statement;
  for_each_index_below(builder, *index, [&](const Relation& table, const Relation& child) {
    builder.lock(child, LockMode::share, Until::statement);  // found with it (ReindexPartitions)
    if (child.kind == RelationKind::partitioned_index) {
      return;
    }
    builder.lock(table, mode.table, mode.until);
    builder.lock(child, mode.index, mode.until);
    builder.index_work(WorkKind::index_rebuild, Reason::reindexes, child);
  });
}

void reindex_many(Builder& builder, const sql::Reindex& statement) {
  builder.refuse_transaction_block();
  if (statement.target == sql::Reindex::Target::system) {
    return;
  }
  auto mode = reindex_mode(statement);
  mode.until = Until::statement;
  builder.catalog().for_each([&](const Relation& relation) {
    const bool has_indexes =
        relation.kind == RelationKind::table || relation.kind == RelationKind::materialized_view;
    const bool chosen =
        statement.target == sql::Reindex::Target::database || relation.schema == statement.name;
    if (has_indexes && chosen) {
      reindex_all_of(builder, relation, mode);
    }
  });
  if (!builder.catalog().complete()) {
    builder.unknown("the history does not show all tables that it covers");
  }
}

}  // namespace

std::string chosen_index_name(const Builder& builder, const Target& table, std::string_view columns,
                              std::string_view label) {
  const auto qualified = table.qualified();
  return catalog::choose_name(qualified.name, columns, label, [&](std::string_view name) {
    return builder.catalog().find(qualified.schema, name) != nullptr && !builder.frees_name(name);
  });
}

void build_index(Builder& builder, const Target& table, const NewIndex& index) {
  // A materialized view that was never filled has nothing to build from.
  if (table.relation != nullptr && !table.relation->populated) {
    return;
  }
  const auto qualified = table.qualified();
  std::string name(index.name);
  if (name.empty()) {
    name = chosen_index_name(builder, table, index.columns, index.label);
  }
  builder.index_work(WorkKind::index_build, index.reason, {qualified.schema, std::move(name), {}},
                     catalog::no_relation, table);
}

void build_index_on_leaves(Builder& builder, const Target& table, const NewIndex& index,
                           const std::function<bool(const Relation&)>& has_it) {
  if (!table.is(RelationKind::partitioned_table) || table.relation == nullptr) {
    build_index(builder, table, index);
    return;
  }
  NewIndex of_partition = index;
  of_partition.name = {};
  const auto has = [&](const Relation& partition) {
    for (const auto* at = &partition; at != nullptr && at->id != table.relation->id;
         at = builder.catalog().get(at->partition_of)) {
      if (has_it(*at)) {
        return true;
      }
    }
    return false;
  };
  for (const auto* partition : builder.catalog().descendants(table.relation->id)) {
    const bool builds = partition->kind == RelationKind::table && !(has_it && has(*partition));
    if (builds) {
      build_index(builder, builder.target(*partition), of_partition);
    }
  }
}

namespace {

/// The index of a constraint needs one of a constraint, from 17 on of the same kind
/// (AttachPartitionEnsureIndexes).
bool serves_as(const Builder& builder, const catalog::Index& index, const catalog::Index& wanted) {
  if (wanted.constraint.empty() || index.constraint.empty() || builder.version() < 17) {
    return wanted.constraint.empty() || !index.constraint.empty();
  }
  const auto kind = [&](const catalog::Index& of) {
    const auto* table = builder.catalog().get(of.table);
    const auto* constraint = table != nullptr ? table->constraint(of.constraint) : nullptr;
    return constraint != nullptr ? std::optional(constraint->kind) : std::nullopt;
  };
  return kind(index) == kind(wanted);
}

}  // namespace

bool has_index_like(const Builder& builder, const Relation& table, const catalog::Index& wanted) {
  return std::any_of(table.indexes.begin(), table.indexes.end(), [&](RelationId id) {
    const auto* relation = builder.catalog().get(id);
    if (relation == nullptr || !relation->index) {
      return false;
    }
    const auto& index = *relation->index;
    return serves_as(builder, index, wanted) && index.parent == catalog::no_relation &&
           catalog::interchangeable(index, wanted);
  });
}

void add_effects(Builder& builder, const sql::CreateIndex& statement) {
  const auto table = builder.target(statement.table, RelationKind::table);
  // On a temporary table CONCURRENTLY is dropped silently (DefineIndex), after the check for a transaction
  // block.
  const bool concurrently = statement.concurrently && !is_temporary(table.relation);
  const auto mode = concurrently ? LockMode::share_update_exclusive : LockMode::share;
  const auto until = concurrently ? Until::statement : Until::transaction;
  if (statement.concurrently) {
    builder.refuse_transaction_block();
  }
  const bool partitioned = table.is(RelationKind::partitioned_table);
  if (partitioned && statement.concurrently) {
    return;
  }  // error 0A000
  builder.lock(table, mode, until);
  if (partitioned && !statement.table.only) {
    builder.lock_descendants(table, mode, until);
  }
  const bool exists = statement.if_not_exists && !statement.name.empty() &&
                      builder.catalog().find(table.qualified().schema, statement.name) != nullptr;
  if (exists || (partitioned && statement.table.only)) {
    return;
  }
  const auto columns = catalog::index_name_columns(statement.keys, statement.including);
  const auto wanted = catalog::index_of(statement);
  build_index_on_leaves(
      builder, table, {statement.name, columns, "idx", Reason::builds_index},
      [&](const Relation& partition) { return has_index_like(builder, partition, wanted); });
}

void add_effects(Builder& builder, const sql::Reindex& statement) {
  if (statement.concurrently) {
    builder.refuse_transaction_block();
  }
  switch (statement.target) {
    case sql::Reindex::Target::index:
      reindex_index(builder, statement);
      return;
    case sql::Reindex::Target::table:
      reindex_table(builder, statement);
      return;
    default:
      reindex_many(builder, statement);
      return;
  }
}

void alter_index_attach(Builder& builder, const Target& parent, const sql::AttachPartition& attach) {
  builder.lock(parent, LockMode::share_update_exclusive);
  const auto child = builder.target(attach.partition, RelationKind::index);
  builder.lock(child, LockMode::access_exclusive);
  for (const auto* index : {parent.relation, child.relation}) {
    if (index != nullptr && index->index) {
      builder.lock(index->index->table, LockMode::access_share);
    }
  }
}

namespace {

/// Foreign keys that rest on a unique index go with it.
void lock_users_of_key(Builder& builder, const catalog::Index& index) {
  std::vector<std::string> columns;
  for (const auto& key : index.keys) {
    columns.push_back(key.column);
  }
  std::sort(columns.begin(), columns.end());
  for (const auto& [table, constraint] : builder.catalog().referencing(index.table)) {
    auto referenced = constraint->referenced_columns;
    std::sort(referenced.begin(), referenced.end());
    if (referenced == columns) {
      builder.lock(*table, LockMode::access_exclusive);
    }
  }
}

}  // namespace

void drop_index(Builder& builder, const sql::Name& name, const sql::Drop& statement) {
  if (statement.if_exists && builder.certainly_absent(name)) {
    return;
  }
  const auto target = builder.target(name, RelationKind::index);
  const auto* index = target.relation;
  const bool partitioned = target.is(RelationKind::partitioned_index);
  const bool impossible =
      statement.concurrently && (statement.cascade || statement.objects.size() > 1 || partitioned);
  if (impossible) {
    return;
  }  // error 0A000
  const auto mode = statement.concurrently ? LockMode::share_update_exclusive : LockMode::access_exclusive;
  const auto until = statement.concurrently ? Until::statement : Until::transaction;
  if (index != nullptr && index->index) {
    builder.lock(index->index->table, mode, until);
  }
  // CONCURRENTLY takes the index itself with ACCESS EXCLUSIVE at its end, when no query can use it any more.
  builder.lock(target, mode, until);
  if (statement.cascade && index != nullptr && index->index && index->index->unique) {
    lock_users_of_key(builder, *index->index);
  }
  if (!partitioned || index == nullptr || !index->index) {
    return;
  }
  if (const auto* table = builder.catalog().get(index->index->table)) {
    builder.lock_descendants(builder.target(*table), mode);
  }
  for_each_index_below(builder, *index,
                       [&](const Relation&, const Relation& child) { builder.lock(child, mode); });
}

}  // namespace migralint::effects
