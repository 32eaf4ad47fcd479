// The parts of one relation in two states. Private to this folder.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/compare.hpp"

namespace migralint::catalog {

/// "table", "materialized view", …
std::string_view word_of(RelationKind kind);
/// What an index is, but for its name and its table.
bool same_index(const Index& a, const Index& b);

std::vector<Difference> compare_parts(const Relation& old, const Relation& now, const Catalog& catalog,
                                      const std::function<bool(const Origin&)>& is_forward);

}  // namespace migralint::catalog
