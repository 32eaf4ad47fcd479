// Whether the validated checks of a table prove that a partition bound holds for all of its rows, or for
// none.
#pragma once

#include "catalog/catalog.hpp"
#include "sql/table.hpp"

namespace migralint::effects {

/// Whether the two below can prove anything for this key: a single plain column.
bool is_provable_key(const sql::PartitionKey& key);

/// ATTACH PARTITION needs no scan of the candidate (PartConstraintImpliedByRelConstraint in
/// src/backend/commands/tablecmds.c). Understands a single plain key column with literal bounds; anything
/// else proves nothing.
bool implies_bound(const catalog::Catalog& catalog, const catalog::Relation& table,
                   const sql::PartitionKey& key, const sql::PartitionBound& bound);
/// A new partition needs no scan of the DEFAULT partition `table`: none of its rows belongs to the bound.
bool excludes_bound(const catalog::Catalog& catalog, const catalog::Relation& table,
                    const sql::PartitionKey& key, const sql::PartitionBound& bound);

}  // namespace migralint::effects
