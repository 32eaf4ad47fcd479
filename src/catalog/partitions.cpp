// Partition trees and inheritance (ATExecAttachPartition, ATExecDetachPartition, CreateInheritance).
#include <algorithm>

#include "catalog/applier.hpp"

namespace migralint::catalog {
namespace {

void inherit_constraint(Applier& applier, RelationId child, const Constraint& source, const Origin& origin) {
  const Relation& table = *applier.get(child);
  Constraint copy = source;
  copy.origin = origin;
  if (source.kind == ConstraintKind::check && !source.no_inherit) {
    if (table.constraint(source.name) == nullptr) {
      push_constraint(applier, child, std::move(copy));
    }
    return;
  }
  if (source.kind == ConstraintKind::not_null && !source.columns.empty() && !source.no_inherit) {
    return set_not_null(applier, child, source.columns[0], {source.name, source.validated, false}, origin);
  }
  if (source.kind != ConstraintKind::foreign_key || table.partition_of == no_relation) {
    return;
  }
  const bool has_equal = std::ranges::any_of(table.constraints, [&](const Constraint& own) {
    return own.kind == source.kind && own.columns == source.columns && own.referenced == source.referenced &&
           own.referenced_columns == source.referenced_columns;
  });
  if (has_equal) {
    return;
  }
  if (table.constraint(source.name) != nullptr) {
    copy.name = choose_constraint_name(applier, table, join_columns(source.columns), "fkey");
  }
  push_foreign_key(applier, child, std::move(copy));
}

void inherit_constraints(Applier& applier, RelationId parent, RelationId child, const Origin& origin) {
  const auto constraints = applier.get(parent)->constraints;
  for (const auto& constraint : constraints) {
    inherit_constraint(applier, child, constraint, origin);
  }
  for (const RelationId id : applier.get(child)->partitions) {
    inherit_constraints(applier, child, id, origin);
  }
}

void inherit_triggers(Applier& applier, RelationId parent, RelationId child, const Origin& origin) {
  const auto triggers = applier.get(parent)->triggers.get();
  for (const auto& trigger : triggers) {
    if (!trigger.row || applier.get(child)->trigger(trigger.name) != nullptr) {
      continue;
    }
    auto& own = applier.edit(child).triggers.edit();
    own.push_back(trigger);
    own.back().origin = origin;
    applier.catalog.note_function_use(trigger.function.name, child);
  }
}

// PostgreSQL refuses circular inheritance (42P07); a file that tries it must not send the walks here round in
// circles.
bool is_above(const Applier& applier, RelationId candidate, RelationId table) {
  std::vector<RelationId> open = {table};
  for (std::size_t i = 0; i < open.size(); ++i) {
    if (open[i] == candidate) {
      return true;
    }
    const Relation* relation = applier.get(open[i]);
    if (relation == nullptr) {
      continue;
    }
    for (const RelationId parent : relation->inherits) {
      if (std::find(open.begin(), open.end(), parent) == open.end()) {
        open.push_back(parent);
      }
    }
    if (relation->partition_of != no_relation) {
      open.push_back(relation->partition_of);
    }
  }
  return false;
}

}  // namespace

void link_child(Applier& applier, RelationId parent, RelationId child) {
  if (is_above(applier, child, parent)) {
    return;
  }
  applier.edit(parent).inherited_by.push_back(child);
  applier.edit(child).inherits.push_back(parent);
  inherit_constraints(applier, parent, child, applier.origin());
}

void unlink_child(Applier& applier, RelationId parent, RelationId child) {
  if (applier.get(parent) != nullptr) {
    erase_value(applier.edit(parent).inherited_by, child);
  }
  if (applier.get(child) != nullptr) {
    erase_value(applier.edit(child).inherits, parent);
  }
}

void link_partition(Applier& applier, RelationId parent, RelationId child, const sql::PartitionBound& bound,
                    const Origin& origin) {
  if (is_above(applier, child, parent) || applier.get(child)->partition_of != no_relation) {
    return;
  }
  Relation& partition = applier.edit(child);
  partition.partition_of = parent;
  partition.bound = bound;
  for (auto& column : partition.columns) {
    column.local = false;
  }
  Relation& table = applier.edit(parent);
  table.partitions.push_back(child);
  if (bound.is_default) {
    table.default_partition = child;
  }
  inherit_constraints(applier, parent, child, origin);
  inherit_triggers(applier, parent, child, origin);
  const std::vector<RelationId> indexes = applier.get(parent)->indexes;
  for (const RelationId index : indexes) {
    const Relation* known = applier.get(index);
    if (known != nullptr && known->kind == RelationKind::partitioned_index) {
      match_parent_index(applier, child, index, origin);
    }
  }
}

void unlink_partition(Applier& applier, RelationId child) {
  const RelationId parent = applier.get(child)->partition_of;
  if (parent == no_relation) {
    return;
  }
  if (applier.get(parent) != nullptr) {
    Relation& table = applier.edit(parent);
    erase_value(table.partitions, child);
    if (table.default_partition == child) {
      table.default_partition = no_relation;
    }
  }
  Relation& partition = applier.edit(child);
  partition.partition_of = no_relation;
  partition.bound.reset();
  for (const RelationId index : std::vector<RelationId>(partition.indexes)) {
    const Relation* own = applier.get(index);
    if (own == nullptr || own->index->parent == no_relation) {
      continue;
    }
    if (applier.get(own->index->parent) != nullptr) {
      erase_value(applier.edit(own->index->parent).partitions, index);
    }
    applier.edit(index).index->parent = no_relation;
  }
}

void alter(Applier& applier, const AlterTarget& target, const sql::AttachPartition& action) {
  const Relation& parent = *applier.get(target.id);
  if (parent.is_index()) {
    const RelationId child = refer(applier, action.partition, RelationKind::index);
    if (child == no_relation || !applier.get(child)->index) {
      return;
    }
    if (applier.get(child)->index->parent == target.id) {
      return;
    }
    applier.edit(child).index->parent = target.id;
    applier.edit(target.id).partitions.push_back(child);
    return revalidate_partitioned_index(applier, target.id);
  }
  const RelationId child = refer(applier, action.partition);
  if (child == no_relation || applier.get(child)->partition_of == target.id) {
    return;
  }
  if (parent.kind == RelationKind::table && parent.assumed) {
    applier.edit(target.id).kind = RelationKind::partitioned_table;
  }
  link_partition(applier, target.id, child, action.bound, target.origin);
}

void alter(Applier& applier, const AlterTarget& target, const sql::DetachPartition& action) {
  const RelationId child = refer(applier, action.partition);
  if (child == no_relation) {
    return;
  }
  if (applier.get(child)->partition_of != target.id) {
    // An assumed table may well be a partition that was attached before the history begins.
    if (!applier.get(child)->assumed) {
      applier.unknown();
    }
    return;
  }
  unlink_partition(applier, child);
}

void alter(Applier& applier, const AlterTarget& target, const sql::AddInherit& action) {
  const RelationId parent = refer(applier, action.parent);
  if (parent != no_relation) {
    link_child(applier, parent, target.id);
  }
}

void alter(Applier& applier, const AlterTarget& target, const sql::DropInherit& action) {
  const RelationId parent = refer(applier, action.parent);
  if (parent != no_relation) {
    unlink_child(applier, parent, target.id);
  }
}

}  // namespace migralint::catalog
