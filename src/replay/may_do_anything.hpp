// Statements of which nobody can say what they do.
#pragma once

#include "catalog/catalog.hpp"
#include "sql/statement.hpp"

namespace migralint::replay {

/// A function, a procedure or a block in another language, called for what it does: that may be DDL. Only
/// what IMMUTABLE and STABLE functions do is known.
bool may_do_anything(const sql::Statement& statement, const catalog::Catalog& catalog, int pg_version);

}  // namespace migralint::replay
