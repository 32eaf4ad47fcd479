// Statements as one line of text, for tables of tests.
#pragma once

#include <string>
#include <string_view>

#include "sql/lower.hpp"

namespace migralint::test {

/// The main fields of a statement, those at their default left out: `ALTER TABLE t: add column(a integer)`.
std::string dump(const sql::Statement& statement);
std::string dump(const sql::Expr& expr);
std::string dump(const sql::Constraint& constraint);

/// Reads `text`, which must be one statement, and dumps it; "error …" if it does not parse.
std::string lowered(std::string_view text);

}  // namespace migralint::test
