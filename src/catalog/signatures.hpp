// Which of the functions of one name a statement means, by the types of its arguments.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "catalog/catalog.hpp"
#include "sql/statement.hpp"

namespace migralint::catalog {

/// What a DROP FUNCTION or the like means (LookupFuncWithArgs in src/backend/parser/parse_func.c).
struct MeantFunction {
  std::optional<std::size_t> overload;  ///< nothing: none that the history has made, or more than one may be
  bool certain = true;                  ///< false: types that cannot be compared, or more than one
};
/// `arguments` are those written; without a list, the name alone must tell.
MeantFunction meant_function(const Catalog& catalog, const std::vector<Function>& overloads,
                             sql::ObjectKind kind, const sql::Arguments& arguments);

/// The argument types that a DROP has written behind its i-th name.
const sql::Arguments& arguments_of(const sql::Drop& drop, std::size_t i);
/// True if the history has functions of that name, and certainly none that the DROP means.
bool names_other_function(const Catalog& catalog, const sql::Drop& drop, std::size_t i);

/// Equality of input arguments, without what a function's type does not keep (varchar(20) is varchar).
bool same_arguments(const Catalog& catalog, const std::vector<sql::TypeName>& a,
                    const std::vector<sql::TypeName>& b);

}  // namespace migralint::catalog
