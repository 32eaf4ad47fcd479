// What the families of apply_*.cpp share. Private to this folder.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catalog/apply.hpp"
#include "catalog/catalog.hpp"
#include "catalog/relation_kind.hpp"
#include "sql/statement.hpp"

namespace migralint::catalog {

using ConstraintKind = sql::Constraint::Kind;

/// One statement on its way into the catalog.
struct Applier {
  Catalog& catalog;
  const ApplyContext& context;
  Span range;  ///< of the whole statement

  [[nodiscard]] Origin origin() const { return at(range); }
  /// The statement's origin, narrowed to a part of it.
  [[nodiscard]] Origin at(Span part) const;
  void unknown() const { catalog.mark_incomplete(origin()); }
  /// The same where it is known in which schema the unknown thing is.
  void unknown_in(std::string_view schema) const { catalog.mark_incomplete_in(schema, origin()); }
  /// The same where it is in no schema, and such as others often make: a publication.
  void unknown_elsewhere() const { catalog.mark_incomplete_elsewhere(origin()); }
  /// Remembers a part of a relation that goes, or its old name.
  void part_gone(Gone::What what, RelationId owner, std::string_view name,
                 std::string_view new_name = {}) const;
  /// The same for anything with a name and a schema.
  void gone(Gone::What what, const sql::Name& name, std::string_view new_name = {}) const;
  [[nodiscard]] const Relation* get(RelationId id) const { return catalog.get(id); }
  [[nodiscard]] Relation& edit(RelationId id) const { return catalog.edit(id); }
  /// Where a new relation goes that says nothing about it; empty: the database's own tablespace. Temporary
  /// ones have a setting of their own, which is not looked at.
  [[nodiscard]] std::string_view default_tablespace(Persistence persistence) const {
    return persistence == Persistence::temporary ? std::string_view() : context.default_tablespace;
  }
};

// --- references (references.cpp)
// ----------------------------------------------------------------------------------

/// pg_catalog and the like: always there, never in the history.
bool is_system(const sql::Name& name);
bool is_builtin_type(std::string_view name);
/// Without those that come with the server.
std::vector<sql::Name> user_types(const Few<sql::Name>& types);
/// The relation meant. An unknown one makes the history incomplete and is assumed (no_relation: a system
/// relation, or an index, of which nothing could be assumed).
RelationId refer(Applier& applier, const sql::Name& name, RelationKind kind = RelationKind::table);
/// Tables that a query reads: unknown ones make the history incomplete, that is all.
void mention(Applier& applier, const std::vector<sql::RelationName>& names);
/// The column; when it is not known, it is added as an assumed one.
Column& assume_column(Applier& applier, Relation& relation, std::string_view name);
Column& push_column(Relation& relation, Column column);
/// Remembers which relation uses types and functions by name, for DROP and RENAME.
void note_type(Applier& applier, RelationId user, const sql::TypeName& type);
/// `id` and, unless `only`, its partitions and inheritance children of all levels.
std::vector<RelationId> family(const Applier& applier, RelationId id, bool only);
void erase_value(std::vector<RelationId>& ids, RelationId id);
void erase_value(Few<RelationId>& ids, RelationId id);

// --- functions (functions.cpp)
/// A call of a function that may change the schema: from here on the history does not show everything.
void call(Applier& applier, const sql::Name& function);

// --- expressions (expressions.cpp)
// --------------------------------------------------------------------------------

bool mentions_column(const sql::ExprPtr& expr, std::string_view column);
sql::ExprPtr rename_column_in(const sql::ExprPtr& expr, std::string_view from, std::string_view to);
/// `from` and `to` with their schemas.
sql::ExprPtr rename_calls_in(const sql::ExprPtr& expr, const sql::Name& from, const sql::Name& to);
/// The sequence of a nextval('…') default as written; empty when the default is something else.
sql::Name sequence_of_default(const sql::ExprPtr& expr);
sql::ExprPtr nextval_of(const sql::Name& sequence);
/// False for a missing default and for NULL in any spelling.
bool gives_value(const sql::ExprPtr& expr);

// --- names (choose_name.cpp)
// --------------------------------------------------------------------------------------

/// ChooseIndexNameAddition: the columns of a generated name.
std::string join_columns(const std::vector<std::string>& columns);
std::string choose_relation_name(const Applier& applier, const Relation& table, std::string_view columns,
                                 std::string_view label, bool for_constraint);
/// Unlike names that are written, generated ones are unique in the whole schema.
std::string choose_constraint_name(const Applier& applier, const Relation& table, std::string_view columns,
                                   std::string_view label);

// --- constraints and indexes (constraints.cpp, indexes.cpp)
// -------------------------------------------------------

/// Adds a constraint to a table and, where PostgreSQL does that, to its children.
void add_constraint(Applier& applier, RelationId table, const sql::Constraint& definition,
                    const Origin& origin, bool only);
struct NotNull {
  std::string name;  ///< empty: chosen
  bool valid = true;
  bool no_inherit = false;
};
/// Marks the column; from 18 on this is a constraint with a name.
void set_not_null(Applier& applier, RelationId table, std::string_view column, const NotNull& how,
                  const Origin& origin);
void push_constraint(Applier& applier, RelationId table, Constraint constraint);
void push_foreign_key(Applier& applier, RelationId table, Constraint constraint);
/// Takes the constraint out with its index; what depends on it goes when `cascade` is set.
void remove_constraint(Applier& applier, RelationId table, std::string name, bool cascade, bool only = false);

struct NewIndex {
  Index index;
  std::string name;  ///< empty: chosen
  const Constraint* constraint =
      nullptr;  ///< the constraint to make with it; its name and index are filled in
  std::string tablespace;
  bool only = false;
  Origin origin;
};
/// Makes an index and, on a partitioned table, those of the partitions.
RelationId build_index(Applier& applier, RelationId table, NewIndex what, RelationId parent);
/// Gives `table` the index that it needs as a partition: an equal one it has, or a new one. From 17 on a new
/// partition's constraint must be of the parent's kind; a new constraint of the parent takes either kind.
enum class IndexMatch : std::uint8_t { new_partition, new_index };
void match_parent_index(Applier& applier, RelationId table, RelationId parent_index, IndexMatch match,
                        const Origin& origin);
/// A partitioned index made ON ONLY becomes valid when every partition has its own.
void revalidate_partitioned_index(Applier& applier, RelationId index);

// --- tables (create_table.cpp, storage.cpp, columns.cpp, partitions.cpp)
// -------------------------------------------------------

/// Fills in the tablespace and access method that are not written: the parent's, or those of the settings.
void choose_storage(const Applier& applier, Relation& table, const Relation* partition_of);
/// `int4` for `serial`; nothing for other types.
std::string_view serial_base(const sql::TypeName& type);
/// "integer" for int4, as SequenceOptions and \d spell it.
std::string_view sequence_type_of(std::string_view type);
/// Its type is settled, its sequence and constraints are not made yet: finish_column().
Column make_column(const Applier& applier, const sql::ColumnDefinition& definition, const Origin& origin);
/// The sequence, type notes and constraints of a column that is in the table already.
void finish_column(Applier& applier, RelationId table, const sql::ColumnDefinition& definition,
                   const Origin& origin);
RelationId add_owned_sequence(Applier& applier, RelationId table, std::string_view column,
                              const Origin& origin);
void own_sequence(Applier& applier, RelationId sequence, RelationId table, std::string_view column);
void disown_sequence(Applier& applier, RelationId sequence);
void note_default(Applier& applier, RelationId table, const sql::ExprPtr& expr);
/// Takes away the defaults that call nextval() of `sequence`.
void drop_sequence_defaults(Applier& applier, const Relation& sequence);
/// Renames a sequence, also in the defaults that use it.
void move_sequence(Applier& applier, RelationId id, std::string schema, std::string name);
/// What a partition gets from its parent: constraints, indexes, row triggers; links both.
void link_partition(Applier& applier, RelationId parent, RelationId child, const sql::PartitionBound& bound,
                    const Origin& origin);
void unlink_partition(Applier& applier, RelationId child);
void link_child(Applier& applier, RelationId parent, RelationId child);
void unlink_child(Applier& applier, RelationId parent, RelationId child);

// --- drops (drop_relation.cpp, drop_column.cpp)
// -------------------------------------------------------------------

void drop_relation(Applier& applier, RelationId id, bool cascade);
/// What a relation that is gone is a partition or child of no longer has it.
void unlink_parents(Catalog& catalog, const Relation& relation);
/// Drops what a statement that succeeds shows not to be there: what the catalog believed was wrong.
void give_up_relation(Applier& applier, RelationId id);
void drop_column(Applier& applier, RelationId table, std::string column, bool cascade);
/// RENAME COLUMN, on children too.
void rename_columns(Applier& applier, const sql::Rename& rename, RelationId id);
/// Of a function, in all expressions and queries. Both names with their schemas; no other is called `from`.
void rename_calls_of(Applier& applier, const sql::Name& from, const sql::Name& to);
/// The view's links to what it reads.
void set_reads(Applier& applier, RelationId view, std::vector<RelationId> reads);
void drop_statistics(Applier& applier, const sql::Name& name);
/// To another schema, or another name in it; the empty one stays as it is.
void move_statistics(Applier& applier, const sql::Name& name, const std::string& schema,
                     const std::string& new_name);
/// Columns of the type, anywhere.
void drop_type_users(Applier& applier, const sql::Name& type);
/// A column's type, before it is stored: with its schema where the bare name alone may say something else
/// later, under another search_path.
void settle_type(const Applier& applier, sql::TypeName& type);
/// Calls `change` with each relation and index of a column in it whose type is `type` (qualified).
void for_type_users(Applier& applier, const sql::Name& type,
                    const std::function<void(RelationId, std::size_t)>& change);
inline std::optional<sql::Name> resolve_type(const Applier& applier, const sql::Name& name) {
  return resolve_type(applier.catalog, name);
}

// --- one function a statement
// -------------------------------------------------------------------------------------

void apply_to(Applier& applier, const sql::CreateTable& create);
void apply_to(Applier& applier, const sql::CreateTableAs& create);
void apply_to(Applier& applier, const sql::AlterTable& alter);
void apply_to(Applier& applier, const sql::CreateIndex& create);
void apply_to(Applier& applier, const sql::Reindex& reindex);
void apply_to(Applier& applier, const sql::Drop& drop);
void apply_to(Applier& applier, const sql::Rename& rename);
void apply_to(Applier& applier, const sql::SetSchema& set);
void apply_to(Applier& applier, const sql::SetOwner& set);
void apply_to(Applier& applier, const sql::CreateView& create);
void apply_to(Applier& applier, const sql::RefreshMaterializedView& refresh);
void apply_to(Applier& applier, const sql::CreateSequence& create);
void apply_to(Applier& applier, const sql::AlterSequence& alter);
void apply_to(Applier& applier, const sql::CreateSchema& create);
void apply_to(Applier& applier, const sql::CreateExtension& create);
void apply_to(Applier& applier, const sql::CreateEnum& create);
void apply_to(Applier& applier, const sql::AlterEnum& alter);
void apply_to(Applier& applier, const sql::CreateType& create);
void apply_to(Applier& applier, const sql::CreateOperator& create);
void apply_to(Applier& applier, const sql::CreateCast& create);
void apply_to(Applier& applier, const sql::CreateDomain& create);
void apply_to(Applier& applier, const sql::AlterDomain& alter);
void apply_to(Applier& applier, const sql::CreateFunction& create);
void apply_to(Applier& applier, const sql::AlterFunction& alter);
void apply_to(Applier& applier, const sql::CreateTrigger& create);
void apply_to(Applier& applier, const sql::CreatePolicy& create);
void apply_to(Applier& applier, const sql::AlterPolicy& alter);
void apply_to(Applier& applier, const sql::CreateRule& create);
void apply_to(Applier& applier, const sql::CreateStatistics& create);
void apply_to(Applier& applier, const sql::CreatePublication& create);
void apply_to(Applier& applier, const sql::AlterPublication& alter);
void apply_to(Applier& applier, const sql::Comment& comment);
void apply_to(Applier& applier, const sql::Grant& grant);
void apply_to(Applier& applier, const sql::DropOwned& drop);
void apply_to(Applier& applier, const sql::Insert& insert);
void apply_to(Applier& applier, const sql::Update& update);
void apply_to(Applier& applier, const sql::Delete& statement);
void apply_to(Applier& applier, const sql::Merge& merge);
void apply_to(Applier& applier, const sql::Select& select);
void apply_to(Applier& applier, const sql::Call& statement);
void apply_to(Applier& applier, const sql::Copy& copy);
void apply_to(Applier& applier, const sql::Truncate& truncate);
void apply_to(Applier& applier, const sql::LockTable& lock);
void apply_to(Applier& applier, const sql::Vacuum& vacuum);
void apply_to(Applier& applier, const sql::Cluster& cluster);
void apply_to(Applier& applier, const sql::Discard& discard);

/// The action of ALTER TABLE on one relation (alter_table.cpp, alter_column.cpp).
struct AlterTarget {
  RelationId id = no_relation;
  bool only = false;
  Origin origin;  ///< of the action
};
void alter(Applier& applier, const AlterTarget& target, const sql::AddColumn& action);
void alter(Applier& applier, const AlterTarget& target, const sql::DropColumn& action);
void alter(Applier& applier, const AlterTarget& target, const sql::AlterColumnType& action);
void alter(Applier& applier, const AlterTarget& target, const sql::SetDefault& action);
void alter(Applier& applier, const AlterTarget& target, const sql::DropDefault& action);
void alter(Applier& applier, const AlterTarget& target, const sql::SetNotNull& action);
void alter(Applier& applier, const AlterTarget& target, const sql::DropNotNull& action);
void alter(Applier& applier, const AlterTarget& target, const sql::SetExpression& action);
void alter(Applier& applier, const AlterTarget& target, const sql::DropExpression& action);
void alter(Applier& applier, const AlterTarget& target, const sql::AddIdentity& action);
void alter(Applier& applier, const AlterTarget& target, const sql::SetIdentity& action);
void alter(Applier& applier, const AlterTarget& target, const sql::DropIdentity& action);
void alter(Applier& applier, const AlterTarget& target, const sql::AddConstraint& action);
void alter(Applier& applier, const AlterTarget& target, const sql::AlterConstraint& action);
void alter(Applier& applier, const AlterTarget& target, const sql::ValidateConstraint& action);
void alter(Applier& applier, const AlterTarget& target, const sql::DropConstraint& action);
void alter(Applier& applier, const AlterTarget& target, const sql::AttachPartition& action);
void alter(Applier& applier, const AlterTarget& target, const sql::DetachPartition& action);
void alter(Applier& applier, const AlterTarget& target, const sql::AddInherit& action);
void alter(Applier& applier, const AlterTarget& target, const sql::DropInherit& action);
void alter(Applier& applier, const AlterTarget& target, const sql::ReplicaIdentity& action);
void alter(Applier& applier, const AlterTarget& target, const sql::TableSetting& action);
void alter(Applier& applier, const AlterTarget& target, const sql::OtherAction& action);

}  // namespace migralint::catalog
