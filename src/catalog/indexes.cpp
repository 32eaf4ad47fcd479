// Indexes, also those that constraints own and those of partitions (DefineIndex in
// src/backend/commands/indexcmds.c).
#include "catalog/applier.hpp"

namespace migralint::catalog {
namespace {

bool same_expr(const sql::ExprPtr& a, const sql::ExprPtr& b) {
  if (!a || !b) {
    return !a && !b;
  }
  return sql::same_expression(*a, *b);
}

std::string index_name(const Applier& applier, const Relation& table, const NewIndex& what) {
  if (what.constraint != nullptr && what.constraint->kind == ConstraintKind::primary_key) {
    return choose_relation_name(applier, table, {}, "pkey", true);
  }
  const auto columns = index_name_columns(what.index.keys, what.index.including);
  if (what.constraint == nullptr) {
    return choose_relation_name(applier, table, columns, "idx", false);
  }
  const bool exclusion = what.constraint->kind == ConstraintKind::exclusion;
  return choose_relation_name(applier, table, columns, exclusion ? "excl" : "key", true);
}

void attach_index(Applier& applier, RelationId index, RelationId parent) {
  applier.edit(index).index->parent = parent;
  applier.edit(parent).partitions.push_back(index);
}

void push_index_constraint(Applier& applier, RelationId table, RelationId index, const std::string& name,
                           const NewIndex& what) {
  Constraint constraint = *what.constraint;
  constraint.name = name;
  constraint.index = index;
  const bool primary = constraint.kind == ConstraintKind::primary_key;
  push_constraint(applier, table, std::move(constraint));
  if (!primary) {
    return;
  }
  for (const auto& column : what.constraint->columns) {
    set_not_null(applier, table, column, {}, what.origin);
  }
}

}  // namespace

std::vector<std::string> unique_columns(const Relation* index) {
  std::vector<std::string> columns;
  if (index == nullptr || !index->index || !index->index->unique || !index->index->valid ||
      index->index->predicate != nullptr) {
    return columns;
  }
  for (const sql::IndexKey& key : index->index->keys) {
    if (key.column.empty()) {
      return {};
    }
    columns.push_back(key.column);
  }
  return columns;
}

bool interchangeable(const Index& a, const Index& b) {
  const auto same_key = [](const sql::IndexKey& x, const sql::IndexKey& y) {
    return x.column == y.column && x.collation == y.collation && x.opclass == y.opclass &&
           same_expr(x.expr, y.expr);
  };
  return a.unique == b.unique && a.nulls_not_distinct == b.nulls_not_distinct && a.method == b.method &&
         a.including == b.including && std::ranges::equal(a.keys, b.keys, same_key) &&
         same_expr(a.predicate, b.predicate);
}

Index index_of(const sql::CreateIndex& create) {
  Index index;
  index.keys = create.keys;
  index.including = create.including;
  index.predicate = create.predicate;
  index.method = create.method;
  index.unique = create.unique;
  index.nulls_not_distinct = create.nulls_not_distinct;
  index.concurrently = create.concurrently;
  return index;
}

RelationId build_index(Applier& applier, RelationId table_id, NewIndex what, RelationId parent) {
  const Relation& table = *applier.get(table_id);
  const bool partitioned = table.kind == RelationKind::partitioned_table;
  auto relation = std::make_shared<Relation>();
  Relation& made = *relation;
  made.kind = partitioned ? RelationKind::partitioned_index : RelationKind::index;
  made.persistence = table.persistence;
  made.schema = table.schema;
  made.name = what.name.empty() ? index_name(applier, table, what) : what.name;
  made.certainly_created = table.certainly_created;
  made.origin = what.origin;
  made.tablespace = what.tablespace.empty() ? applier.default_tablespace(made.persistence)
                                            : std::string_view(what.tablespace);
  Index index = std::move(what.index);
  index.table = table_id;
  index.only = what.only;
  if (partitioned && what.only && !table.partitions.empty()) {
    index.valid = false;
  }
  if (what.constraint != nullptr) {
    index.constraint = made.name;
  }
  const std::string name = index.constraint;  // of the constraint, if there is one
  made.index = std::move(index);
  const std::vector<RelationId> partitions = table.partitions;
  const RelationId id = applier.catalog.add(std::move(relation)).id;
  applier.edit(table_id).indexes.push_back(id);
  if (parent != no_relation) {
    attach_index(applier, id, parent);
  }
  if (what.constraint != nullptr) {
    push_index_constraint(applier, table_id, id, name, what);
  }
  if (partitioned && !what.only) {
    for (const RelationId partition : partitions) {
      match_parent_index(applier, partition, id, IndexMatch::new_index, what.origin);
    }
    // An invalid index that a partition had serves, but the whole is not valid then.
    const auto& attached = applier.get(id)->partitions;
    const bool all_valid =
        std::ranges::all_of(attached, [&](RelationId child) { return applier.get(child)->index->valid; });
    if (!all_valid) {
      applier.edit(id).index->valid = false;
    }
  }
  return id;
}

void match_parent_index(Applier& applier, RelationId table_id, RelationId parent_index, IndexMatch match,
                        const Origin& origin) {
  const Relation& table = *applier.get(table_id);
  const Relation& parent = *applier.get(parent_index);
  // Foreign tables have no indexes.
  if (table.kind == RelationKind::foreign_table) {
    return;
  }
  const Relation& parent_table = *applier.get(parent.index->table);
  const Constraint* constraint =
      parent.index->constraint.empty() ? nullptr : parent_table.constraint(parent.index->constraint);
  for (const RelationId id : table.indexes) {
    const Relation* own = applier.get(id);
    const bool free = own != nullptr && own->index->parent == no_relation;
    if (!free || (constraint != nullptr && own->index->constraint.empty())) {
      continue;
    }
    if (constraint != nullptr && match == IndexMatch::new_partition && applier.context.pg_version >= 17) {
      const Constraint* served = table.constraint(own->index->constraint);
      if (served != nullptr && served->kind != constraint->kind) {
        continue;
      }
    }
    if (interchangeable(*own->index, *parent.index)) {
      return attach_index(applier, id, parent_index);
    }
  }
  NewIndex what;
  what.index = *parent.index;
  what.index.parent = no_relation;
  what.index.valid = true;
  what.index.constraint.clear();
  what.tablespace = parent.tablespace;
  what.origin = origin;
  Constraint copy;
  if (constraint != nullptr) {
    copy = *constraint;
    copy.origin = origin;
    what.constraint = &copy;
  }
  build_index(applier, table_id, std::move(what), parent_index);
}

void revalidate_partitioned_index(Applier& applier, RelationId id) {
  const Relation* index = applier.get(id);
  if (index == nullptr || !index->index || index->index->valid) {
    return;
  }
  const Relation* table = applier.get(index->index->table);
  if (table == nullptr || index->partitions.size() < table->partitions.size()) {
    return;
  }
  const bool all_valid = std::ranges::all_of(index->partitions, [&](RelationId child) {
    const Relation* attached = applier.get(child);
    return attached != nullptr && attached->index->valid;
  });
  if (!all_valid) {
    return;
  }
  const RelationId parent = index->index->parent;
  applier.edit(id).index->valid = true;
  revalidate_partitioned_index(applier, parent);
}

void apply_to(Applier& applier, const sql::CreateIndex& create) {
  const RelationId table = refer(applier, create.table);
  if (table == no_relation) {
    return;
  }
  const Relation& target = *applier.get(table);
  const Relation* existing = create.name.empty() ? nullptr : applier.catalog.find(target.schema, create.name);
  if (existing != nullptr) {
    if (create.if_not_exists) {
      return;
    }
    // The table itself, or one that it hangs on: the server refuses the name.
    give_up_relation(applier, existing->id);
    if (applier.get(table) == nullptr) {
      return applier.unknown();
    }
  }
  NewIndex what;
  what.name = create.name;
  what.tablespace = create.tablespace;
  what.only = create.table.only;
  what.origin = applier.origin();
  what.index = index_of(create);
  for (const auto& key : create.keys) {
    if (!key.column.empty() && target.column(key.column) == nullptr) {
      assume_column(applier, applier.edit(table), key.column);
    }
  }
  const bool certain = applier.catalog.complete() || !create.if_not_exists;
  const RelationId made = build_index(applier, table, std::move(what), no_relation);
  // The index exists for certain even on a table that may be older than the history.
  applier.edit(made).certainly_created = certain;
}

void apply_to(Applier& applier, const sql::Reindex& reindex) {
  if (reindex.target == sql::Reindex::Target::table) {
    refer(applier, reindex.relation);
  }
  if (reindex.target == sql::Reindex::Target::index) {
    refer(applier, reindex.relation, RelationKind::index);
  }
}

}  // namespace migralint::catalog
