// For rules about a name that goes away: whether the rest of the file makes something of that name again.
#pragma once

#include "catalog/catalog.hpp"
#include "lint/finding.hpp"

namespace migralint::made_again {

/// Finding::holds_after_file, for the object called Finding::about. False when the same transaction makes it
/// again; a note when a later one of this file does, since there is nothing of that name in between.
bool relation_is_gone(lint::Finding& finding, const catalog::Catalog& catalog);
bool type_is_gone(lint::Finding& finding, const catalog::Catalog& catalog);
bool function_is_gone(lint::Finding& finding, const catalog::Catalog& catalog);

}  // namespace migralint::made_again
