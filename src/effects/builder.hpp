// Collects the effects of one statement. Every statement family writes through it, so that a relation that is
// not in the history, one made in this transaction and an ordinary one are told apart in one place.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "catalog/relation_kind.hpp"
#include "effects/effects.hpp"

namespace migralint::effects {

/// A relation as a statement means it: from the catalog, or assumed to exist because the history does not
/// show it.
struct Target {
  const catalog::Relation* relation = nullptr;  ///< null: not in the history
  sql::Name name;                               ///< qualified; set only when `relation` is null
  RelationKind kind = RelationKind::table;
  bool existing = true;

  [[nodiscard]] sql::Name qualified() const { return relation != nullptr ? relation->qualified() : name; }
  [[nodiscard]] bool is(RelationKind other) const { return kind == other; }
};

class Builder {
 public:
  explicit Builder(const Environment& environment) : environment_(environment) {}

  [[nodiscard]] const Environment& environment() const { return environment_; }
  [[nodiscard]] const catalog::Catalog& catalog() const { return environment_.catalog; }
  [[nodiscard]] int version() const { return environment_.pg_version; }

  /// What `name` means now; `assumed` is the kind of a relation that is not in the history.
  [[nodiscard]] Target target(const sql::Name& name, RelationKind assumed) const;
  [[nodiscard]] Target target(const catalog::Relation& relation) const;
  /// True when a complete history shows that there is no such relation: IF EXISTS does nothing then.
  [[nodiscard]] bool certainly_absent(const sql::Name& name) const;

  /// Locks and work from here on are those of sub-command `part`.
  void set_part(std::uint16_t part) { part_ = part; }

  void lock(const Target& target, LockMode mode, Until until = Until::transaction);
  void lock(const catalog::Relation& relation, LockMode mode, Until until = Until::transaction);
  void lock(RelationId id, LockMode mode, Until until = Until::transaction);
  /// A relation that the statement itself makes.
  void lock_new(const sql::Name& qualified, RelationKind kind);
  /// Foreign keys to the table or, when it is a partition, to a table above it: these are keys to its rows
  /// too.
  [[nodiscard]] std::vector<std::pair<const catalog::Relation*, const catalog::Constraint*>> references(
      const catalog::Relation& table) const;
  /// The descendants of the target: partitions and inheritance children, all levels.
  void lock_descendants(const Target& target, LockMode mode, Until until = Until::transaction);
  void lock_tree(const Target& target, LockMode mode, Until until = Until::transaction);
  /// The table itself, and its partitions if it is partitioned; plain inheritance children are left alone.
  void lock_partitions(const Target& target, LockMode mode, Until until = Until::transaction);
  void lock_indexes(const catalog::Relation& table, LockMode mode, Until until = Until::transaction);
  void lock_owned_sequences(const catalog::Relation& table, std::string_view column, LockMode mode);
  /// Sequences OWNED BY the column, or by any column when it is empty.
  [[nodiscard]] std::vector<const catalog::Relation*> owned_sequences(const catalog::Relation& table,
                                                                      std::string_view column) const;

  void work(WorkKind kind, Reason reason, const Target& target, bool whole = true);
  void work(WorkKind kind, Reason reason, const catalog::Relation& relation) {
    work(kind, reason, target(relation));
  }
  /// The same on the relation, or on every leaf below it when it is partitioned: rows live in leaves only.
  void work_on_storage(WorkKind kind, Reason reason, const Target& target, bool with_inheritance);
  void index_work(WorkKind kind, Reason reason, sql::Name index, RelationId id, const Target& table);
  void index_work(WorkKind kind, Reason reason, const catalog::Relation& index);

  /// The statement drops a relation of this name before it makes another: the name can be chosen again.
  void free_name(std::string_view name) { freed_.emplace_back(name); }
  [[nodiscard]] bool frees_name(std::string_view name) const {
    return std::find(freed_.begin(), freed_.end(), name) != freed_.end();
  }

  /// The work noted for this reason may turn out not to be needed.
  void assume(Reason reason);
  void refuse_transaction_block() { effects_.refuses_transaction_block = true; }
  void unknown(std::string because);
  Effects take() { return std::move(effects_); }

 private:
  [[nodiscard]] bool existing(const catalog::Relation& relation) const;
  void add_lock(RelationId id, sql::Name name, RelationKind kind, LockMode mode, Until until, bool existing);

