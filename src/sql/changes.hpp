// The statements that change rows, also where they stand inside a WITH clause.
#pragma once

#include <cstdint>

#include "sql/lower_internal.hpp"

namespace migralint::sql::lower {

/// Data-changing statements inside a WITH clause: only their tables, or all that they say. Those inside such
/// a one are named only.
enum class Changes : std::uint8_t { named, lowered };

Insert insert_of(const Context& context, Object body, Changes changes = Changes::named);
Update update_of(const Context& context, Object body, Changes changes = Changes::named);
Delete delete_of(const Context& context, Object body, Changes changes = Changes::named);

/// As query_parts(), for the body of a statement.
QueryParts statement_parts(const Context& context, Object body, Collect what,
                           Changes changes = Changes::named);

}  // namespace migralint::sql::lower
