// Mechanical fixes: exact edits in the finding's file, in its own line ends and indentation.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/context.hpp"

namespace migralint::edits {

/// CONCURRENTLY is allowed: the statement is not in a DO block and runs outside a transaction, also by what
/// the file's markers say of its tool.
bool outside_transaction(const lint::Context& context);
/// Statements put before or behind this one run in transactions of their own: autocommit, outside a block.
bool can_be_split(const lint::Context& context);

/// A line end and the statement's indentation.
std::string new_line(const lint::Context& context);
/// `text` behind a place of the statement.
lint::Edit insert(std::uint32_t at, std::string text);
/// Whole statements, each with its ';' and ended by '\n', on lines of their own before the statement. Its
/// comments stay with it.
lint::Edit before(const lint::Context& context, std::string_view statements);
/// The same behind it, with the ';' that it may lack.
lint::Edit after(const lint::Context& context, std::string_view statements);

/// What a CONCURRENTLY build must have around it, so that no timeout of this file cancels it.
struct Timeouts {
  std::string off;   ///< "SET lock_timeout = 0;\n" for each that is in force; may be empty
  std::string back;  ///< puts them in force again
};
/// Nothing when it is not known how to put back what is in force.
std::optional<Timeouts> timeouts(const lint::Context& context);
/// The edits that turn the timeouts off before the statement and on again behind it, with `first` before and
/// `last` behind the statement, inside. Empty when there is nothing to insert.
std::vector<lint::Edit> around(const lint::Context& context, const Timeouts& timeouts,
                               std::string_view first);

/// The statement's own `ALTER TABLE [IF EXISTS] [ONLY] t`, for one more about the same table.
std::string alter_again(const sql::AlterTable& alter);
/// A constraint added NOT VALID, and validated by a statement behind; it gets a name if it has none. Nothing
/// where the two cannot be transactions of their own.
std::optional<lint::Fix> validate_behind(const sql::AlterTable& alter, const sql::Action& action,
                                         const sql::Constraint& constraint, const lint::Context& context);

lint::Fix mechanical(std::string title, std::vector<lint::Edit> edits, std::string sql = {});

}  // namespace migralint::edits
