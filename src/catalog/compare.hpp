// Two states of the schema side by side: what a way back has not undone.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "catalog/catalog.hpp"

namespace migralint::catalog {

struct Difference {
  enum class Kind : std::uint8_t {
    left,    ///< it was not there before
    lost,    ///< it was there before
    changed  ///< it is not what it was
  };
  Kind kind = Kind::left;
  std::string what;    ///< "column status of orders"
  std::string detail;  ///< changed: "is integer, and was bigint before"
  std::string name;    ///< its own name, and that of the relation it is part of
  std::string owner;   ///< empty: of nothing
  Origin origin;       ///< left: what made it
};

/// What differs between `before` and now, in the order in which things were changed first. Data, comments,
/// privileges, extensions, the order of columns and whether constraints are validated do not count, nor do
/// values added to an enum, which nothing can take away. What is not known for certain is no difference:
/// `is_forward` tells which origins belong to the way forward, and only what that has made can be left.
std::vector<Difference> differences(const Before& before, const Catalog& now,
                                    const std::function<bool(const Origin&)>& is_forward);

}  // namespace migralint::catalog
