// Steps that several safe forms take.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "lint/context.hpp"

namespace migralint::steps {

/// "DROP CONSTRAINT IF EXISTS c, " when the statement drops the constraint that it adds again, so that the
/// safe form can do so, too; otherwise empty.
std::string drop_of_same_name(const sql::AlterTable& alter, std::string_view constraint);
/// The name of a constraint that the safe form of its ADD uses: as written, as PostgreSQL would choose it,
/// and that of the one that the statement drops, if that is freed so.
std::string name_for(const sql::AlterTable& alter, const sql::Constraint& constraint,
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
