// Statements that do nothing.
#pragma once

#include <cstdint>

#include "catalog/catalog.hpp"
#include "sql/statement.hpp"

namespace migralint::effects {

/// True for IF EXISTS of relations that this file has taken away itself: the server says so in a NOTICE, and
/// that is all. (What an earlier file took away may be there again: some tools run files that make views anew
/// after each change.)
bool does_nothing(const sql::Statement& statement, const catalog::Catalog& catalog, std::uint32_t file);

}  // namespace migralint::effects
