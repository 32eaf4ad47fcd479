// Definitions of things that the history has made, as SQL: for safe forms that make them again.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>

#include "lint/context.hpp"

namespace migralint::definitions {

/// `CREATE UNIQUE INDEX CONCURRENTLY i ON t (lower(a));` as it was written, with the names of today. Nothing
/// for an index of a constraint, and where the text does not show it.
std::optional<std::string> create_index(const catalog::Relation& index, const lint::Context& context);

/// What stands behind the table's name in it, with another column (quoted) in the place of one.
std::optional<std::string> index_text(const catalog::Relation& index, const std::string& column,
                                      std::string_view fresh, const lint::Context& context);

/// The same for another table, under this name.
std::optional<std::string> create_index_like(const catalog::Relation& index, const std::string& name,
                                             const sql::Name& table, const lint::Context& context);

/// `CHECK (a > 0)` of a constraint, as it was written. Nothing where the text does not show it.
std::optional<std::string> check(const catalog::Origin& origin, const lint::Context& context);

/// `FOREIGN KEY (a) REFERENCES t (b) ON DELETE CASCADE`, put together from what the statement says.
std::string foreign_key(const sql::Constraint& key);

/// The statement that made something, as it was written and ended by `;`. Nothing where the text does not
/// show it (a part of another statement) or does not name all of `names`, because one has been renamed since.
std::optional<std::string> statement(const catalog::Origin& origin, std::initializer_list<std::string> names,
                                     const lint::Context& context);

/// The parameter VALUE of a domain's check replaced by a column.
std::string for_column(const std::string& check, const std::string& column);

}  // namespace migralint::definitions
