// Partitions, and the condition that a bound puts on their rows, as SQL.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"
#include "sql/table.hpp"

namespace migralint::partitions {

struct Condition {
  std::string inside;   ///< "k IS NOT NULL AND k >= 1 AND k < 10"
  std::string outside;  ///< "k IS NOT NULL AND (k < 1 OR k >= 10)"
};

/// For what a CHECK can prove to the server (and to effects): a single plain key column, with literal bounds.
/// Nothing for other keys, those with a COLLATE or operator class of their own, hash partitions and DEFAULT.
std::optional<Condition> condition(const sql::PartitionKey& key, const sql::PartitionBound& bound);

/// All levels down: those that are partitioned themselves adopt what theirs have, as the parent does.
std::vector<const catalog::Relation*> leaves(const catalog::Relation& parent,
                                             const catalog::Catalog& catalog);

}  // namespace migralint::partitions
