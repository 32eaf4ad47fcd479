// Definitions of things that the history has made, as SQL: for safe forms that make them again.
#pragma once

#include <optional>
#include <string>

#include "lint/context.hpp"

namespace migralint::definitions {

/// `CREATE UNIQUE INDEX CONCURRENTLY i ON t (lower(a));` as it was written, with the names of today. Nothing
/// for an index of a constraint, and where the text does not show it.
std::optional<std::string> create_index(const catalog::Relation& index, const lint::Context& context);

/// `CHECK (a > 0)` of a constraint, as it was written. Nothing where the text does not show it.
std::optional<std::string> check(const catalog::Origin& origin, const lint::Context& context);

/// The parameter VALUE of a domain's check replaced by a column.
std::string for_column(const std::string& check, const std::string& column);

}  // namespace migralint::definitions
