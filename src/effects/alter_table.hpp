// The sub-commands of ALTER TABLE. All of them see the schema as it was before the whole statement: one pass
// over the rows serves them all, so that what one sub-command adds proves nothing to another
// (ATRewriteTables).
#pragma once

#include <functional>
#include <optional>

#include "effects/builder.hpp"

namespace migralint::effects {

struct AlterContext {
  Builder& builder;
  const sql::AlterTable& statement;
  Target table;

  [[nodiscard]] bool only() const { return statement.table.only; }
  [[nodiscard]] const catalog::Relation* relation() const { return table.relation; }
  /// The column before the statement; null: the table or the column is not in the history.
  [[nodiscard]] const catalog::Column* column(std::string_view name) const {
    return table.relation != nullptr ? table.relation->column(name) : nullptr;
  }
  /// A column that an earlier sub-command of the same statement adds.
  [[nodiscard]] const sql::ColumnDefinition* added_column(std::string_view name) const;
  /// A constraint that the same statement adds.
  [[nodiscard]] const sql::Constraint* added_constraint(std::string_view name) const;
  /// What DROP COLUMN, DROP CONSTRAINT and DROP NOT NULL of the same statement leave of a table that it
  /// changes: they come first, wherever they are written (AT_PASS_DROP). Nothing: there are none.
  [[nodiscard]] std::optional<catalog::Relation> after_drops(const catalog::Relation& before) const;
  /// The lock on the table, and on its partitions and children unless ONLY is written.
  void lock(LockMode mode) const;
  /// The same without plain inheritance children, for what they do not inherit.
  void lock_partitions(LockMode mode) const;
  /// The tables and partitions directly below it.
  void lock_children(LockMode mode) const;
  /// The partitions and children of all levels, but nothing below one that has what the statement adds.
  void lock_below(LockMode mode, const std::function<bool(const catalog::Relation&)>& has_it) const;
  /// Work on the rows of the table and of what is below it, as `lock` covers it.
  void work(WorkKind kind, Reason reason) const;
};

// alter_table_columns.cpp
void alter(const AlterContext& context, const sql::AddColumn& action);
void alter(const AlterContext& context, const sql::DropColumn& action);
void alter(const AlterContext& context, const sql::SetDefault& action);
void alter(const AlterContext& context, const sql::DropDefault& action);
void alter(const AlterContext& context, const sql::SetNotNull& action);
void alter(const AlterContext& context, const sql::DropNotNull& action);
void alter(const AlterContext& context, const sql::SetExpression& action);
void alter(const AlterContext& context, const sql::DropExpression& action);
void alter(const AlterContext& context, const sql::AddIdentity& action);
void alter(const AlterContext& context, const sql::SetIdentity& action);
void alter(const AlterContext& context, const sql::DropIdentity& action);
/// SET NOT NULL and its kind: a scan of every table below that no proof covers.
void scan_unless_not_null(const AlterContext& context, const std::string& column, Reason reason);

// alter_table_type.cpp
void alter(const AlterContext& context, const sql::AlterColumnType& action);
/// Foreign keys of and to a column that changes are made again: their other side is locked, and when `checks`
/// is true both are read.
void recheck_foreign_keys(const AlterContext& context, const catalog::Relation& table,
                          std::string_view column, bool checks);

// alter_table_constraints.cpp
void alter(const AlterContext& context, const sql::AddConstraint& action);
void alter(const AlterContext& context, const sql::DropConstraint& action);
/// Which sides are read is the caller's business: ADD COLUMN without a default has nothing to check.
void add_foreign_key(const AlterContext& context, const sql::Constraint& constraint, bool scan_table,
                     bool scan_referenced);
void add_unique(const AlterContext& context, const sql::Constraint& constraint);
/// The partition's own key that becomes part of the parent's `key` (tryAttachPartitionForeignKey); null: it
/// has none. Before 18 one that is NOT VALID does not count. `top`: the parent, if the partition is one
/// already; what is between them may have the key for it.
const catalog::Constraint* adoptable_key(const Builder& builder, const catalog::Relation& partition,
                                         const catalog::Constraint& key,
                                         catalog::RelationId top = catalog::no_relation);
/// The other side of a key that becomes part of the parent's: its triggers go.
void lock_adopted_key(Builder& builder, const Target& referenced);

// alter_constraint.cpp
void alter(const AlterContext& context, const sql::AlterConstraint& action);
void alter(const AlterContext& context, const sql::ValidateConstraint& action);
/// A constraint of the table by name, from the schema before the statement; null: not in the history.
const catalog::Constraint* known_constraint(const AlterContext& context, std::string_view name);
/// The other side of a foreign key.
Target referenced_of(const Builder& builder, const catalog::Constraint& constraint);

// alter_table_partitions.cpp
void alter(const AlterContext& context, const sql::AttachPartition& action);
void alter(const AlterContext& context, const sql::DetachPartition& action);
void alter(const AlterContext& context, const sql::AddInherit& action);
void alter(const AlterContext& context, const sql::DropInherit& action);

// alter_table_settings.cpp
void alter(const AlterContext& context, const sql::ReplicaIdentity& action);
void alter(const AlterContext& context, const sql::TableSetting& action);
void alter(const AlterContext& context, const sql::OtherAction& action);
/// Storage parameters of tables and indexes that need ACCESS EXCLUSIVE; all others need SHARE UPDATE
/// EXCLUSIVE.
bool needs_access_exclusive(const std::string& option);
/// Whether the relation is known to be in that tablespace: then nothing is copied.
bool is_same_tablespace(const catalog::Relation& relation, const std::string& name);

}  // namespace migralint::effects
