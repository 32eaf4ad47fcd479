// The statements that change rows, also where they stand inside a WITH clause.
#pragma once

#include "sql/lower_internal.hpp"

namespace migralint::sql::lower {

Insert insert_of(const Context& context, Object body);
Update update_of(const Context& context, Object body);
Delete delete_of(const Context& context, Object body);

/// As query_parts(), for the body of a statement.
QueryParts statement_parts(const Context& context, Object body, Collect what);

}  // namespace migralint::sql::lower
