// Columns: ADD, DROP, defaults, NOT NULL, generated expressions, identity. Facts: addcol.*, dropcol.*,
// altcol.* of the measured forms.
#include <algorithm>

#include "effects/alter_table.hpp"
#include "effects/cascade.hpp"
#include "effects/cascade_uses.hpp"
#include "effects/indexes.hpp"
#include "effects/judgements.hpp"

namespace migralint::effects {
namespace {

using catalog::Column;
using catalog::Relation;
using Kind = sql::Constraint::Kind;

/// What an inline constraint of ADD COLUMN costs. The new column is empty unless it has a default; a rewrite
/// of the same statement checks CHECK and NOT NULL on its way, but that is a scan all the same.
void add_inline_constraint(const AlterContext& context, const sql::ColumnDefinition& column,
                           const sql::Constraint& constraint) {
  const auto& environment = context.builder.environment();
  switch (constraint.kind) {
    case Kind::check:
      if (!constraint.not_valid && constraint.enforced) {
        // What children do not inherit is not checked on their rows.
        const bool descend = !context.only() && !constraint.no_inherit;
        context.builder.work_on_storage(WorkKind::scan, Reason::validates_check, context.table, descend);
      }
      break;
    case Kind::unique:
    case Kind::primary_key:
    case Kind::exclusion:
      add_unique(context, constraint);
      break;
    case Kind::foreign_key: {
      // Any expression in the column's definition is a reason to check the rows, even a written DEFAULT NULL;
      // an identity and the default of a domain are not (raw_default in transformAlterTableStmt, measured).
      const bool has_expression = column.find(Kind::default_value) != nullptr || is_serial(column.type) ||
                                  column.find(Kind::generated) != nullptr;
      const bool checks = constraint.enforced && has_expression;
      add_foreign_key(context, constraint, checks,
                      checks && gives_existing_rows_a_value(column, environment));
      break;
    }
    case Kind::not_null: {
      // A virtual column has no stored value that could be known to be there.
      const auto* generated = column.find(Kind::generated);
      const bool is_virtual =
          generated != nullptr && generated->generated_virtual && environment.pg_version >= 18;
      // Without a value the scan is what finds the first row that refuses the column.
      if (is_virtual || !gives_existing_rows_a_value(column, environment)) {
        context.work(WorkKind::scan, Reason::validates_not_null);
      }
      break;
    }
    default:
      break;
  }
}

void add_inline_constraints(const AlterContext& context, const sql::ColumnDefinition& column) {
  for (const auto& constraint : column.constraints) {
    add_inline_constraint(context, column, constraint);
  }
}

/// DEFAULT nextval('s'): the sequence is advanced for every row.
void lock_sequence_of_default(const AlterContext& context, const sql::ColumnDefinition& column) {
  const auto* written = column.find(Kind::default_value);
  if (written == nullptr || written->expr == nullptr) {
    return;
  }
  for (const auto& sequence : sequences_advanced_by(context.builder, *written->expr)) {
    context.builder.lock(context.builder.target(sequence, RelationKind::sequence), LockMode::row_exclusive);
  }
}

/// What the SQL functions in a default read: it is worked out for the rows that exist, once or for each. One
/// that reads a table is not put in the place of its call.
void read_by_default(const AlterContext& context, const sql::ColumnDefinition& column) {
  const auto* written = column.find(Kind::default_value);
  if (written == nullptr || written->expr == nullptr) {
    return;
  }
  written->expr->walk([&](const sql::Expr& expr) {
    const auto* functions = expr.kind == sql::Expr::Kind::function
                                ? context.builder.catalog().find_functions({expr.schema, expr.name, {}})
                                : nullptr;
    if (functions == nullptr) {
      return;
    }
    for (const auto& function : *functions) {
      const auto* select =
          function.body_statement != nullptr ? function.body_statement->as<sql::Select>() : nullptr;
      if (select != nullptr && function.language == "sql") {
        read_sources(context.builder, select->relations, WorkKind::scan);
      }
    }
  });
}

}  // namespace

void alter(const AlterContext& context, const sql::AddColumn& action) {
  context.builder.lock(context.table, LockMode::access_exclusive);
  context.lock_below(LockMode::access_exclusive,
                     [&](const Relation& child) { return child.column(action.column.name) != nullptr; });
  if (action.if_not_exists && context.column(action.column.name) != nullptr) {
    // Constraints were sub-commands of their own until 13, and ran although the column was there.
    if (context.builder.version() < 13) {
      add_inline_constraints(context, action.column);
    }
    return;
  }
  const auto rewrites = add_column_rewrites(action.column, context.builder.environment());
  if (rewrites) {
    context.work(WorkKind::rewrite, *rewrites);
    lock_sequence_of_default(context, action.column);
  }
  read_by_default(context, action.column);
  add_inline_constraints(context, action.column);
}

void alter(const AlterContext& context, const sql::DropColumn& action) {
  auto& builder = context.builder;
  const auto* relation = context.relation();
  const bool absent = action.if_exists && relation != nullptr && relation->columns_complete &&
                      relation->column(action.column) == nullptr;
  if (absent) {
    builder.lock(context.table, LockMode::access_exclusive);
    return;
  }
  context.lock(LockMode::access_exclusive);
  if (relation == nullptr) {
    return;
  }
  Cascade goes(builder);
  goes.drop_column(*relation, action.column, action.cascade);
  if (context.only()) {
    context.lock_children(LockMode::access_exclusive);  // they keep the column as their own
    return;
  }
  for (const auto* child : builder.catalog().descendants(relation->id)) {
    goes.drop_column(*child, action.column, action.cascade);
  }
}

void alter(const AlterContext& context, const sql::SetDefault&) { context.lock(LockMode::access_exclusive); }
void alter(const AlterContext& context, const sql::DropDefault&) { context.lock(LockMode::access_exclusive); }
void alter(const AlterContext& context, const sql::DropNotNull&) {
  context.lock(LockMode::access_exclusive);
  // From 18 on NOT NULL is a constraint, and a partition keeps its parent's as its own.
  if (context.only() && context.builder.version() >= 18) {
    context.lock_children(LockMode::access_exclusive);
  }
}
void alter(const AlterContext& context, const sql::DropExpression&) {
  context.lock(LockMode::access_exclusive);
}

namespace {

bool is_proved(const AlterContext& context, const Relation& table, std::string_view column) {
  const auto rest = context.after_drops(table);
  const auto proof = prove_not_null(rest ? *rest : table, column, context.builder.version());
  return proof.kind != NotNullProof::Kind::none;
}

}  // namespace

void scan_unless_not_null(const AlterContext& context, const std::string& column, Reason reason) {
  auto& builder = context.builder;
  if (context.relation() == nullptr) {
    builder.work(WorkKind::scan, reason, context.table);
    return;
  }
  const bool descend = !context.only();
  for_each_storage(builder, *context.relation(), descend, [&](const Relation& table) {
    if (table.kind == RelationKind::foreign_table) {
      return;
    }
    bool proved = is_proved(context, table, column);
    // A partition has the checks of its parents.
    for (const auto* parent = builder.catalog().get(table.partition_of); !proved && parent != nullptr;
         parent = builder.catalog().get(parent->partition_of)) {
      proved = is_proved(context, *parent, column);
    }
    if (!proved) {
      builder.work(WorkKind::scan, reason, table);
    }
  });
}

void alter(const AlterContext& context, const sql::SetNotNull& action) {
  context.builder.lock(context.table, LockMode::access_exclusive);
  // From 18 on it is a constraint, and a child that has it has it on all of its own children.
  context.lock_below(LockMode::access_exclusive, [&](const Relation& child) {
    const auto* column = child.column(action.column);
    return context.builder.version() >= 18 && column != nullptr && column->not_null && column->not_null_valid;
  });
  if (context.only() && context.table.is(RelationKind::partitioned_table)) {
    context.lock_children(LockMode::access_exclusive);  // they must have it already
  }
  scan_unless_not_null(context, action.column, Reason::validates_not_null);
}

void alter(const AlterContext& context, const sql::SetExpression& action) {
  context.lock(LockMode::access_exclusive);
  const auto* column = context.column(action.column);
  const bool is_virtual = column != nullptr && column->generated_virtual;
  if (!is_virtual) {
    context.work(WorkKind::rewrite, Reason::sets_expression);
  }
  if (context.relation() == nullptr) {
    return;
  }
  recheck_foreign_keys(context, *context.relation(), action.column, true);
  if (!context.only()) {
    for (const auto* child : context.builder.catalog().descendants(context.relation()->id)) {
      recheck_foreign_keys(context, *child, action.column, true);
    }
  }
}

void alter(const AlterContext& context, const sql::AddIdentity&) {
  if (context.builder.version() >= 17) {
    context.lock_partitions(LockMode::access_exclusive);
  } else {
    context.builder.lock(context.table, LockMode::access_exclusive);
  }
}

void alter(const AlterContext& context, const sql::SetIdentity& action) {
  alter(context, sql::AddIdentity{});
  if (context.relation() != nullptr) {
    context.builder.lock_owned_sequences(*context.relation(), action.column, LockMode::share_row_exclusive);
  }
}

void alter(const AlterContext& context, const sql::DropIdentity& action) {
  alter(context, sql::AddIdentity{});
  const auto* column = context.column(action.column);
  if (column != nullptr && column->identity) {
    context.builder.lock_owned_sequences(*context.relation(), action.column, LockMode::access_exclusive);
  }
}

}  // namespace migralint::effects
