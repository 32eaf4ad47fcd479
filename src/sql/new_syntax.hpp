// Syntax that PostgreSQL 12 does not have, noted where the lowering of queries and expressions meets it.
#pragma once

#include "sql/lower_internal.hpp"

namespace migralint::sql::lower {

/// Of a node of a query or an expression.
void note_new_node(const Context& context, const TreeNode& node);
/// Of a SELECT, INSERT, UPDATE, DELETE or MERGE: its own clauses.
void note_new_clauses(const Context& context, Object body);
/// Of a MERGE.
void note_new_in_merge(const Context& context, Object body);

}  // namespace migralint::sql::lower
