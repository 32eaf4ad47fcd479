// In which order the server runs the sub-commands of an ALTER TABLE.
#pragma once

#include <vector>

#include "sql/table.hpp"

namespace migralint::sql {

/// The passes that the sub-commands are sorted into, wherever they are written (AlterTablePass and ATPrepCmd
/// in src/backend/commands/tablecmds.c). Later passes see what earlier ones have done.
enum class AlterPass : std::uint8_t {
  drop,  ///< columns, constraints, defaults, NOT NULL, generation expressions, identities
  change_type,
  add_column,
  column_attributes,
  index_constraint,
  other_constraint,  ///< also defaults
  other,
};
AlterPass pass_of(const Action& action);

/// The actions by pass; as written within one.
std::vector<const Action*> in_order(const AlterTable& statement);

}  // namespace migralint::sql
