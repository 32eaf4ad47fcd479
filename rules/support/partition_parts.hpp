// What ATTACH PARTITION would make on a table, made before.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "lint/context.hpp"

namespace migralint::partitions {

/// Indexes and constraints of the parent that a table lacks, as it gets them without stopping anybody. Each
/// step is a file of its own; those that are not needed are empty.
struct Parts {
  std::string build;              ///< indexes, outside a transaction
  std::vector<std::string> keys;  ///< each foreign key, NOT VALID: it locks another table as well
  std::string not_null;           ///< the columns of a primary key
  std::string validate;
  std::string set_not_null;
  std::string take;  ///< constraints from the indexes
};

/// Nothing where something cannot be made so.
std::optional<Parts> missing_parts(const catalog::Relation& parent, const catalog::Relation& table,
                                   const lint::Context& context);

}  // namespace migralint::partitions
