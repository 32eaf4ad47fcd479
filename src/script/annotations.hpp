// goose and sql-migrate: annotations in comment lines, statements that end at a line's end.
#pragma once

#include <string_view>
#include <vector>

#include "script/tool_faults.hpp"

namespace migralint::script {

/// As ParseSQLMigration in goose's internal/sqlparser reads a file for its forward direction.
std::vector<ToolFault> goose_faults(std::string_view text, const Script& script);
/// As ParseMigration in sql-migrate's sqlparse does.
std::vector<ToolFault> sql_migrate_faults(std::string_view text, const Script& script);

/// For tools that cut the text at certain places: the statements and comments of the way forward that hold
/// one of `cuts` (ascending) within them. `why` completes "goose cuts this statement behind line 3: …".
void add_cut_statements(std::string_view tool, std::string_view why, const std::string& advice,
                        const std::vector<std::uint32_t>& cuts, std::string_view text, const Script& script,
                        std::vector<ToolFault>& faults);

}  // namespace migralint::script
