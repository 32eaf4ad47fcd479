#include "rules/support/replication.hpp"

#include <algorithm>

namespace migralint::replication {

const catalog::Publication* publication_of(const catalog::Catalog& catalog, const catalog::Relation& table) {
  for (const auto* publication : catalog.publications()) {
    const auto& tables = publication->tables;
    const auto& schemas = publication->schemas;
    const bool sends = publication->all_tables ||
                       std::find(tables.begin(), tables.end(), table.id) != tables.end() ||
                       std::find(schemas.begin(), schemas.end(), table.schema) != schemas.end();
    if (sends && publication->publishes_changes) {
      return publication;
    }
  }
  return nullptr;
}

bool can_tell_rows(const catalog::Relation& table) {
  switch (table.replica_identity) {
    case 'f':
    case 'i':
      return true;
    case 'n':
      return false;
    default:
      return table.primary_key() != nullptr;
  }
}

}  // namespace migralint::replication
