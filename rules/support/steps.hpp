// Steps that several safe forms take.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "lint/context.hpp"

namespace migralint::steps {

/// "DROP CONSTRAINT IF EXISTS c CASCADE, " of those that the statement drops and whose place the new
/// constraint takes (the same name, or the primary key), so that the safe form can do so, too; otherwise
/// empty.
std::string drops_before(const sql::AlterTable& alter, const sql::Constraint& constraint,
                         const lint::Context& context);
/// " DEFERRABLE INITIALLY DEFERRED" as the constraint says; may be empty.
std::string_view deferral(const sql::Constraint& constraint);
/// `ALTER TABLE` statement that adds a constraint, when the catalog says that the table has none of that
/// name. `table` as it is to be written.
std::string unless_there(std::string_view table, std::string_view constraint, std::string_view statement);

/// What makes columns NOT NULL without a scan under a strong lock, in three files. From 18 on a NOT NULL
/// constraint can itself be NOT VALID, and `set` is empty.
struct NotNull {
  std::string add;
  std::string validate;
  std::string set;
};
NotNull not_null(const sql::AlterTable& alter, const std::vector<std::string>& columns,
                 const lint::Context& context);
/// The constraint that this takes: dropped where it is there already, so it has a name that nobody else
/// gives where not all names are known.
std::string not_null_name(const sql::AlterTable& alter, const std::string& column,
                          const lint::Context& context);
/// `c integer DEFAULT 0`: a column's definition as written, but for its constraints of these kinds.
std::string column_without(const sql::ColumnDefinition& column,
                           std::initializer_list<sql::Constraint::Kind> without,
                           const lint::Context& context);
/// NOT NULL for a column that has a value in every row, as files of their own: a constraint that is not valid
/// yet, its scan, and from 12 to 17 what believes it.
std::string not_null(const lint::Context& context, const sql::Name& table, const std::string& column);

/// A column that takes the place of another one, both in step by a trigger.
struct Takeover {
  sql::Name table;
  std::string column;
  std::string fresh;
  std::string trigger;      ///< quoted
  bool both_ways = false;   ///< the trigger gives the old column what is written to the new one
  sql::TypeName type = {};  ///< of the new one; empty: that of the old one
  const sql::AlterTable* alter = nullptr;  ///< what else the statement does to the column: its default
};
/// What is left to do then: the indexes, NOT NULL and the default of the old column for the new one, and in
/// the last deploy the old one goes with the trigger. The default comes no earlier: while the trigger is
/// there, an INSERT of old code would store it. Where more hangs on the column that is said in words instead.
std::string retire_column(const lint::Context& context, const Takeover& takeover);

/// As a key, in an expression or its predicate, or by INCLUDE.
bool uses(const catalog::Index& index, const std::string& column);

/// Why no trigger on the table can keep a second column in step with this one (or computed, where it is
/// empty), and what can; empty when one can.
std::string no_trigger(const lint::Context& context, const sql::Name& table, std::string_view column);

/// Why a new column of the type does not begin with NULL in every row, or not without writing the table
/// again; empty when it does.
std::string no_empty_column(const lint::Context& context, const sql::TypeName& type);

/// A trigger function with this body, and the trigger that calls it for every row before it is written.
/// `name` and `table` are quoted already.
std::string row_trigger(const lint::Context& context, std::string_view name, std::string_view table,
                        std::string_view body);

}  // namespace migralint::steps
