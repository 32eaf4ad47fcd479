// What the server keeps of a column's default.
#pragma once

#include <optional>

#include "catalog/objects.hpp"
#include "sql/name.hpp"

namespace migralint::defaults {

/// The type that the default has by itself: the server does not keep the cast to the column's type that it
/// adds (strip_implicit_coercions in src/backend/nodes/nodeFuncs.c). Nothing where there is no default, it is
/// NULL, or its type is not known.
std::optional<sql::TypeName> type_of(const catalog::Column& column);

}  // namespace migralint::defaults