  const Environment& environment_;
  Effects effects_;
  std::uint16_t part_ = whole_statement;
  std::vector<std::string> freed_;
};

/// Calls `visit` with the relation itself (when it has storage) and every descendant that has.
template <class Visit>
void for_each_storage(const Builder& builder, const catalog::Relation& relation, bool descend,
                      Visit&& visit) {
  if (relation.kind != RelationKind::partitioned_table) {
    visit(relation);
  }
  if (!descend) {
    return;
  }
  for (const auto* child : builder.catalog().descendants(relation.id)) {
    if (child->kind != RelationKind::partitioned_table) {
      visit(*child);
    }
  }
}

using catalog::relation_kind;

// One entry point a statement family. Each takes the statement struct and writes to the builder.
void add_effects(Builder& builder, const sql::CreateIndex& statement);
void add_effects(Builder& builder, const sql::Reindex& statement);
void add_effects(Builder& builder, const sql::AlterTable& statement);
void add_effects(Builder& builder, const sql::CreateTable& statement);
void add_effects(Builder& builder, const sql::CreateTableAs& statement);
void add_effects(Builder& builder, const sql::Drop& statement);
void add_effects(Builder& builder, const sql::DropOwned& statement);
void add_effects(Builder& builder, const sql::ReassignOwned& statement);
void add_effects(Builder& builder, const sql::Truncate& statement);
void add_effects(Builder& builder, const sql::Rename& statement);
void add_effects(Builder& builder, const sql::SetSchema& statement);
void add_effects(Builder& builder, const sql::SetOwner& statement);
void add_effects(Builder& builder, const sql::MoveAll& statement);
void add_effects(Builder& builder, const sql::CreateView& statement);
void add_effects(Builder& builder, const sql::RefreshMaterializedView& statement);
void add_effects(Builder& builder, const sql::CreateSequence& statement);
void add_effects(Builder& builder, const sql::AlterSequence& statement);
void add_effects(Builder& builder, const sql::AlterExtension& statement);
void add_effects(Builder& builder, const sql::AlterDomain& statement);
void add_effects(Builder& builder, const sql::CreateFunction& statement);
void add_effects(Builder& builder, const sql::CreateTrigger& statement);
void add_effects(Builder& builder, const sql::CreatePolicy& statement);
void add_effects(Builder& builder, const sql::AlterPolicy& statement);
void add_effects(Builder& builder, const sql::CreateRule& statement);
void add_effects(Builder& builder, const sql::CreateStatistics& statement);
void add_effects(Builder& builder, const sql::DependsOnExtension& statement);
void add_effects(Builder& builder, const sql::CreatePublication& statement);
void add_effects(Builder& builder, const sql::AlterPublication& statement);
void add_effects(Builder& builder, const sql::CreateSubscription& statement);
void add_effects(Builder& builder, const sql::AlterSubscription& statement);
void add_effects(Builder& builder, const sql::DropSubscription& statement);
void add_effects(Builder& builder, const sql::Comment& statement);
void add_effects(Builder& builder, const sql::Grant& statement);
void add_effects(Builder& builder, const sql::Transaction& statement);
void add_effects(Builder& builder, const sql::Insert& statement);
void add_effects(Builder& builder, const sql::Update& statement);
void add_effects(Builder& builder, const sql::Delete& statement);
void add_effects(Builder& builder, const sql::Merge& statement);
void add_effects(Builder& builder, const sql::Select& statement);
void add_effects(Builder& builder, const sql::Copy& statement);
void add_effects(Builder& builder, const sql::LockTable& statement);
void add_effects(Builder& builder, const sql::Vacuum& statement);
void add_effects(Builder& builder, const sql::Cluster& statement);
void add_effects(Builder& builder, const sql::Do& statement);
void add_effects(Builder& builder, const sql::Call& statement);
void add_effects(Builder& builder, const sql::Prepare& statement);
void add_effects(Builder& builder, const sql::SetConstraints& statement);
void add_effects(Builder& builder, const sql::DatabaseStatement& statement);
void add_effects(Builder& builder, const sql::TablespaceStatement& statement);
void add_effects(Builder& builder, const sql::AlterSystem& statement);
void add_effects(Builder& builder, const sql::Discard& statement);
void add_effects(Builder& builder, const sql::Other& statement);

// Shared between families.
/// ACCESS SHARE on relations that a query names which is not run, and on what the views among them read, if
/// `expand_views`.
void lock_sources(Builder& builder, const std::vector<sql::RelationName>& sources, bool expand_views);
/// The tables behind the sources: reads of whole tables, with views opened.
void read_sources(Builder& builder, const std::vector<sql::RelationName>& sources, WorkKind kind);
/// The referenced side of a new foreign key: SHARE ROW EXCLUSIVE on it and on its partitions.
Target lock_referenced(Builder& builder, const sql::RelationName& referenced);
/// The other side of a foreign key of `table` that goes away: ACCESS EXCLUSIVE.
void lock_dropped_foreign_key(Builder& builder, const catalog::Constraint& constraint);
/// The effects of adding a partition that both CREATE TABLE … PARTITION OF and ATTACH PARTITION have: the
/// DEFAULT partition, and the tables tied to the parent by foreign keys.
void add_default_partition_effects(Builder& builder, const Target& parent, const sql::PartitionBound& bound);
void lock_referencing_tables(Builder& builder, const Target& parent);

}  // namespace migralint::effects
