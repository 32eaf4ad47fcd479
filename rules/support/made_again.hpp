// For rules about a name that goes away: whether the rest of the file makes something of that name again.
#pragma once

#include <cstdint>
#include <string_view>

#include "catalog/catalog.hpp"
#include "lint/finding.hpp"

namespace migralint::made_again {

/// The evidence of a finding about what goes away for good; it is taken back when something of that name is
/// made again.
inline constexpr std::string_view stop_using_it =
    "stop using it in the application first, deploy, then drop it in a later migration";

/// Finding::holds_after_file, for the object called Finding::about. False when the same transaction makes it
/// again, or gives another one its name; a note when a later one of this file does, since there is nothing of
/// that name in between.
bool relation_is_gone(lint::Finding& finding, const catalog::Catalog& catalog);
/// The same for a part of the relation: what a later transaction makes again does not count.
bool relation_is_as_it_was(lint::Finding& finding, const catalog::Catalog& catalog);
/// Of a name that only the file has given to a thing no code knows.
template <class T>
bool is_named_by(std::uint32_t file, const T& object) {
  return object.renamed && object.renamed->file == file;
}
bool type_is_gone(lint::Finding& finding, const catalog::Catalog& catalog);
bool function_is_gone(lint::Finding& finding, const catalog::Catalog& catalog);

}  // namespace migralint::made_again
