// What calls a function: PostgreSQL lets it go only with them.
#pragma once

#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"

namespace migralint::catalog {

/// Refers to the catalog's own names: gone with its next change.
struct FunctionUser {
  enum class Kind : std::uint8_t {
    trigger,
    default_value,
    generated_column,
    constraint,
    policy,
    index,
    view
  };
  Kind kind = Kind::trigger;
  const Relation* relation = nullptr;  ///< the view, or what the others are a part of
  std::string_view name;               ///< of the part; empty for a view
  RelationId index = no_relation;
};

/// By the function's name: a call does not tell which one of several is meant.
std::vector<FunctionUser> function_users(const Catalog& catalog, const sql::Name& function);

}  // namespace migralint::catalog
