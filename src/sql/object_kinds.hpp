// Questions about kinds of objects.
#pragma once

#include "sql/table.hpp"

namespace migralint::sql {

/// Tables, indexes, sequences, views: what has a name in pg_class of its own.
bool is_relation(ObjectKind kind);

}  // namespace migralint::sql
