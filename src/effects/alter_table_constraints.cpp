// Constraints of ALTER TABLE. Facts: con.* and addcol.references* of the measured forms.
#include <algorithm>

#include "catalog/apply.hpp"
#include "effects/alter_table.hpp"
#include "effects/cascade.hpp"
#include "effects/indexes.hpp"
#include "effects/judgements.hpp"

namespace migralint::effects {
namespace {

using catalog::Relation;
using Kind = sql::Constraint::Kind;

/// SHARE UPDATE EXCLUSIVE on the index that becomes the constraint's (index_constraint_create,
/// RenameRelation).
const Relation* lock_used_index(const AlterContext& context, const std::string& name) {
  const sql::Name index{context.table.qualified().schema, name, {}};
  const auto target = context.builder.target(index, RelationKind::index);
  context.builder.lock(target, LockMode::share_update_exclusive);
  return target.relation;
}

std::vector<std::string> key_columns(const Relation* index) {
  std::vector<std::string> columns;
  if (index == nullptr || !index->index) {
    return columns;
  }
  for (const auto& key : index->index->keys) {
    if (!key.column.empty()) {
      columns.push_back(key.column);
    }
  }
  return columns;
}

/// A primary key makes its columns NOT NULL first: SET NOT NULL by another name. A column that the same
/// statement adds with a value for every row is NOT NULL from the start.
void require_not_null(const AlterContext& context, const std::vector<std::string>& columns) {
  const auto& environment = context.builder.environment();
  bool children_locked = false;
  for (const auto& column : columns) {
    const auto* added = context.added_column(column);
    const auto* known = context.column(column);
    if (added != nullptr && (known == nullptr || known->assumed) &&
        gives_existing_rows_a_value(*added, environment)) {
      continue;
    }
    const bool already = known != nullptr && known->not_null && known->not_null_valid;
    if (already) {
      continue;
    }
    if (!children_locked) {
      context.lock(LockMode::access_exclusive);
    }
    children_locked = true;
    scan_unless_not_null(context, column, Reason::primary_key_not_null);
  }
}

/// A child's check of that name is taken over, not checked again (MergeWithExistingConstraint).
bool has_same_check(const Relation& table, const sql::Constraint& check) {
  const auto* own = check.name.empty() ? nullptr : table.constraint(check.name);
  return own != nullptr && own->kind == Kind::check && own->validated && own->enforced &&
         own->expr != nullptr && check.expr != nullptr && sql::same_expression(*own->expr, *check.expr);
}

void add_check(const AlterContext& context, const sql::Constraint& constraint) {
  // From 18 on all children are locked before anything is looked at (measured).
  const bool since_18 = context.builder.version() >= 18;
  context.builder.lock(context.table, LockMode::access_exclusive);
  if (!constraint.no_inherit || since_18) {
    context.lock_below(LockMode::access_exclusive,
                       [&](const Relation& child) { return !since_18 && has_same_check(child, constraint); });
  }
  if (constraint.not_valid || !constraint.enforced) {
    return;
  }
  const bool descend = !context.only() && !constraint.no_inherit;
  if (context.relation() == nullptr) {
    context.work(WorkKind::scan, Reason::validates_check);
    return;
  }
  for_each_storage(context.builder, *context.relation(), descend, [&](const Relation& table) {
    bool merged = false;
    // A partitioned child that has the check has it on all of its partitions.
    for (const auto* at = &table; at != nullptr && at != context.relation();
         at = context.builder.catalog().get(at->partition_of)) {
      merged = merged || has_same_check(*at, constraint);
    }
    if (table.kind != RelationKind::foreign_table && !merged) {
      context.builder.work(WorkKind::scan, Reason::validates_check, table);
    }
  });
}

void add_not_null(const AlterContext& context, const sql::Constraint& constraint) {
  context.lock(LockMode::access_exclusive);
  if (constraint.not_valid || constraint.columns.empty()) {
    return;
  }
  if (constraint.no_inherit) {
    sql::AlterTable alone = context.statement;
    alone.table.only = true;
    scan_unless_not_null({context.builder, alone, context.table}, constraint.columns.front(),
                         Reason::validates_not_null);
    return;
  }
  scan_unless_not_null(context, constraint.columns.front(), Reason::validates_not_null);
}

void drop_key(const AlterContext& context, const catalog::Constraint& constraint, bool cascade) {
  auto& builder = context.builder;
  context.lock_partitions(LockMode::access_exclusive);
  builder.lock(constraint.index, LockMode::access_exclusive);
  if (!cascade) {
    return;
  }
  lock_users_of_key(builder, *context.relation(), constraint.columns);
  const auto readers = builder.catalog().readers(context.relation()->id);
  const bool grouped =
      constraint.kind == Kind::primary_key &&
      std::any_of(readers.begin(), readers.end(), [](const Relation* view) { return view->grouped; });
  if (grouped) {
    builder.unknown("a view may need the key for its GROUP BY");
  }
}

}  // namespace

Target lock_referenced(Builder& builder, const sql::RelationName& referenced) {
  auto target = builder.target(referenced, RelationKind::table);
  builder.lock_partitions(target, LockMode::share_row_exclusive);
  return target;
}

void lock_dropped_foreign_key(Builder& builder, const catalog::Constraint& constraint) {
  const auto referenced = referenced_of(builder, constraint);
  // Before 15 tables with partitions have no trigger to go.
  if (builder.version() < 15 && referenced.is(RelationKind::partitioned_table)) {
    if (referenced.relation != nullptr) {
      for_each_storage(builder, *referenced.relation, true,
                       [&](const Relation& leaf) { builder.lock(leaf, LockMode::access_exclusive); });
    }
    return;
  }
  builder.lock_partitions(referenced, LockMode::access_exclusive);
}

namespace {

/// The table's own key like this one that is no counterpart of one of its parent's.
const catalog::Constraint* free_key(const Builder& builder, const Relation& table,
                                    const catalog::Constraint& key) {
  const auto acts_alike = [&](const catalog::Constraint& own) { return catalog::acts_alike(own, key); };
  // Each of the parent's has its counterpart (pg_constraint.conparentid).
  const auto* parent = builder.catalog().get(table.partition_of);
  auto taken = parent != nullptr ? std::ranges::count_if(parent->constraints, acts_alike) : 0;
  const auto found = std::ranges::find_if(table.constraints, [&](const catalog::Constraint& own) {
    return acts_alike(own) && --taken < 0 && own.enforced && (own.validated || builder.version() >= 18) &&
           own.referenced != catalog::no_relation &&
           (key.referenced_columns.empty() || own.referenced_columns.empty() ||
            own.referenced_columns == key.referenced_columns);
  });
  return found == table.constraints.end() ? nullptr : &*found;
}

}  // namespace

const catalog::Constraint* adoptable_key(const Builder& builder, const Relation& partition,
                                         const catalog::Constraint& key, catalog::RelationId top) {
  for (const auto* at = &partition; at != nullptr && at->id != top;
       at = builder.catalog().get(at->partition_of)) {
    if (const auto* own = free_key(builder, *at, key)) {
      return own;
    }
  }
  return nullptr;
}

void lock_adopted_key(Builder& builder, const Target& referenced) {
  if (builder.version() >= 15 || !referenced.is(RelationKind::partitioned_table) ||
      referenced.relation == nullptr) {
    builder.lock_partitions(referenced, LockMode::access_exclusive);
    return;
  }
  // Until 14 a partitioned table has no trigger of the key, and until 12 its partitions keep theirs.
  builder.lock(referenced, LockMode::share_row_exclusive);
  for (const auto* partition : builder.catalog().descendants(referenced.relation->id)) {
    const bool loses_trigger = builder.version() >= 13 && partition->kind == RelationKind::table;
    builder.lock(*partition, loses_trigger ? LockMode::access_exclusive : LockMode::share_row_exclusive);
  }
}

namespace {

catalog::Constraint key_of(const sql::Constraint& written, const Target& referenced) {
  auto key = catalog::foreign_key_of(written);
  key.referenced = referenced.relation != nullptr ? referenced.relation->id : catalog::no_relation;
  return key;
}

/// A partitioned table adopts the keys that its partitions have and checks the others.
bool adopts_keys(const AlterContext& context, const sql::Constraint& key, const Target& referenced,
                 bool scans) {
  if (!context.table.is(RelationKind::partitioned_table) || context.relation() == nullptr) {
    return false;
  }
  auto& builder = context.builder;
  const auto partitions = builder.catalog().descendants(context.relation()->id);
  const auto wanted = key_of(key, referenced);
  bool adopts = false;
  bool all = true;
  for (const auto* partition : partitions) {
    if (partition->kind == RelationKind::partitioned_table) {
      continue;
    }
    const auto* own = adoptable_key(builder, *partition, wanted, context.relation()->id);
    const bool checked = own != nullptr && own->validated;
    adopts = adopts || own != nullptr;
    all = all && checked;
    if (!checked && scans) {
      builder.work(WorkKind::scan, Reason::validates_foreign_key, *partition);
    }
  }
  // The triggers of the partition's own key go away (measured).
  if (adopts) {
    lock_adopted_key(builder, referenced);
  }
  return all;
}

/// Whether the partition has a primary key or unique constraint whose index the parent's takes over
/// (CompareIndexInfo in src/backend/catalog/index.c); a mere unique index is not enough.
bool has_same_unique(const Builder& builder, const Relation& partition, const sql::Constraint& unique) {
  return std::ranges::any_of(partition.constraints, [&](const catalog::Constraint& own) {
    const bool is_key = own.kind == Kind::primary_key || own.kind == Kind::unique;
    if (!is_key || unique.kind == Kind::exclusion || own.columns != unique.columns) {
      return false;
    }
    const auto* relation = builder.catalog().get(own.index);
    if (relation == nullptr || !relation->index) {
      return true;
    }
    const auto& index = *relation->index;
    return unique.including == index.including && index.nulls_not_distinct == unique.nulls_not_distinct &&
           (index.method == "gist") == unique.without_overlaps && index.parent == catalog::no_relation;
  });
}

}  // namespace

void add_foreign_key(const AlterContext& context, const sql::Constraint& constraint, bool scan_table,
                     bool scan_referenced) {
  auto& builder = context.builder;
  const auto referenced = lock_referenced(builder, constraint.referenced);
  if (context.table.is(RelationKind::partitioned_table) && context.relation() != nullptr) {
    scan_referenced = !adopts_keys(context, constraint, referenced, scan_table) && scan_referenced;
  } else if (scan_table) {
    builder.work_on_storage(WorkKind::scan, Reason::validates_foreign_key, context.table, false);
  }
  const bool self = referenced.relation != nullptr
                        ? referenced.relation == context.relation()
                        : referenced.name == context.table.name && context.relation() == nullptr;
  // Little or nothing is looked up for a table that was made in this transaction and has a few written rows.
  const auto* relation = context.relation();
  const bool few_rows =
      relation != nullptr && !context.table.existing && (!relation->filled || relation->few_rows);
  if (scan_referenced && !self && !few_rows) {
    builder.work_on_storage(WorkKind::scan, Reason::validates_foreign_key, referenced, false);
  }
}

void add_unique(const AlterContext& context, const sql::Constraint& constraint) {
  auto& builder = context.builder;
  builder.lock(context.table, LockMode::access_exclusive);
  const bool primary = constraint.kind == Kind::primary_key;
  if (!constraint.using_index.empty()) {
    const auto* index = lock_used_index(context, constraint.using_index);
    if (!primary) {
      return;
    }
    const auto columns = key_columns(index);
    if (columns.empty()) {
      // Not in the history, so neither is whether its columns are NOT NULL.
      builder.work(WorkKind::scan, Reason::primary_key_not_null, context.table);
    } else {
      require_not_null(context, columns);
    }
    return;
  }
  // From 18 on the children of plain inheritance are locked too, which get no key (measured).
  const bool since_18 = builder.version() >= 18;
  if (since_18 || context.table.is(RelationKind::partitioned_table)) {
    context.lock_below(since_18 ? LockMode::access_exclusive : LockMode::share, [&](const Relation& child) {
      return !since_18 && has_same_unique(builder, child, constraint);
    });
  }
  const bool exclusion = constraint.kind == Kind::exclusion;
  const auto columns = primary
                           ? std::string{}
                           : catalog::index_name_columns(catalog::keys_of(constraint), constraint.including);
  const NewIndex index{constraint.name, columns,
                       primary     ? "pkey"
                       : exclusion ? "excl"
                                   : "key",
                       exclusion ? Reason::builds_exclusion : Reason::builds_unique};
  if (!(context.only() && context.table.is(RelationKind::partitioned_table))) {
    build_index_on_leaves(builder, context.table, index, [&](const Relation& partition) {
      return has_same_unique(builder, partition, constraint);
    });
  }
  if (primary) {
    require_not_null(context, constraint.columns);
  }
}

void alter(const AlterContext& context, const sql::AddConstraint& action) {
  const auto& constraint = action.constraint;
  switch (constraint.kind) {
    case Kind::check:
      add_check(context, constraint);
      return;
    case Kind::not_null:
      add_not_null(context, constraint);
      return;
    case Kind::primary_key:
    case Kind::unique:
    case Kind::exclusion:
      add_unique(context, constraint);
      return;
    case Kind::foreign_key: {
      // From 18 on the children of plain inheritance are locked too, although they do not inherit the key
      // (measured).
      const bool since_18 = context.builder.version() >= 18;
      context.builder.lock(context.table, LockMode::share_row_exclusive);
      if (since_18 || context.table.is(RelationKind::partitioned_table)) {
        const auto key =
            key_of(constraint, context.builder.target(constraint.referenced, RelationKind::table));
        context.lock_below(LockMode::share_row_exclusive, [&](const Relation& child) {
          return !since_18 && adoptable_key(context.builder, child, key, context.relation()->id) != nullptr;
        });
      }
      const bool checks = !constraint.not_valid && constraint.enforced;
      add_foreign_key(context, constraint, checks, checks);
      return;
    }
    default:
      context.lock(LockMode::access_exclusive);
      context.builder.unknown("this constraint of ALTER TABLE is not modelled");
  }
}

void alter(const AlterContext& context, const sql::DropConstraint& action) {
  const auto* constraint = known_constraint(context, action.name);
  if (constraint == nullptr) {
    context.lock_partitions(LockMode::access_exclusive);
    return;
  }
  switch (constraint->kind) {
    case Kind::foreign_key:
      context.lock_partitions(LockMode::access_exclusive);
      // ATExecDropConstraint opens the referenced table; its partitions lose their triggers.
      context.builder.lock(referenced_of(context.builder, *constraint), LockMode::access_exclusive);
      lock_dropped_foreign_key(context.builder, *constraint);
      return;
    case Kind::primary_key:
    case Kind::unique:
    case Kind::exclusion:
      drop_key(context, *constraint, action.cascade);
      return;
    default:
      if (constraint->no_inherit) {
        context.builder.lock(context.table, LockMode::access_exclusive);
      } else {
        context.lock(LockMode::access_exclusive);
      }
      if (context.only()) {
        context.lock_children(LockMode::access_exclusive);  // they keep it as their own
      }
  }
}

}  // namespace migralint::effects
