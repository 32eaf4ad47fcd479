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
/// What is left to do when another column (`fresh`) has taken the place of one, both kept in step by a
/// trigger: its indexes for the new one, then the deploy that drops the old one with the trigger. Where more
/// hangs on the column that is named instead. `fresh` and `trigger` are quoted already.
std::string retire_column(const lint::Context& context, const sql::Name& table, const std::string& column,
                          std::string_view fresh, std::string_view trigger);
/// A trigger function with this body, and the trigger that calls it for every row before it is written.
/// `name` and `table` are quoted already.
std::string row_trigger(const lint::Context& context, std::string_view name, std::string_view table,
                        std::string_view body);

}  // namespace migralint::steps
