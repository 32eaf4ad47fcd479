// A new column that gives a value to every row, without writing the table again under a strong lock.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "lint/context.hpp"

namespace migralint::new_column {

/// The column, new rows with their value; then the batches that fill old rows, as a file of its own with the
/// line that begins it. No batches where the column has none to fill.
struct Steps {
  std::string add;
  std::string fill;
};

/// A serial or identity column: a sequence that is the default.
Steps numbered(const sql::Name& table, const sql::ColumnDefinition& column, const lint::Context& context);
/// A stored generated column: an ordinary one that a trigger computes.
Steps computed(const sql::Name& table, const sql::ColumnDefinition& column, const lint::Context& context);
/// A default that is computed for every row: for new rows first.
Steps with_default(const sql::Name& table, const sql::ColumnDefinition& column, const lint::Context& context);
/// `(a * b)` of GENERATED ALWAYS AS (a * b), as written.
std::string expression_text(const sql::ColumnDefinition& column, const lint::Context& context);

/// Whatever the ADD COLUMN at alter.actions[part] needs of these; else the column as written. Constraints of
/// the kinds `without` are left out.
Steps of(const sql::AlterTable& alter, std::size_t part, std::initializer_list<sql::Constraint::Kind> without,
         const lint::Context& context);

/// The same for those of `columns` that the statement adds: what the safe form of another part of it begins
/// with. Empty when it adds none of them.
Steps first(const sql::AlterTable& alter, std::span<const std::string> columns,
            std::initializer_list<sql::Constraint::Kind> without, const lint::Context& context);

}  // namespace migralint::new_column
