// ALTER CONSTRAINT and VALIDATE CONSTRAINT: what becomes of a constraint that is there. Facts: con.* of the
// measured forms.
#include "effects/alter_table.hpp"
#include "effects/judgements.hpp"

namespace migralint::effects {
namespace {

using Kind = sql::Constraint::Kind;

void validate_foreign_key(const AlterContext& context, const Target& referenced) {
  auto& builder = context.builder;
  context.lock_partitions(LockMode::share_update_exclusive);
  if (referenced.relation != nullptr && referenced.relation == context.relation()) {
    builder.work_on_storage(WorkKind::scan, Reason::validates_constraint, context.table, false);
    return;
  }
  builder.lock(referenced, LockMode::row_share);
  if (referenced.is(RelationKind::partitioned_table)) {
    builder.lock_descendants(referenced, LockMode::access_share);
  }
  builder.work_on_storage(WorkKind::scan, Reason::validates_constraint, context.table, false);
  builder.work_on_storage(WorkKind::scan, Reason::validates_constraint, referenced, false);
}

/// ADD … NOT VALID and VALIDATE in one statement: the lock of ADD is held during the scan.
bool validate_added(const AlterContext& context, const std::string& name) {
  const auto* added = context.added_constraint(name);
  if (added == nullptr) {
    return false;
  }
  if (added->kind == Kind::foreign_key) {
    validate_foreign_key(context, context.builder.target(added->referenced, RelationKind::table));
  } else {
    context.lock(LockMode::access_exclusive);
    context.work(WorkKind::scan, Reason::validates_constraint);
  }
  return true;
}

/// The part of a partition or child in a CHECK or NOT NULL, which may be valid already.
bool is_validated(const catalog::Relation& table, const catalog::Constraint& constraint) {
  if (constraint.kind == Kind::not_null && !constraint.columns.empty()) {
    const auto* column = table.column(constraint.columns.front());
    return column != nullptr && column->not_null && column->not_null_valid;
  }
  const auto* own = table.constraint(constraint.name);
  return own != nullptr && own->kind == constraint.kind && own->validated;
}

/// NOT NULL … [NO] INHERIT (18, ATExecAlterConstrInheritability): children get the constraint and are
/// checked, or keep it as their own.
void alter_inheritance(const AlterContext& context, const catalog::Constraint& constraint, bool no_inherit) {
  if (constraint.no_inherit == no_inherit || constraint.columns.empty()) {
    return;
  }
  if (no_inherit) {
    context.lock_children(LockMode::access_exclusive);
    return;
  }
  context.lock(LockMode::access_exclusive);
  scan_unless_not_null(context, constraint.columns.front(), Reason::validates_not_null);
}

}  // namespace

const catalog::Constraint* known_constraint(const AlterContext& context, std::string_view name) {
  return context.relation() != nullptr ? context.relation()->constraint(name) : nullptr;
}

Target referenced_of(const Builder& builder, const catalog::Constraint& constraint) {
  if (const auto* relation = builder.catalog().get(constraint.referenced)) {
    return builder.target(*relation);
  }
  return builder.target(constraint.referenced_name, RelationKind::table);
}

void alter(const AlterContext& context, const sql::AlterConstraint& action) {
  auto& builder = context.builder;
  context.lock_partitions(LockMode::access_exclusive);
  if (!action.changes_enforceability && !action.changes_inherit) {
    return;
  }
  const auto* constraint = known_constraint(context, action.name);
  if (constraint == nullptr) {
    builder.unknown("the constraint is not in the history");
    return;
  }
  if (action.changes_inherit) {
    alter_inheritance(context, *constraint, action.no_inherit);
    return;
  }
  if (constraint->kind == Kind::check) {
    if (action.enforced) {
      context.work(WorkKind::scan, Reason::validates_check);
    }
    return;
  }
  if (action.enforced && constraint->enforced) {
    return;
  }
  const auto referenced = referenced_of(builder, *constraint);
  // NOT ENFORCED drops the triggers of both sides (RemoveTriggerById takes ACCESS EXCLUSIVE).
  builder.lock_partitions(referenced,
                          action.enforced ? LockMode::share_row_exclusive : LockMode::access_exclusive);
  if (!action.enforced || constraint->enforced) {
    return;
  }
  builder.work_on_storage(WorkKind::scan, Reason::validates_foreign_key, context.table, false);
  builder.work_on_storage(WorkKind::scan, Reason::validates_foreign_key, referenced, false);
}

void alter(const AlterContext& context, const sql::ValidateConstraint& action) {
  auto& builder = context.builder;
  const auto* constraint = known_constraint(context, action.name);
  if (constraint == nullptr) {
    if (validate_added(context, action.name)) {
      return;
    }
    context.lock(LockMode::share_update_exclusive);
    context.work(WorkKind::scan, Reason::validates_constraint);
    return;
  }
  if (constraint->validated) {
    builder.lock(context.table, LockMode::share_update_exclusive);
  } else if (constraint->kind == Kind::foreign_key) {
    validate_foreign_key(context, referenced_of(builder, *constraint));
  } else {
    context.lock(LockMode::share_update_exclusive);
    const bool descend = !context.only() && !constraint->no_inherit;
    for_each_storage(builder, *context.relation(), descend, [&](const catalog::Relation& table) {
      if (table.kind != RelationKind::foreign_table && !is_validated(table, *constraint)) {
        builder.work(WorkKind::scan, Reason::validates_constraint, table);
      }
    });
  }
}

}  // namespace migralint::effects
