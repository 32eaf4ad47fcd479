#include "effects/no_op.hpp"

#include <algorithm>

#include "sql/object_kinds.hpp"

namespace migralint::effects {

bool does_nothing(const sql::Statement& statement, const catalog::Catalog& catalog, std::uint32_t file) {
  const auto absent = [&](bool if_exists, const sql::Name& name) {
    if (!if_exists || name.empty() || catalog.find(name) != nullptr) {
      return false;
    }
    const auto* gone = catalog.gone(catalog::Gone::What::relation, name);
    return gone != nullptr && gone->origin.known() && gone->origin.file == file;
  };
  if (const auto* alter = statement.as<sql::AlterTable>()) {
    return absent(alter->if_exists, alter->table);
  }
  if (const auto* rename = statement.as<sql::Rename>()) {
    return absent(rename->if_exists, rename->relation);
  }
  if (const auto* set = statement.as<sql::SetSchema>()) {
    return sql::is_relation(set->kind) && absent(set->if_exists, set->relation);
  }
  if (const auto* sequence = statement.as<sql::AlterSequence>()) {
    return absent(sequence->if_exists, sequence->sequence);
  }
  // CONCURRENTLY is refused for CASCADE and for several names before anything is looked for.
  const auto* drop = statement.as<sql::Drop>();
  return drop != nullptr && sql::is_relation(drop->kind) && !drop->concurrently && drop->sub_names.empty() &&
         std::ranges::all_of(drop->objects,
                             [&](const sql::Name& name) { return absent(drop->if_exists, name); });
}

}  // namespace migralint::effects
