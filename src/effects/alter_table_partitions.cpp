// ATTACH and DETACH PARTITION, INHERIT, and what CREATE TABLE … PARTITION OF has in common with them. Facts:
// part.* of the measured forms; PostgreSQL manual, ALTER TABLE "ATTACH PARTITION".
#include <algorithm>

#include "catalog/apply.hpp"
#include "effects/alter_table.hpp"
#include "effects/indexes.hpp"
#include "effects/judgements.hpp"
#include "effects/partition_proof.hpp"

namespace migralint::effects {
namespace {

using catalog::Relation;
using Kind = sql::Constraint::Kind;

bool is_in_tree(const Builder& builder, const Relation& table, const Relation& top) {
  const auto* at = &table;
  while (at != nullptr && at->id != top.id) {
    at = builder.catalog().get(at->partition_of);
  }
  return at != nullptr;
}

/// Every index of the parent is built on the new partition, unless it has one like it.
void build_missing_indexes(Builder& builder, const Target& parent, const Target& partition) {
  if (parent.relation == nullptr) {
    return;
  }
  for (const auto id : parent.relation->indexes) {
    const auto* index = builder.catalog().get(id);
    if (index == nullptr || !index->index) {
      continue;
    }
    builder.lock(*index, LockMode::share_update_exclusive);
    if (partition.relation != nullptr && has_index_like(builder, *partition.relation, *index->index)) {
      continue;
    }
    const auto* owner =
        index->index->constraint.empty() ? nullptr : parent.relation->constraint(index->index->constraint);
    const bool primary = owner != nullptr && owner->kind == Kind::primary_key;
    const auto columns =
        primary ? std::string{} : catalog::index_name_columns(index->index->keys, index->index->including);
    const NewIndex build{{},
                         columns,
                         primary            ? "pkey"
                         : owner != nullptr ? "key"
                                            : "idx",
                         owner != nullptr ? Reason::builds_unique : Reason::builds_index};
    build_index_on_leaves(builder, partition, build);
  }
}

/// The parent's own foreign keys come to the partition: checked, or joined to the one it has, whose triggers
/// go.
void adopt_foreign_keys(Builder& builder, const Target& parent, const Target& partition) {
  if (parent.relation == nullptr) {
    return;
  }
  for (const auto& constraint : parent.relation->constraints) {
    if (constraint.kind != Kind::foreign_key) {
      continue;
    }
    const auto referenced = referenced_of(builder, constraint);
    const auto* own =
        partition.relation != nullptr ? adoptable_key(builder, *partition.relation, constraint) : nullptr;
    if (own != nullptr) {
      lock_adopted_key(builder, referenced);
    } else {
      builder.lock_partitions(referenced, LockMode::share_row_exclusive);
    }
    if (own != nullptr && own->validated) {
      continue;
    }
    builder.work_on_storage(WorkKind::scan, Reason::validates_foreign_key, partition, false);
    builder.work_on_storage(WorkKind::scan, Reason::validates_foreign_key, referenced, false);
  }
}

/// The partition gets a foreign key of its own for each of the parent's.
void lock_referenced_by_parent(Builder& builder, const Target& parent, Until until) {
  if (parent.relation == nullptr) {
    return;
  }
  for (const auto& constraint : parent.relation->constraints) {
    const auto* referenced = builder.catalog().get(constraint.referenced);
    if (constraint.kind != Kind::foreign_key || referenced == nullptr) {
      continue;
    }
    // A key to a partitioned table had no triggers on the tables with partitions before 15.
    const bool partitioned = referenced->kind == RelationKind::partitioned_table;
    if (builder.version() >= 15) {
      builder.lock_partitions(builder.target(*referenced), LockMode::share_row_exclusive, until);
    } else if (!partitioned || builder.version() < 13) {
      builder.lock(*referenced, LockMode::share_row_exclusive, until);
    }
  }
}

/// Foreign keys to what the partition is part of, but for one of the parent to itself, which 12 does not
/// look at.
auto keys_to_detached(const Builder& builder, const Relation& parent) {
  auto keys = builder.references(parent);
  if (builder.version() < 13) {
    std::erase_if(keys, [&](const auto& key) { return is_in_tree(builder, *key.first, parent); });
  }
  return keys;
}

/// A partition has it from the table that it belongs to.
bool is_inherited(const Builder& builder, const Relation& table, const catalog::Constraint& key) {
  const auto* parent = builder.catalog().get(table.partition_of);
  return parent != nullptr &&
         std::any_of(parent->constraints.begin(), parent->constraints.end(),
                     [&](const catalog::Constraint& own) { return catalog::acts_alike(own, key); });
}

/// What the referenced table is a partition of.
void lock_above(Builder& builder, const catalog::Constraint& key) {
  const auto* referenced = builder.catalog().get(key.referenced);
  for (const auto* above = referenced != nullptr ? builder.catalog().get(referenced->partition_of) : nullptr;
       above != nullptr; above = builder.catalog().get(above->partition_of)) {
    builder.lock(*above, LockMode::access_share);
  }
}

/// Rows of a detached partition may still be referenced: the check reads both tables, and the bounds of all
/// above. FINALIZE comes behind it.
void check_detached_references(Builder& builder, const Target& parent, const Target& partition, Until until,
                               bool reads) {
  if (parent.relation == nullptr) {
    return;
  }
  for (const auto& [other, constraint] : keys_to_detached(builder, *parent.relation)) {
    const bool sibling = other != parent.relation && other != partition.relation &&
                         is_in_tree(builder, *other, *parent.relation);
    const bool light = sibling || is_inherited(builder, *other, *constraint);
    builder.lock(*other, light ? LockMode::access_share : LockMode::access_exclusive, until);
    if (until == Until::transaction) {
      lock_above(builder, *constraint);
    }
    if (reads) {
      builder.work(WorkKind::scan, Reason::validates_foreign_key, *other);
      builder.work_on_storage(WorkKind::scan, Reason::validates_foreign_key, partition, false);
    }
  }
  lock_referenced_by_parent(builder, parent, until);
}

bool has_key_to_partitioned(const AlterContext& context) {
  const auto& constraints = context.relation()->constraints;
  return std::any_of(constraints.begin(), constraints.end(), [&](const catalog::Constraint& constraint) {
    const auto* referenced = context.builder.catalog().get(constraint.referenced);
    return referenced != nullptr && referenced->kind == RelationKind::partitioned_table;
  });
}

/// Row triggers that the partition has from its parent go away again.
bool has_parents_triggers(const AlterContext& context, const Target& partition) {
  const auto* parent = context.relation();
  return parent != nullptr && partition.relation != nullptr &&
         std::any_of(parent->triggers.begin(), parent->triggers.end(),
                     [](const catalog::Trigger& trigger) { return trigger.row; });
}

/// Indexes that were attached to the parent's become independent (IndexSetParentIndex).
void lock_attached_indexes(Builder& builder, const Target& partition) {
  if (partition.relation == nullptr) {
    return;
  }
  for (const auto id : partition.relation->indexes) {
    const auto* index = builder.catalog().get(id);
    if (index != nullptr && index->index && index->index->parent != catalog::no_relation) {
      builder.lock(*index, LockMode::access_exclusive);
    }
  }
}

}  // namespace

void lock_referencing_tables(Builder& builder, const Target& parent) {
  if (parent.relation == nullptr) {
    return;
  }
  const auto mode = builder.version() >= 15 ? LockMode::share_row_exclusive : LockMode::access_share;
  for (const auto& [other, constraint] : builder.references(*parent.relation)) {
    if (other->id != parent.relation->id && !is_inherited(builder, *other, *constraint)) {
      builder.lock(*other, mode);
    }
  }
}

void add_default_partition_effects(Builder& builder, const Target& parent, const sql::PartitionBound& bound) {
  if (parent.relation == nullptr) {
    return;
  }
  const auto* fallback = builder.catalog().get(parent.relation->default_partition);
  if (fallback == nullptr) {
    return;
  }
  builder.lock_partitions(builder.target(*fallback), LockMode::access_exclusive);
  const auto excludes = [&](const Relation& table) {
    return excludes_bound(builder.catalog(), table, parent.relation->partition_key, bound);
  };
  if (excludes(*fallback)) {
    return;
  }
  // The leaves below it are looked at one by one (check_default_partition_contents).
  for_each_storage(builder, *fallback, true, [&](const Relation& leaf) {
    if (!excludes(leaf)) {
      builder.work(WorkKind::scan, Reason::default_partition, leaf);
    }
  });
}

namespace {

/// Whether the checks of `table` prove the new bound, and the bounds of what the parent itself is a partition
/// of.
bool is_proved(const Builder& builder, const Relation& table, const Relation& parent,
               const sql::PartitionBound& bound) {
  const bool only_partition = !parent.assumed && bound.is_default && parent.partitions.empty();
  if (!only_partition && !implies_bound(builder.catalog(), table, parent.partition_key, bound)) {
    return false;
  }
  const auto* above = builder.catalog().get(parent.partition_of);
  return above == nullptr || (parent.bound && is_proved(builder, table, *above, *parent.bound));
}

/// A partitioned candidate that proves nothing may have partitions that do
/// (QueuePartitionConstraintValidation).
void scan_unless_proved(Builder& builder, const Relation& table, const Relation& parent,
                        const sql::PartitionBound& bound) {
  if (table.kind == RelationKind::foreign_table || is_proved(builder, table, parent, bound)) {
    return;
  }
  if (table.kind != RelationKind::partitioned_table) {
    builder.work(WorkKind::scan, Reason::partition_bound, table);
  }
  for (const auto id : table.partitions) {
    if (const auto* partition = builder.catalog().get(id)) {
      scan_unless_proved(builder, *partition, parent, bound);
    }
  }
}

}  // namespace

void alter(const AlterContext& context, const sql::AttachPartition& action) {
  auto& builder = context.builder;
  const auto& parent = context.table;
  builder.lock(parent, LockMode::share_update_exclusive);
  // The bounds of what the parent itself is a partition of are read.
  for (const auto* above = context.relation();
       above != nullptr && above->partition_of != catalog::no_relation;) {
    above = builder.catalog().get(above->partition_of);
    if (above != nullptr) {
      builder.lock(*above, LockMode::access_share);
    }
  }
  const auto partition = builder.target(action.partition, RelationKind::table);
  builder.lock_partitions(partition, LockMode::access_exclusive);
  build_missing_indexes(builder, parent, partition);
  if (parent.relation == nullptr || partition.relation == nullptr) {
    if (!partition.is(RelationKind::foreign_table)) {
      builder.work_on_storage(WorkKind::scan, Reason::partition_bound, partition, false);
    }
  } else {
    scan_unless_proved(builder, *partition.relation, *parent.relation, action.bound);
  }
  if (parent.relation == nullptr || !is_provable_key(parent.relation->partition_key)) {
    builder.assume(Reason::partition_bound);
  }
  add_default_partition_effects(builder, parent, action.bound);
  adopt_foreign_keys(builder, parent, partition);
  lock_referencing_tables(builder, parent);
}

void alter(const AlterContext& context, const sql::DetachPartition& action) {
  auto& builder = context.builder;
  const auto partition = builder.target(action.partition, RelationKind::table);
  if (action.concurrently) {
    builder.refuse_transaction_block();
  }
  if (action.concurrently || action.finalize) {
    const auto until = action.concurrently ? Until::statement : Until::transaction;
    const auto* parent = context.relation();
    const bool impossible =
        action.concurrently && parent != nullptr && parent->default_partition != catalog::no_relation;
    if (impossible) {
      return;
    }  // error 55000
    builder.lock(context.table, LockMode::share_update_exclusive, until);
    builder.lock(partition, LockMode::access_exclusive, until);
    builder.lock_descendants(partition, LockMode::access_exclusive, until);
    check_detached_references(builder, context.table, partition, until, action.concurrently);
    return;
  }
  builder.lock(context.table, LockMode::access_exclusive);
  const bool referenced =
      context.relation() != nullptr && (!keys_to_detached(builder, *context.relation()).empty() ||
                                        (builder.version() == 13 && has_key_to_partitioned(context)));
  const bool strong = builder.version() >= 14 || referenced || has_parents_triggers(context, partition);
  builder.lock(partition, strong ? LockMode::access_exclusive : LockMode::share_update_exclusive);
  builder.lock_descendants(partition, LockMode::access_exclusive);
  lock_attached_indexes(builder, partition);
  if (context.relation() != nullptr) {
    builder.lock(context.relation()->default_partition, LockMode::access_exclusive);
  }
  check_detached_references(builder, context.table, partition, Until::transaction, true);
}

void alter(const AlterContext& context, const sql::AddInherit& action) {
  context.builder.lock(context.table, LockMode::access_exclusive);
  context.builder.lock(context.builder.target(action.parent, RelationKind::table),
                       LockMode::share_update_exclusive);
}

void alter(const AlterContext& context, const sql::DropInherit& action) {
  context.builder.lock(context.table, LockMode::access_exclusive);
  context.builder.lock(context.builder.target(action.parent, RelationKind::table), LockMode::access_share);
}

}  // namespace migralint::effects
