// Indexes that do the same work.
#pragma once

#include "base/function_ref.hpp"
#include "rules/support/after_file.hpp"

namespace migralint::indexes {

/// Same method, keys, predicate and included columns; uniqueness does not count.
bool are_equal(const catalog::Index& a, const catalog::Index& b);
/// Whatever `shorter` finds, `longer` finds as well: its keys are the first ones of `longer`.
bool is_prefix(const catalog::Index& shorter, const catalog::Index& longer);
/// Owned by a constraint, unique, or what replication identifies rows by: not there for its speed alone.
bool is_needed(const catalog::Relation& index, const catalog::Relation& table);

/// Calls visit(mine, other, table) for each index that the file made and each other one of the same table
/// that begins with the same column, each pair once, as long as it says that it has not found what it looks
/// for. Indexes of partitions that their parent's index made are left out.
using Visit = FunctionRef<bool(const catalog::Relation& mine, const catalog::Relation& other,
                               const catalog::Relation& table)>;
void for_each_pair(const lint::FileContext& context, Visit visit);

/// The statement that drops it without stopping anybody.
std::string drop_statement(const catalog::Relation& index, const catalog::Relation& table);
/// "(a, lower(b))" cannot be printed from the tree: the columns, "…" for expressions.
std::string key_list(const catalog::Index& index);

}  // namespace migralint::indexes
