// What a statement does to the schema.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"
#include "sql/statement.hpp"

namespace migralint::catalog {

struct ApplyContext {
  Origin origin;  ///< file, statement and transaction; spans of parts are filled in by apply()
  int pg_version = 15;
  bool certain = true;  ///< false: under a condition, or its error is caught, so it may not have happened
  std::string_view default_tablespace = {};           ///< the setting's value; empty: the database's own
  std::string_view default_table_access_method = {};  ///< likewise; empty: heap
};

/// Changes the catalog as PostgreSQL would if the statement succeeds. Transaction control and SET are the
/// session's. References to objects that are not in the history make the history incomplete and, for
/// relations, leave an `assumed` entry behind, so that what later statements say about it is remembered.
void apply(Catalog& catalog, const sql::Statement& statement, const ApplyContext& context);

/// Names as they are stored; one without a schema may be in any.
inline bool is_same_object(std::string_view schema, std::string_view name, const sql::Name& wanted) {
  return name == wanted.name && (schema.empty() || wanted.schema.empty() || schema == wanted.schema);
}
inline bool is_same_object(const sql::Name& stored, const sql::Name& wanted) {
  return is_same_object(stored.schema, stored.name, wanted);
}

/// Whether an expression calls a function of that name, in its schema where both have one.
bool calls(const sql::Expr& expr, const sql::Name& function);
/// Inline, because it is asked of every column of a history, and few have an expression.
inline bool calls(const sql::ExprPtr& expr, const sql::Name& function) {
  return expr != nullptr && calls(*expr, function);
}

/// The table is partitioned by that column: it cannot be dropped by itself, and its type, when dropped with
/// CASCADE, takes the whole table along (StorePartitionKey in src/backend/catalog/heap.c).
bool is_partitioned_by(const Relation& table, std::string_view column);

/// The type that a name means, qualified; nothing when it is not in the history.
std::optional<sql::Name> resolve_type(const Catalog& catalog, const sql::Name& name);
/// The same for the type that a column or domain was stored with, whatever search_path is by now: a bare name
/// that says nothing any more is one of public, because others are stored with their schema.
std::optional<sql::Name> stored_type(const Catalog& catalog, const sql::TypeName& type);

/// The name PostgreSQL gives to a constraint or index that has none (ChooseIndexName, ChooseConstraintName in
/// src/backend/commands): parts joined by '_', cut to 63 bytes, numbered until `taken` says no.
std::string choose_name(std::string_view table, std::string_view columns, std::string_view label,
                        const std::function<bool(std::string_view)>& taken);
/// Its middle part for an index, where expressions are "lower", "expr", "expr1", … (ChooseIndexColumnNames).
std::string index_name_columns(const std::vector<sql::IndexKey>& keys,
                               const std::vector<std::string>& including);
/// The keys of a PRIMARY KEY, UNIQUE or EXCLUDE constraint.
std::vector<sql::IndexKey> keys_of(const sql::Constraint& constraint);
/// The index that a statement makes, without its table and name.
Index index_of(const sql::CreateIndex& create);
/// What a valid unique index keeps apart in all rows: its columns. Empty: it is no such, or has expressions.
std::vector<std::string> unique_columns(const Relation* index);
/// One can be the other's part in a partition (CompareIndexInfo in src/backend/catalog/index.c), as far as
/// the catalog knows.
bool interchangeable(const Index& a, const Index& b);

/// A foreign key as it is written; what it references is still to be looked up.
Constraint foreign_key_of(const sql::Constraint& written);
/// Two foreign keys do the same to the same table (tryAttachPartitionForeignKey); the referenced columns
/// aside, which may not be known.
bool acts_alike(const Constraint& a, const Constraint& b);

}  // namespace migralint::catalog
