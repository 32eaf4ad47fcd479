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
      // A table that is there already must have the check, so this one is new and has no rows yet.
      copy.validated = copy.enforced && (copy.validated || !table.assumed);
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
    return acts_alike(own, source) && own.referenced_columns == source.referenced_columns;
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
      match_parent_index(applier, child, index, IndexMatch::new_partition, origin);
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

namespace {

sql::Expr node(sql::Expr::Kind kind, std::string name, std::vector<sql::Expr> args = {}) {
  sql::Expr expr;
  expr.kind = kind;
  expr.name = std::move(name);
  expr.args = std::move(args);
  return expr;
}

/// What a bound says about its rows, for a key of one plain column; null for others.
sql::ExprPtr bound_as_check(const sql::PartitionKey& key, const sql::PartitionBound& bound) {
  using Kind = sql::Expr::Kind;
  const auto is_open = [](const sql::Expr& limit) { return limit.kind == Kind::column; };
  const auto is_null = [](const sql::Expr& value) { return value.kind == Kind::null; };
  const bool is_plain = key.columns.size() == 1 && !key.columns.front().empty() && !bound.is_default &&
                        std::ranges::none_of(bound.values, is_null);
  const auto column = is_plain ? node(Kind::column, key.columns.front()) : sql::Expr();
  std::vector<sql::Expr> parts;
  if (is_plain && bound.strategy == sql::PartitionStrategy::list) {
    std::vector<sql::Expr> args = bound.values;
    args.insert(args.begin(), column);
    parts.push_back(node(Kind::op, "IN", std::move(args)));
  }
  if (is_plain && bound.lower.size() == 1 && !is_open(bound.lower.front())) {
    parts.push_back(node(Kind::op, ">=", {column, bound.lower.front()}));
  }
  if (is_plain && bound.upper.size() == 1 && !is_open(bound.upper.front())) {
    parts.push_back(node(Kind::op, "<", {column, bound.upper.front()}));
  }
  if (parts.empty()) {
    return nullptr;
  }
  parts.insert(parts.begin(), node(Kind::is_not_null, {}, {column}));
  return std::make_shared<const sql::Expr>(node(Kind::logical_and, {}, std::move(parts)));
}

}  // namespace

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
  sql::Constraint check;
  // CONCURRENTLY leaves the bound behind (DetachAddConstraintIfNeeded).
  if (action.concurrently && applier.get(child)->bound) {
    check.expr = bound_as_check(applier.get(target.id)->partition_key, *applier.get(child)->bound);
  }
  unlink_partition(applier, child);
  if (check.expr) {
    add_constraint(applier, child, check, target.origin, false);
  }
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
