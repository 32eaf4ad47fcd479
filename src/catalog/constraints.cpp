// Adding and removing table constraints (ATExecAddConstraint, AddRelationNewConstraints,
// dropconstraint_internal in src/backend/commands/tablecmds.c).
#include "catalog/applier.hpp"

namespace migralint::catalog {
namespace {

bool has_key_to(const Relation& table, RelationId target) {
  return std::ranges::any_of(table.constraints, [&](const Constraint& constraint) {
    return constraint.kind == ConstraintKind::foreign_key && constraint.referenced == target;
  });
}

/// A foreign key depends on the unique constraint whose columns it references.
bool depends_on(const Constraint& key, RelationId table, const std::vector<std::string>& columns) {
  return key.kind == ConstraintKind::foreign_key && key.referenced == table &&
         std::ranges::is_permutation(key.referenced_columns, columns);
}

void drop_dependent_keys(Applier& applier, RelationId table, const std::vector<std::string>& columns) {
  std::vector<std::pair<RelationId, std::string>> dependent;
  for (const auto& [source, key] : applier.catalog.referencing(table)) {
    if (depends_on(*key, table, columns)) {
      dependent.emplace_back(source->id, key->name);
    }
  }
  for (const auto& [source, name] : dependent) {
    remove_constraint(applier, source, name, true);
  }
}

void add_check(Applier& applier, RelationId table, const sql::Constraint& definition, const Origin& origin,
               bool only) {
  const auto mentioned = definition.expr ? sql::columns_of(*definition.expr) : std::vector<std::string>();
  Constraint check;
  check.kind = ConstraintKind::check;
  check.name = definition.name;
  if (check.name.empty()) {
    const std::string_view column =
        mentioned.size() == 1 ? std::string_view(mentioned[0]) : std::string_view();
    check.name = choose_constraint_name(applier, *applier.get(table), column, "check");
  }
  check.columns = mentioned;
  check.validated = !definition.not_valid && definition.enforced;
  check.enforced = definition.enforced;
  check.no_inherit = definition.no_inherit;
  check.expr = definition.expr;
  check.origin = origin;
  for (const RelationId id : family(applier, table, only || definition.no_inherit)) {
    Relation& relation = applier.edit(id);
    // A child that has a constraint of that name shares it.
    if (id == table || relation.constraint(check.name) == nullptr) {
      push_constraint(applier, id, check);
    }
  }
}

void assume_columns(Applier& applier, RelationId table, const std::vector<std::string>& columns) {
  const Relation* relation = applier.get(table);
  for (const auto& name : columns) {
    if (relation->column(name) == nullptr) {
      assume_column(applier, applier.edit(table), name);
    }
  }
}

void add_foreign_key(Applier& applier, RelationId table, const sql::Constraint& definition,
                     const Origin& origin) {
  assume_columns(applier, table, definition.columns);
  Constraint key = foreign_key_of(definition);
  key.referenced = refer(applier, definition.referenced);
  if (const Relation* target = applier.get(key.referenced)) {
    if (!key.referenced_columns.empty()) {
      assume_columns(applier, key.referenced, key.referenced_columns);
    } else if (const Constraint* primary = target->primary_key()) {
      key.referenced_columns = primary->columns;
    }
  }
  key.origin = origin;
  const Relation& relation = *applier.get(table);
  key.name = definition.name.empty()
                 ? choose_constraint_name(applier, relation, join_columns(key.columns), "fkey")
                 : definition.name;
  const std::vector<RelationId> partitions = relation.partitions;
  const auto alike = [&](const Relation& with) {
    return std::ranges::count_if(with.constraints, [&](const Constraint& own) {
      return acts_alike(own, key) && own.referenced_columns == key.referenced_columns;
    });
  };
  const auto taken = alike(relation);
  push_foreign_key(applier, table, key);
  for (const RelationId partition : partitions) {
    // One that is no other's becomes this one's counterpart (tryAttachPartitionForeignKey).
    if (alike(*applier.get(partition)) > taken) {
      continue;
    }
    sql::Constraint copy = definition;
    copy.name = key.name;
    if (applier.get(partition)->constraint(key.name) != nullptr) {
      copy.name.clear();
    }
    add_foreign_key(applier, partition, copy, origin);
  }
}

void use_index(Applier& applier, RelationId table, const sql::Constraint& definition, Constraint made) {
  const Relation& relation = *applier.get(table);
  const Relation* index = applier.catalog.find(relation.schema, definition.using_index);
  if (index == nullptr || !index->index) {
    applier.unknown();
    made.name = definition.name.empty() ? definition.using_index.str() : definition.name;
    push_constraint(applier, table, std::move(made));
    return;
  }
  const RelationId index_id = index->id;
  made.columns.clear();
  for (const auto& key : index->index->keys) {
    made.columns.push_back(key.column);
  }
  made.name = definition.name.empty() ? index->name : definition.name;
  made.index = index_id;
  if (made.name != index->name) {
    applier.catalog.rename(index_id, index->schema, made.name);
  }
  applier.edit(index_id).index->constraint = made.name;
  const auto columns = made.columns;
  const bool primary = made.kind == ConstraintKind::primary_key;
  const Origin origin = made.origin;
  push_constraint(applier, table, std::move(made));
  if (primary) {
    for (const auto& column : columns) {
      set_not_null(applier, table, column, {}, origin);
    }
  }
}

void add_index_constraint(Applier& applier, RelationId table, const sql::Constraint& definition,
                          const Origin& origin, bool only) {
  Constraint made;
  made.kind = definition.kind;
  made.columns = definition.columns;
  made.deferrable = definition.deferrable;
  made.initially_deferred = definition.initially_deferred;
  made.origin = origin;
  if (!definition.using_index.empty()) {
    return use_index(applier, table, definition, std::move(made));
  }
  assume_columns(applier, table, definition.columns);
  NewIndex what;
  what.name = definition.name;
  what.constraint = &made;
  what.tablespace = definition.tablespace;
  what.only = only;
  what.origin = origin;
  what.index.unique = definition.kind != ConstraintKind::exclusion || definition.without_overlaps;
  what.index.nulls_not_distinct = definition.nulls_not_distinct;
  what.index.including = definition.including;
  what.index.method = definition.access_method.empty() ? "btree" : definition.access_method;
  if (definition.kind == ConstraintKind::exclusion) {
    what.index.predicate = definition.expr;
  }
  if (definition.without_overlaps) {
    what.index.method = "gist";
  }
  what.index.keys = keys_of(definition);
  build_index(applier, table, std::move(what), no_relation);
}

}  // namespace

Constraint foreign_key_of(const sql::Constraint& written) {
  Constraint key;
  key.kind = ConstraintKind::foreign_key;
  key.columns = written.columns;
  key.validated = !written.not_valid && written.enforced;
  key.enforced = written.enforced;
  key.deferrable = written.deferrable;
  key.initially_deferred = written.initially_deferred;
  key.on_update = written.on_update;
  key.on_delete = written.on_delete;
  key.match = written.match;
  key.referenced_name = sql::Name(written.referenced.get());
  key.referenced_columns = written.referenced_columns;
  return key;
}

bool acts_alike(const Constraint& a, const Constraint& b) {
  return a.kind == b.kind && a.columns == b.columns && a.referenced == b.referenced &&
         a.on_update == b.on_update && a.on_delete == b.on_delete && a.match == b.match &&
         a.deferrable == b.deferrable && a.initially_deferred == b.initially_deferred;
}

std::vector<sql::IndexKey> keys_of(const sql::Constraint& constraint) {
  std::vector<sql::IndexKey> keys;
  for (const auto& column : constraint.columns) {
    keys.emplace_back().column = column;
  }
  for (std::size_t i = 0; i < constraint.key_expressions.size(); ++i) {
    const auto place = std::min<std::size_t>(constraint.expression_places[i], keys.size());
    sql::IndexKey key;
    key.expr = constraint.key_expressions[i];
    keys.insert(keys.begin() + static_cast<std::ptrdiff_t>(place), std::move(key));
  }
  return keys;
}

void push_constraint(Applier& applier, RelationId table, Constraint constraint) {
  Relation& relation = applier.edit(table);
  applier.catalog.note_constraint(relation, constraint.name);
  relation.constraints.push_back(std::move(constraint));
}

void push_foreign_key(Applier& applier, RelationId table, Constraint constraint) {
  const RelationId target = constraint.referenced;
  Relation& relation = applier.edit(table);
  const bool first = !has_key_to(relation, target);
  push_constraint(applier, table, std::move(constraint));
  if (first && applier.get(target) != nullptr) {
    applier.edit(target).referenced_by.push_back(table);
  }
}

void set_not_null(Applier& applier, RelationId table, std::string_view name, const NotNull& how,
                  const Origin& origin) {
  Relation& relation = applier.edit(table);
  Column& column = assume_column(applier, relation, name);
  const bool was_valid = column.not_null && column.not_null_valid;
  column.not_null_valid = was_valid || how.valid;
  column.not_null = true;
  if (applier.context.pg_version < 18) {
    return;
  }
  const auto same = [&](const Constraint& constraint) {
    return constraint.kind == ConstraintKind::not_null && constraint.columns.size() == 1 &&
           constraint.columns[0] == name;
  };
  const auto known = std::ranges::find_if(relation.constraints, same);
  if (known != relation.constraints.end()) {
    if (how.valid && !known->validated) {
      known->validated = true;
      known->validated_by = origin;
    }
    return;
  }
  Constraint constraint;
  constraint.kind = ConstraintKind::not_null;
  constraint.name = how.name.empty() ? choose_constraint_name(applier, relation, name, "not_null") : how.name;
  constraint.columns.emplace_back(name);
  constraint.validated = how.valid;
  constraint.no_inherit = how.no_inherit;
  constraint.origin = origin;
  push_constraint(applier, table, std::move(constraint));
}

void add_constraint(Applier& applier, RelationId table, const sql::Constraint& definition,
                    const Origin& origin, bool only) {
  switch (definition.kind) {
    case ConstraintKind::check:
      return add_check(applier, table, definition, origin, only);
    case ConstraintKind::primary_key:
    case ConstraintKind::unique:
    case ConstraintKind::exclusion:
      return add_index_constraint(applier, table, definition, origin, only);
    case ConstraintKind::foreign_key:
      return add_foreign_key(applier, table, definition, origin);
    case ConstraintKind::not_null:
      for (const RelationId id : family(applier, table, only || definition.no_inherit)) {
        for (const auto& column : definition.columns) {
          set_not_null(applier, id, column, {definition.name, !definition.not_valid, definition.no_inherit},
                       origin);
        }
      }
      return;
    // Properties of a column, which columns.cpp sets.
    case ConstraintKind::null:
    case ConstraintKind::default_value:
    case ConstraintKind::identity:
    case ConstraintKind::generated:
      return;
  }
}

namespace {

void forget_foreign_key(Applier& applier, RelationId table, const Constraint& removed) {
  const Relation* target = applier.get(removed.referenced);
  if (target != nullptr && !has_key_to(*applier.get(table), removed.referenced)) {
    erase_value(applier.edit(removed.referenced).referenced_by, table);
  }
}

/// What the partitions and children have of a removed constraint.
void remove_inherited(Applier& applier, RelationId table, const Constraint& removed, bool cascade) {
  const Relation* relation = applier.get(table);
  const bool inherited_by_children =
      removed.kind == ConstraintKind::check || removed.kind == ConstraintKind::not_null;
  std::vector<RelationId> children = relation->partitions;
  if (inherited_by_children && !removed.no_inherit) {
    children.insert(children.end(), relation->inherited_by.begin(), relation->inherited_by.end());
  }
  for (const RelationId id : children) {
    const Relation* child = applier.get(id);
    if (child == nullptr) {
      continue;
    }
    const auto same = std::ranges::find_if(child->constraints, [&](const Constraint& constraint) {
      if (constraint.kind != removed.kind) {
        return false;
      }
      if (removed.kind == ConstraintKind::check) {
        return constraint.name == removed.name;
      }
      return constraint.columns == removed.columns && constraint.referenced == removed.referenced;
    });
    // The constraint of an index that is attached goes with the index.
    if (same != child->constraints.end() && same->index == no_relation) {
      remove_constraint(applier, id, same->name, cascade);
    }
  }
}

}  // namespace

// By value: the name may be the one inside the constraint that goes.
// NOLINTNEXTLINE(performance-unnecessary-value-param)
void remove_constraint(Applier& applier, RelationId table, std::string name, bool cascade, bool only) {
  const Relation* relation = applier.get(table);
  if (relation == nullptr || relation->constraint(name) == nullptr) {
    return;
  }
  Relation& changed = applier.edit(table);
  const auto found = std::ranges::find(changed.constraints, name, &Constraint::name);
  const Constraint removed = std::move(*found);
  changed.constraints.erase(found);
  applier.part_gone(Gone::What::constraint, table, removed.name);
  switch (removed.kind) {
    case ConstraintKind::foreign_key:
      forget_foreign_key(applier, table, removed);
      break;
    case ConstraintKind::not_null:
      for (const auto& column : removed.columns) {
        if (Column* known = changed.column(column)) {
          known->not_null = false;
        }
      }
      break;
    case ConstraintKind::primary_key:
    case ConstraintKind::unique:
      if (cascade) {
        drop_dependent_keys(applier, table, removed.columns);
      }
      break;
    default:
      break;
  }
  if (removed.index != no_relation) {
    drop_relation(applier, removed.index, cascade);
  }
  if (!only) {
    remove_inherited(applier, table, removed, cascade);
  }
}

}  // namespace migralint::catalog
