// CREATE TABLE: the new table is nobody's business, the tables that it is tied to are. Facts: ct.* and
// part.create_partition_of* of the measured forms.
#include "effects/builder.hpp"

namespace migralint::effects {
namespace {

using Kind = sql::Constraint::Kind;

void lock_referenced_by(Builder& builder, const sql::Name& table,
                        const std::vector<sql::Constraint>& constraints) {
  for (const auto& constraint : constraints) {
    if (constraint.kind != Kind::foreign_key) {
      continue;
    }
    const bool self =
        constraint.referenced->name == table.name &&
        (constraint.referenced->schema.empty() || constraint.referenced->schema == table.schema);
    if (!self) {
      lock_referenced(builder, constraint.referenced);
    }
  }
}

void add_partition(Builder& builder, const sql::CreateTable& statement) {
  const auto parent = builder.target(*statement.partition_of, RelationKind::partitioned_table);
  builder.lock(parent, LockMode::access_exclusive);
  if (statement.bound) {
    add_default_partition_effects(builder, parent, *statement.bound);
  }
  lock_referencing_tables(builder, parent);
  if (parent.relation == nullptr) {
    return;
  }
  for (const auto& constraint : parent.relation->constraints) {
    if (constraint.kind != Kind::foreign_key) {
      continue;
    }
    if (const auto* referenced = builder.catalog().get(constraint.referenced)) {
      builder.lock_partitions(builder.target(*referenced), LockMode::share_row_exclusive);
    }
  }
}

}  // namespace

void add_effects(Builder& builder, const sql::CreateTable& statement) {
  if (statement.if_not_exists) {
    const auto* present = builder.catalog().find(builder.catalog().qualify(statement.table));
    if (present != nullptr) {
      return;
    }
  }
  sql::Name name = statement.table;
  if (name.schema.empty()) {
    name.schema = statement.table.temporary ? "pg_temp" : builder.catalog().creation_schema();
  }
  builder.lock_new(name, statement.foreign ? RelationKind::foreign_table
                         : statement.partition_by.strategy != sql::PartitionStrategy::none
                             ? RelationKind::partitioned_table
                             : RelationKind::table);
  if (statement.partition_of) {
    add_partition(builder, statement);
  }
  for (const auto& parent : statement.inherits) {
    builder.lock(builder.target(parent, RelationKind::table), LockMode::share_update_exclusive);
  }
  for (const auto& like : statement.likes) {
    const auto source = builder.target(like.source, RelationKind::table);
    if (!source.is(RelationKind::composite_type)) {
      builder.lock(source, LockMode::access_share);
    }
  }
  for (const auto& column : statement.columns) {
    lock_referenced_by(builder, name, column.constraints);
  }
  lock_referenced_by(builder, name, statement.constraints);
}

}  // namespace migralint::effects
