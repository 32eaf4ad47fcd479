// The condition that a partition bound puts on rows, as SQL.
#pragma once

#include <optional>
#include <string>

#include "sql/table.hpp"

namespace migralint::partitions {

struct Condition {
  std::string inside;   ///< "k IS NOT NULL AND k >= 1 AND k < 10"
  std::string outside;  ///< "k IS NOT NULL AND (k < 1 OR k >= 10)"
};

/// For what a CHECK can prove to the server (and to effects): a single plain key column, with literal bounds.
/// Nothing for other keys, those with a COLLATE or operator class of their own, hash partitions and DEFAULT.
std::optional<Condition> condition(const sql::PartitionKey& key, const sql::PartitionBound& bound);

}  // namespace migralint::partitions
