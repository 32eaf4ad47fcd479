// How dependants are written down. Private to this folder.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "catalog/apply.hpp"
#include "rules/support/dependants.hpp"

namespace migralint::dependants {

using List = std::vector<Dependant>;

void add_view(const catalog::Relation& view, List& list, bool certain = true);
/// Behind the views in the list from `first` on those that read them: those at the end have to go first. A
/// view goes as a whole, whichever column it loses.
void add_readers(std::size_t first, const lint::Context& context, List& list);
void add_policy(const catalog::Relation& table, const catalog::Policy& policy, List& list);
void add_column(const catalog::Relation& table, const catalog::Column& column, List& list);
void add_default(const catalog::Relation& table, const catalog::Column& column, bool certain, List& list);

using catalog::calls;

/// Triggers on objects[i], a function, and what calls it in an expression.
List of_function(const sql::Drop& drop, std::size_t i, const lint::Context& context);

}  // namespace migralint::dependants
