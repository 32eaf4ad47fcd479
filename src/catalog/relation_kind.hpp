// From the kind that a statement names to the kind of relation.
#pragma once

#include "catalog/objects.hpp"
#include "sql/table.hpp"

namespace migralint::catalog {

/// What ALTER INDEX/TABLE/VIEW/… says it is about; a plain table for all that are no relations.
RelationKind relation_kind(sql::ObjectKind kind);

}  // namespace migralint::catalog
