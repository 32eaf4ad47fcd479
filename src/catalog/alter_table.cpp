// ALTER TABLE: the actions on the table itself and its constraints. Those on one column are in
// alter_column.cpp.
#include "catalog/applier.hpp"
#include "sql/alter_order.hpp"

namespace migralint::catalog {
namespace {

/// The partitions' and children's constraint that belongs to one of the parent.
Constraint* counterpart(Relation& child, const Constraint& parent) {
  const auto found = std::ranges::find_if(child.constraints, [&](const Constraint& own) {
    if (own.kind != parent.kind) {
      return false;
    }
    if (parent.kind == ConstraintKind::check) {
      return own.name == parent.name;
    }
    return own.columns == parent.columns && own.referenced == parent.referenced;
  });
  return found == child.constraints.end() ? nullptr : &*found;
}

template <class Change>
void change_constraint(Applier& applier, const AlterTarget& target, const std::string& name,
                       const Change& change) {
  const Relation* table = applier.get(target.id);
  const Constraint* known = table->constraint(name);
  if (known == nullptr) {
    return applier.unknown_in(table->schema);
  }
  const Constraint original = *known;
  for (const RelationId id : family(applier, target.id, target.only)) {
    Relation& relation = applier.edit(id);
    Constraint* own = id == target.id ? relation.constraint(name) : counterpart(relation, original);
    if (own != nullptr) {
      change(relation, *own);
    }
  }
}

}  // namespace

void apply_to(Applier& applier, const sql::AlterTable& statement) {
  if (statement.if_exists && applier.catalog.find(statement.table) == nullptr) {
    return;
  }
  const RelationId id = refer(applier, statement.table, relation_kind(statement.kind));
  if (id == no_relation) {
    return;
  }
  for (const sql::Action* action : sql::in_order(statement)) {
    const AlterTarget target{id, statement.table.only, applier.at(action->span)};
    std::visit([&](const auto& what) { alter(applier, target, what); }, action->what);
  }
}

void alter(Applier& applier, const AlterTarget& target, const sql::AddConstraint& action) {
  // Under a condition, one that is there already is the reason why this does not run.
  const std::string& name = action.constraint.name;
  if (!applier.catalog.certain() && !name.empty() && applier.get(target.id)->constraint(name) != nullptr) {
    return;
  }
  add_constraint(applier, target.id, action.constraint, target.origin, target.only);
}

void alter(Applier& applier, const AlterTarget& target, const sql::AlterConstraint& action) {
  change_constraint(applier, target, action.name, [&](Relation&, Constraint& constraint) {
    if (action.changes_deferrability) {
      constraint.deferrable = action.deferrable;
      constraint.initially_deferred = action.initially_deferred;
    }
    if (action.changes_enforceability) {
      constraint.enforced = action.enforced;
      constraint.validated = action.enforced;  // ENFORCED checks the rows that are there
    }
    if (action.changes_inherit) {
      constraint.no_inherit = action.no_inherit;
    }
  });
}

void alter(Applier& applier, const AlterTarget& target, const sql::ValidateConstraint& action) {
  change_constraint(applier, target, action.name, [&](Relation& relation, Constraint& constraint) {
    if (constraint.validated) {
      return;
    }
    constraint.validated = true;
    constraint.validated_by = target.origin;
    if (constraint.kind != ConstraintKind::not_null || constraint.columns.empty()) {
      return;
    }
    if (Column* column = relation.column(constraint.columns[0])) {
      column->not_null_valid = true;
    }
  });
}

void alter(Applier& applier, const AlterTarget& target, const sql::DropConstraint& action) {
  if (applier.get(target.id)->constraint(action.name) != nullptr) {
    return remove_constraint(applier, target.id, action.name, action.cascade, target.only);
  }
  if (!action.if_exists) {
    applier.unknown_in(applier.get(target.id)->schema);
  }
  applier.part_gone(Gone::What::constraint, target.id, action.name);
}

void alter(Applier& applier, const AlterTarget& target, const sql::ReplicaIdentity& action) {
  Relation& table = applier.edit(target.id);
  table.replica_identity = action.kind;
  table.replica_identity_index = action.kind == 'i' ? action.index : std::string();
}

namespace {

void set_triggers(Relation& table, const sql::TableSetting& action, bool enabled, bool of_keys) {
  using Kind = sql::TableSetting::Kind;
  const bool all = action.kind == Kind::enable_trigger_all || action.kind == Kind::disable_trigger_all;
  const bool users = action.kind == Kind::enable_trigger_user || action.kind == Kind::disable_trigger_user;
  if (all && of_keys) {
    table.key_triggers = enabled;
  }
  if (table.triggers.empty()) {
    return;
  }
  for (Trigger& trigger : table.triggers.edit()) {
    if (all || users || trigger.name == action.name) {
      trigger.enabled = enabled;
    }
  }
}

/// Partitions are reached, inheritance children are not (EnableDisableTrigger in
/// src/backend/commands/trigger.c). Before 15 it finds a partition's triggers by their names: those that
/// check keys have others (measured).
void set_triggers(Applier& applier, RelationId id, const sql::TableSetting& action, bool enabled,
                  bool of_keys = true) {
  set_triggers(applier.edit(id), action, enabled, of_keys);
  for (const RelationId partition : std::vector<RelationId>(applier.get(id)->partitions)) {
    if (applier.get(partition) != nullptr) {
      set_triggers(applier, partition, action, enabled, of_keys && applier.context.pg_version >= 15);
    }
  }
}

}  // namespace

void alter(Applier& applier, const AlterTarget& target, const sql::TableSetting& action) {
  using Kind = sql::TableSetting::Kind;
  Relation& table = applier.edit(target.id);
  switch (action.kind) {
    case Kind::logged:
    case Kind::unlogged:
      table.persistence = action.kind == Kind::logged ? Persistence::permanent : Persistence::unlogged;
      for (const RelationId index : std::vector<RelationId>(table.indexes)) {
        if (applier.get(index) != nullptr) {
          applier.edit(index).persistence = table.persistence;
        }
      }
      break;
    case Kind::tablespace:
      table.tablespace = action.name;
      break;
    case Kind::access_method:
      table.access_method = action.name;
      break;
    case Kind::enable_row_security:
      table.row_security = true;
      break;
    case Kind::disable_row_security:
      table.row_security = false;
      break;
    case Kind::force_row_security:
      table.force_row_security = true;
      break;
    case Kind::no_force_row_security:
      table.force_row_security = false;
      break;
    case Kind::enable_trigger:
    case Kind::enable_always_trigger:
    case Kind::enable_trigger_all:
    case Kind::enable_trigger_user:
      set_triggers(applier, target.id, action, true);
      break;
    case Kind::enable_replica_trigger:
    case Kind::disable_trigger:
    case Kind::disable_trigger_all:
    case Kind::disable_trigger_user:
      set_triggers(applier, target.id, action, false);
      break;
    case Kind::of_type:
      table.of_type = sql::Name{"", action.name, {}};
      break;
    case Kind::not_of:
      table.of_type = Rare<sql::Name>();
      break;
    default:
      break;  // storage parameters and the like, which the catalog does not hold
  }
}

void alter(Applier&, const AlterTarget&, const sql::OtherAction&) {}

}  // namespace migralint::catalog
