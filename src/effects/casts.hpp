// Which types PostgreSQL turns into which by itself, and which it compares.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"
#include "sql/expr.hpp"

namespace migralint::effects {

/// PostgreSQL's own, an enum of the history, a domain over one, or an array of one.
bool is_known_type(const sql::TypeName& type, const catalog::Catalog& catalog);

/// True where it refuses to store a value of one type in a column of another: there is no implicit and no
/// assignment cast. False while one of the two is a type of which the history shows too little.
bool has_no_assignment_cast(const sql::TypeName& from, const sql::TypeName& to,
                            const catalog::Catalog& catalog);

/// True where it refuses a foreign key of one type to a key of another: nothing compares the two. False as
/// above.
bool cannot_reference(const sql::TypeName& key, const sql::TypeName& referenced,
                      const catalog::Catalog& catalog);

/// The targets of a chain of casts of the column, innermost first; nothing when the expression is more than
/// that.
std::optional<std::vector<sql::TypeName>> casts_of_column(const sql::Expr& expr, std::string_view column);

}  // namespace migralint::effects
