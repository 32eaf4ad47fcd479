// A new column that gives a value to every row, without writing the table again under a strong lock.
#pragma once

#include <initializer_list>
#include <optional>
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

/// The expression of its DEFAULT as written, and its name with its type.
std::string default_text(const sql::ColumnDefinition& column, const lint::Context& context);
std::string name_and_type(const sql::ColumnDefinition& column, const lint::Context& context);
/// `(a * b)` of GENERATED ALWAYS AS (a * b), as written.
std::string expression_text(const sql::ColumnDefinition& column, const lint::Context& context);
/// The kinds of constraints that the steps do not make, as a comment line; empty without any.
std::string left_in_words(const sql::ColumnDefinition& column,
                          std::initializer_list<sql::Constraint::Kind> without);

/// A column of a domain with a CHECK as one of the type below, with the domain's checks on the table: those
/// can be NOT VALID. Nothing where their text is not known, or the domain is NOT NULL.
std::optional<Steps> below_domain(const sql::Name& table, const sql::ColumnDefinition& column,
                                  std::initializer_list<sql::Constraint::Kind> without,
                                  const lint::Context& context);

/// Whatever the ADD COLUMN at alter.actions[part] needs of these; else the column as written: a serial or
/// identity column has a sequence as its default first, a stored generated one is an ordinary column that a
/// trigger computes. Constraints of the kinds `without` are left out.
Steps of(const sql::AlterTable& alter, std::size_t part, std::initializer_list<sql::Constraint::Kind> without,
         const lint::Context& context);

/// The same for those of `columns` that the statement adds: what the safe form of another part of it begins
/// with. Empty when it adds none of them.
Steps first(const sql::AlterTable& alter, std::span<const std::string> columns,
            std::initializer_list<sql::Constraint::Kind> without, const lint::Context& context);

}  // namespace migralint::new_column
