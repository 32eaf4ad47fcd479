// Which file undoes which.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace migralint::project {

/// Where the way back of a migration would be, by what tools and people call them; likeliest first. x.up.sql
/// has x.down.sql, up.sql and migration.sql have down.sql beside them, x_up.sql has x_down.sql, deploy/x.sql
/// has revert/x.sql (Sqitch), V1__x.sql has U1__x.sql (Flyway), and any other x.sql may have x.down.sql,
/// x_down.sql or x_rollback.sql.
std::vector<std::string> ways_back(std::string_view path);

}  // namespace migralint::project
