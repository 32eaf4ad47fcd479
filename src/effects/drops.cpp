// DROP of everything and TRUNCATE. What goes away takes other tables' locks along: the other side of a
// foreign key, the partition parent and its DEFAULT partition, with CASCADE what depends. Facts: drop.*,
// trunc.*, part.drop_*.
#include <algorithm>

#include "catalog/function_users.hpp"
#include "catalog/signatures.hpp"
#include "effects/builder.hpp"
#include "effects/indexes.hpp"

namespace migralint::effects {
namespace {

using catalog::Relation;
using Kind = sql::Constraint::Kind;
constexpr auto ax = LockMode::access_exclusive;

bool same_object(const sql::Name& stored, const sql::Name& wanted) {
  return stored.name == wanted.name &&
         (stored.schema.empty() || wanted.schema.empty() || stored.schema == wanted.schema);
}

// Views can read each other in a circle once one of them was replaced, so each is visited once.
void lock_dependent_views(Builder& builder, const Relation& relation) {
  std::vector<const Relation*> open = {&relation};
  std::vector<const Relation*> seen = open;
  while (!open.empty()) {
    const Relation* current = open.back();
    open.pop_back();
    for (const auto* reader : builder.catalog().readers(current->id)) {
      if (std::find(seen.begin(), seen.end(), reader) != seen.end()) {
        continue;
      }
      builder.lock(*reader, ax);
      seen.push_back(reader);
      open.push_back(reader);
    }
  }
}

void lock_partition_parent(Builder& builder, const Relation& relation) {
  const auto* parent = builder.catalog().get(relation.partition_of);
  if (parent == nullptr) {
    return;
  }
  builder.lock(*parent, ax);
  if (parent->default_partition != relation.id) {
    builder.lock(parent->default_partition, ax);
  }
}

bool is_inherited_key(const Relation* parent, const catalog::Constraint& key) {
  return parent != nullptr && std::any_of(parent->constraints.begin(), parent->constraints.end(),
                                          [&](const catalog::Constraint& other) {
                                            return other.kind == Kind::foreign_key &&
                                                   other.referenced == key.referenced &&
                                                   other.columns == key.columns;
                                          });
}

void drop_relation(Builder& builder, const sql::Name& name, const sql::Drop& statement) {
  if (statement.if_exists && builder.certainly_absent(name)) {
    return;
  }
  const auto target = builder.target(name, relation_kind(statement.kind));
  if (target.relation == nullptr) {
    builder.lock(target, ax);
    return;
  }
  lock_dropped_relation(builder, *target.relation, statement.cascade);
}

bool has_sub_object(const Relation& table, sql::ObjectKind kind, std::string_view name) {
  const auto named = [&](const auto& object) { return object.name == name; };
  switch (kind) {
    case sql::ObjectKind::trigger:
      return std::any_of(table.triggers.begin(), table.triggers.end(), named);
    case sql::ObjectKind::policy:
      return std::any_of(table.policies.begin(), table.policies.end(), named);
    case sql::ObjectKind::rule:
      return std::any_of(table.rules.begin(), table.rules.end(), named);
    default:
      return true;
  }
}

/// DROP TRIGGER, RULE, POLICY … ON table. IF EXISTS of an absent one takes no lock.
void drop_sub_object(Builder& builder, const sql::Drop& statement, std::size_t index) {
  const auto& name = statement.objects[index];
  if (statement.if_exists && builder.certainly_absent(name)) {
    return;
  }
  const auto target = builder.target(name, RelationKind::table);
  const bool known_absent = statement.if_exists && builder.catalog().complete() &&
                            target.relation != nullptr && index < statement.sub_names.size() &&
                            !has_sub_object(*target.relation, statement.kind, statement.sub_names[index]);
  if (known_absent) {
    return;
  }
  if (statement.kind == sql::ObjectKind::trigger) {
    builder.lock_partitions(target, ax);
  } else {
    builder.lock(target, ax);
  }
}

/// DROP TYPE, DOMAIN … CASCADE drops the columns of that type.
void drop_type(Builder& builder, const sql::Name& type) {
  builder.catalog().for_each([&](const Relation& table) {
    if (!table.is_table()) {
      return;
    }
    const bool uses =
        std::any_of(table.columns.begin(), table.columns.end(), [&](const catalog::Column& column) {
          return same_object({column.type.schema, column.type.name, {}}, type);
        });
    if (uses || same_object(table.of_type, type)) {
      builder.lock(table, ax);
    }
  });
}

void drop_function(Builder& builder, const sql::Name& function) {
  for (const auto& user : catalog::function_users(builder.catalog(), function)) {
    builder.lock(*user.relation, ax);
    if (const auto* index = builder.catalog().get(user.index)) {
      builder.lock(*index, ax);
    }
  }
}

void drop_schema(Builder& builder, const std::string& schema) {
  for (const auto& type : builder.catalog().types_in(schema)) {
    drop_type(builder, type);
  }
  for (const auto& function : builder.catalog().functions_in(schema)) {
    drop_function(builder, function);
  }
  builder.catalog().for_each([&](const Relation& relation) {
    if (relation.schema == schema) {
      lock_dropped_relation(builder, relation, true);
    }
  });
}

/// Tables whose default takes its values from a sequence that goes away.
void lock_users_of_sequence(Builder& builder, const Relation& sequence) {
  builder.catalog().for_each([&](const Relation& table) {
    if (!table.is_table()) {
      return;
    }
    const bool uses =
        std::any_of(table.columns.begin(), table.columns.end(), [&](const catalog::Column& column) {
          const bool owned = sequence.owned_by == table.id && sequence.owned_by_column == column.name &&
                             (column.serial || column.identity);
          return owned ||
                 (column.default_expr != nullptr && column.default_expr->any([&](const sql::Expr& e) {
                   return e.kind == sql::Expr::Kind::string &&
                          (e.name == sequence.name || e.name == sequence.schema + "." + sequence.name);
                 }));
        });
    if (uses) {
      builder.lock(table, ax);
    }
  });
}

void drop_statistics(Builder& builder, const sql::Name& name, bool if_exists) {
  bool found = false;
  builder.catalog().for_each([&](const Relation& table) {
    const bool has = std::any_of(table.statistics.begin(), table.statistics.end(),
                                 [&](const sql::Name& own) { return same_object(own, name); });
    if (has) {
      builder.lock(table, LockMode::share_update_exclusive);
      found = true;
    }
  });
  if (!found && !(if_exists && builder.catalog().complete())) {
    builder.unknown("the table of the statistics object is not in the history");
  }
}

void drop_dependents_of_extension(Builder& builder, const sql::Drop& statement) {
  if (!statement.cascade) {
    return;
  }
  for (const auto& name : statement.objects) {
    drop_type(builder, {{}, name.name, {}});
  }
  builder.unknown("what depends on the extension's objects is not in the history");
}

void lock_truncated(Builder& builder, const Relation& table, bool cascade, std::vector<RelationId>& seen) {
  if (std::find(seen.begin(), seen.end(), table.id) != seen.end()) {
    return;
  }
  seen.push_back(table.id);
  builder.lock(table, ax);
  builder.lock_indexes(table, ax);
  if (!cascade) {
    return;
  }
  // A foreign key to the parent is one to its partitions.
  for (const auto* at = &table; at != nullptr; at = builder.catalog().get(at->partition_of)) {
    for (const auto& [other, constraint] : builder.catalog().referencing(at->id)) {
      lock_truncated(builder, *other, true, seen);
      for (const auto* child : builder.catalog().descendants(other->id)) {
        lock_truncated(builder, *child, true, seen);
      }
    }
  }
}

}  // namespace

void lock_dropped_relation(Builder& builder, const Relation& relation, bool cascade) {
  lock_partition_parent(builder, relation);
  builder.lock(relation, ax);
  builder.lock_indexes(relation, ax);
  builder.lock_owned_sequences(relation, {}, ax);
  const auto* parent = builder.catalog().get(relation.partition_of);
  for (const auto& constraint : relation.constraints) {
    // A partition's share of its parent's foreign key has no trigger on the other side (measured).
    const bool dropped = constraint.kind == Kind::foreign_key && !is_inherited_key(parent, constraint);
    if (dropped) {
      lock_dropped_foreign_key(builder, constraint);
    }
  }
  if (relation.kind == RelationKind::partitioned_table || cascade) {
    for (const auto* child : builder.catalog().descendants(relation.id)) {
      builder.lock(*child, ax);
      builder.lock_indexes(*child, ax);
    }
  }
  if (!cascade) {
    return;
  }
  for (const auto& [other, constraint] : builder.catalog().referencing(relation.id)) {
    builder.lock(*other, ax);
  }
  lock_dependent_views(builder, relation);
  // Foreign keys to the partitioned parent go with one of its partitions, and all partitions lose their
  // triggers.
  if (parent != nullptr && relation.partition_of == parent->id) {
    for (const auto& [other, constraint] : builder.catalog().referencing(parent->id)) {
      builder.lock(*other, ax);
      builder.lock_descendants(builder.target(*parent), ax);
    }
  }
  if (relation.kind == RelationKind::sequence) {
    lock_users_of_sequence(builder, relation);
  }
}

void add_effects(Builder& builder, const sql::Drop& statement) {
  using sql::ObjectKind;
  if (statement.kind == ObjectKind::index && statement.concurrently) {
    builder.refuse_transaction_block();
  }
  if (statement.kind == ObjectKind::extension) {
    drop_dependents_of_extension(builder, statement);
    return;
  }
  for (std::size_t i = 0; i < statement.objects.size(); ++i) {
    const auto& name = statement.objects[i];
    switch (statement.kind) {
      case ObjectKind::index:
        drop_index(builder, name, statement);
        break;
      case ObjectKind::table:
      case ObjectKind::partitioned_table:
      case ObjectKind::view:
      case ObjectKind::materialized_view:
      case ObjectKind::foreign_table:
      case ObjectKind::sequence:
        drop_relation(builder, name, statement);
        break;
      case ObjectKind::trigger:
      case ObjectKind::rule:
      case ObjectKind::policy:
        drop_sub_object(builder, statement, i);
        break;
      case ObjectKind::type:
      case ObjectKind::enum_type:
      case ObjectKind::composite_type:
      case ObjectKind::domain:
        if (statement.cascade) {
          drop_type(builder, name);
        }
        break;
      case ObjectKind::function:
      case ObjectKind::procedure:
      case ObjectKind::routine:
        if (statement.cascade &&
            !(builder.catalog().complete() && names_other_function(builder.catalog(), statement, i))) {
          drop_function(builder, name);
        }
        break;
      case ObjectKind::schema:
        if (statement.cascade) {
          drop_schema(builder, name.name);
        }
        break;
      case ObjectKind::statistics:
        drop_statistics(builder, name, statement.if_exists);
        break;
      default:
        // Types of objects that no table lock guards: casts, languages, publications, servers, …
        if (statement.cascade) {
          builder.unknown("what depends on it is not in the history");
        }
        break;
    }
  }
}

void add_effects(Builder& builder, const sql::DropOwned&) {
  builder.unknown("which objects the role owns is not in the history");
}

void add_effects(Builder& builder, const sql::ReassignOwned&) {
  builder.unknown("which objects the role owns is not in the history");
}

void add_effects(Builder& builder, const sql::Truncate& statement) {
  std::vector<RelationId> seen;
  for (const auto& name : statement.tables) {
    const auto target = builder.target(name, RelationKind::table);
    if (target.relation == nullptr) {
      builder.lock(target, ax);
      continue;
    }
    const bool parent_is_read =
        builder.version() < 14 && target.relation->partition_of != catalog::no_relation;
    if (parent_is_read) {
      builder.lock(target.relation->partition_of, LockMode::access_share);
    }
    lock_truncated(builder, *target.relation, statement.cascade, seen);
    if (!name.only) {
      for (const auto* child : builder.catalog().descendants(target.relation->id)) {
        lock_truncated(builder, *child, statement.cascade, seen);
      }
    }
  }
  if (!statement.restart_identity) {
    return;
  }
  for (const auto id : seen) {
    if (const auto* table = builder.catalog().get(id)) {
      builder.lock_owned_sequences(*table, {}, ax);
    }
  }
}

}  // namespace migralint::effects
