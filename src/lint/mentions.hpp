// What a statement mentions, wherever it stands in it: types, functions, new names.
#pragma once

#include <string_view>
#include <vector>

#include "base/function_ref.hpp"
#include "sql/statement.hpp"

namespace migralint::lint::mentions {

/// A column that gets this type: CREATE TABLE, ADD COLUMN, ALTER COLUMN TYPE.
struct ColumnType {
  const sql::RelationName& table;
  std::string_view column;
  const sql::TypeName& type;
  Span span;         ///< of the type where it is known, else of the column
  Span sub_command;  ///< the column's definition, or the action of ALTER TABLE
};
void each_column_type(const sql::Statement& statement, FunctionRef<void(const ColumnType&)> visit);

/// A function that is called.
struct Call {
  sql::Name name;
  Span span;
};
/// Refers to the statement's own types: gone when it is.
struct Uses {
  std::vector<const sql::TypeName*> types;  ///< of columns, attributes, domains, arguments, results and casts
  std::vector<Call> calls;                  ///< in defaults, checks, keys, predicates, policies and queries
};
Uses uses_of(const sql::Statement& statement);

/// A name that the statement gives to something, as PostgreSQL will keep it.
struct NewName {
  std::string_view kind;  ///< "table", "column", "index", …: the words of naming/convention's options
  sql::Name name;         ///< the schema where it is written
  Span span;              ///< begins at the name where the tree shows it
  bool temporary = false;
};
void each_new_name(const sql::Statement& statement, FunctionRef<void(const NewName&)> visit);

}  // namespace migralint::lint::mentions
