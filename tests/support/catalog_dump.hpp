// A catalog as sorted lines, to compare two.
#pragma once

#include <string>
#include <vector>

#include "catalog/catalog.hpp"

namespace migralint::test {

/// What a database would hold: relations with their columns, constraints, indexes and triggers, types and
/// functions. Left out: who made it and where, whether constraints are validated, how indexes were built, and
/// what is known by a reference only.
std::vector<std::string> dump(const catalog::Catalog& catalog);

}  // namespace migralint::test
