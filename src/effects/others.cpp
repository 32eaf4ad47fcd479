// RENAME, SET SCHEMA, OWNER, triggers, rules, policies, statistics, publications, subscriptions, comments,
// grants. Facts: rename.*, set_schema.*, obj.*, part.trigger_* of the measured forms.
#include <algorithm>

#include "effects/builder.hpp"
#include "sql/object_kinds.hpp"

namespace migralint::effects {
namespace {

using sql::ObjectKind;
constexpr auto ax = LockMode::access_exclusive;

void rename_relation(Builder& builder, const sql::Rename& statement) {
  const auto target = builder.target(statement.relation, relation_kind(statement.relation_kind));
  const bool is_index = target.is(RelationKind::index) || target.is(RelationKind::partitioned_index);
  // Only ALTER INDEX knows beforehand that it is an index; ALTER TABLE of one takes the strong lock (12+).
  const bool light = is_index && statement.relation_kind == ObjectKind::index;
  builder.lock(target, light ? LockMode::share_update_exclusive : ax);
}

bool constraint_is_inherited(const catalog::Relation* table, const std::string& name) {
  const auto* constraint = table != nullptr ? table->constraint(name) : nullptr;
  if (constraint == nullptr) {
    return true;
  }
  return (constraint->kind == sql::Constraint::Kind::check ||
          constraint->kind == sql::Constraint::Kind::not_null) &&
         !constraint->no_inherit;
}

/// ALTER TABLE and the like of what has an owner or a schema: the relation, and the sequences that its
/// columns own.
void change_relation(Builder& builder, const sql::RelationName& name, ObjectKind kind) {
  const auto target = builder.target(name, relation_kind(kind));
  builder.lock(target, ax);
  if (target.relation != nullptr) {
    builder.lock_owned_sequences(*target.relation, {}, ax);
  }
}

/// CREATE TABLE … OF type.
void lock_tables_of_type(Builder& builder, const sql::Name& type) {
  builder.catalog().for_each([&](const catalog::Relation& table) {
    const bool of_type = table.of_type->name == type.name &&
                         (table.of_type->schema.empty() || table.of_type->schema == type.schema);
    if (of_type) {
      builder.lock(table, ax);
    }
  });
}

void publish(Builder& builder, const std::vector<sql::RelationName>& tables) {
  for (const auto& name : tables) {
    const auto target = builder.target(name, RelationKind::table);
    builder.lock(target, LockMode::share_update_exclusive);
    // Inheritance children are published with their parent, partitions are not entered by themselves.
    if (!name.only && target.relation != nullptr && !target.is(RelationKind::partitioned_table)) {
      builder.lock_descendants(target, LockMode::share_update_exclusive);
    }
  }
}

}  // namespace

void add_effects(Builder& builder, const sql::Rename& statement) {
  if (statement.if_exists && !statement.relation.empty() && builder.certainly_absent(statement.relation)) {
    return;
  }
  switch (statement.kind) {
    case ObjectKind::column:
    case ObjectKind::attribute: {
      const auto target = builder.target(statement.relation, relation_kind(statement.relation_kind));
      if (target.is(RelationKind::composite_type)) {
        lock_tables_of_type(builder, target.qualified());
        return;
      }
      builder.lock(target, ax);
      if (!statement.relation.only) {
        builder.lock_descendants(target, ax);
      }
      return;
    }
    case ObjectKind::constraint: {
      const auto target = builder.target(statement.relation, RelationKind::table);
      builder.lock(target, ax);
      const bool inherited = constraint_is_inherited(target.relation, statement.old_name);
      if (!statement.relation.only && inherited) {
        builder.lock_descendants(target, ax);
      }
      return;
    }
    case ObjectKind::trigger: {
      // Before 15 only the table's own trigger gets the new name.
      const auto target = builder.target(statement.relation, RelationKind::table);
      if (builder.version() >= 15) {
        builder.lock_partitions(target, ax);
      } else {
        builder.lock(target, ax);
      }
      return;
    }
    case ObjectKind::rule:
    case ObjectKind::policy:
      builder.lock(builder.target(statement.relation, RelationKind::table), ax);
      return;
    default:
      if (sql::is_relation(statement.kind)) {
        rename_relation(builder, statement);
      }
  }
}

void add_effects(Builder& builder, const sql::SetSchema& statement) {
  if (!sql::is_relation(statement.kind)) {
    return;
  }
  if (statement.if_exists && builder.certainly_absent(statement.relation)) {
    return;
  }
  change_relation(builder, statement.relation, statement.kind);
}

void add_effects(Builder& builder, const sql::SetOwner& statement) {
  if (sql::is_relation(statement.kind)) {
    change_relation(builder, statement.relation, statement.kind);
  }
}

void add_effects(Builder& builder, const sql::MoveAll& statement) {
  const auto normal = [](const std::string& space) {
    return space == "pg_default" ? std::string_view{} : space;
  };
  builder.catalog().for_each([&](const catalog::Relation& relation) {
    const bool wanted = statement.kind == ObjectKind::index ? relation.kind == RelationKind::index
                        : statement.kind == ObjectKind::materialized_view
                            ? relation.kind == RelationKind::materialized_view
                            : relation.kind == RelationKind::table;
    if (!wanted || normal(relation.tablespace) != normal(statement.from)) {
      return;
    }
    builder.lock(relation, ax);
    if (relation.is_index()) {
      builder.index_work(WorkKind::index_rebuild, Reason::changes_storage, relation);
    } else {
      builder.work(WorkKind::rewrite, Reason::changes_storage, relation);
    }
  });
  builder.unknown(
      "which objects are in the tablespace, and whose they are, the history does not show for certain");
}

void add_effects(Builder& builder, const sql::CreateTrigger& statement) {
  const auto target = builder.target(statement.table, RelationKind::table);
  if (statement.row) {
    builder.lock_partitions(target, LockMode::share_row_exclusive);
  } else {
    builder.lock(target, LockMode::share_row_exclusive);
  }
  if (!statement.referenced.empty()) {
    builder.lock(builder.target(statement.referenced, RelationKind::table), LockMode::access_share);
  }
}

namespace {

/// Tables in the sub-queries of a policy.
void lock_read_by(Builder& builder, const sql::ExprPtr& expr) {
  if (expr != nullptr) {
    expr->walk([&](const sql::Expr& node) { lock_sources(builder, node.relations, false); });
  }
}

}  // namespace

void add_effects(Builder& builder, const sql::CreatePolicy& statement) {
  builder.lock(builder.target(statement.table, RelationKind::table), ax);
  lock_read_by(builder, statement.using_expr);
  lock_read_by(builder, statement.check_expr);
}

void add_effects(Builder& builder, const sql::AlterPolicy& statement) {
  builder.lock(builder.target(statement.table, RelationKind::table), ax);
  lock_read_by(builder, statement.using_expr);
  lock_read_by(builder, statement.check_expr);
}

void add_effects(Builder& builder, const sql::CreateRule& statement) {
  builder.lock(builder.target(statement.relation, RelationKind::table), ax);
  for (const auto& changed : statement.changed) {
    builder.lock(builder.target(changed, RelationKind::table), LockMode::row_exclusive);
  }
  lock_sources(builder, statement.read, false);
}

void add_effects(Builder& builder, const sql::DependsOnExtension& statement) {
  // Functions are not relations; all others are opened by their relation (ExecAlterObjectDependsStmt).
  if (!statement.relation.empty()) {
    const bool trigger = statement.kind == ObjectKind::trigger;
    const auto kind = trigger ? RelationKind::table : relation_kind(statement.kind);
    builder.lock(builder.target(statement.relation, kind), trigger ? LockMode::access_share : ax);
  }
}

void add_effects(Builder& builder, const sql::CreateStatistics& statement) {
  for (const auto& relation : statement.relations) {
    builder.lock(builder.target(relation, RelationKind::table), LockMode::share_update_exclusive);
  }
}

void add_effects(Builder& builder, const sql::CreatePublication& statement) {
  publish(builder, statement.tables);
}
void add_effects(Builder& builder, const sql::AlterPublication& statement) {
  publish(builder, statement.tables);
  const auto* publication = builder.catalog().find_publication(statement.name);
  if (statement.what != sql::AlterPublication::What::set || publication == nullptr) {
    return;
  }
  // Tables that SET leaves out are taken away.
  for (const auto id : publication->tables) {
    builder.lock(id, LockMode::share_update_exclusive);
  }
}

void add_effects(Builder& builder, const sql::CreateSubscription& statement) {
  if (statement.creates_slot && statement.connects) {
    builder.refuse_transaction_block();
  }
}

void add_effects(Builder& builder, const sql::AlterSubscription& statement) {
  if (statement.refreshes) {
    builder.refuse_transaction_block();
  }
}

void add_effects(Builder& builder, const sql::DropSubscription& statement) {
  // Only one without a slot (SET (slot_name = NONE) before it) may be dropped in a transaction block.
  if (!statement.if_exists) {
    builder.refuse_transaction_block();
  }
}

void add_effects(Builder& builder, const sql::Comment& statement) {
  switch (statement.kind) {
    case ObjectKind::column:
    case ObjectKind::table:
    case ObjectKind::partitioned_table:
    case ObjectKind::index:
    case ObjectKind::sequence:
    case ObjectKind::view:
    case ObjectKind::materialized_view:
    case ObjectKind::foreign_table: {
      const auto assumed =
          statement.kind == ObjectKind::column ? RelationKind::table : relation_kind(statement.kind);
      const auto target = builder.target(statement.relation, assumed);
      if (!target.is(RelationKind::composite_type)) {
        builder.lock(target, LockMode::share_update_exclusive);
      }
      return;
    }
    case ObjectKind::constraint:
    case ObjectKind::trigger:
    case ObjectKind::rule:
    case ObjectKind::policy:
      builder.lock(builder.target(statement.relation, RelationKind::table), LockMode::access_share);
      return;
    default:
      return;
  }
}

void add_effects(Builder& builder, const sql::Grant& statement) {
  // Before 18 privileges change without any lock on the table, and with ALL … IN SCHEMA they still do
  // (measured).
  if (builder.version() < 18) {
    return;
  }
  for (const auto& relation : statement.relations) {
    builder.lock(builder.target(relation, RelationKind::table), LockMode::access_share);
  }
}

}  // namespace migralint::effects
