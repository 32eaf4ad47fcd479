// What a file's name says about it.
#pragma once

#include <string_view>

namespace migralint::script {

/// A file that undoes a migration: x.down.sql, down.sql, x_down.sql, x-down.sql, x_rollback.sql,
/// x.rollback.sql, x.tx.down.sql, x.down.tx.sql, Flyway's U1.2__x.sql, anything in a folder `revert`
/// (Sqitch). Both kinds of slashes.
bool is_down_file(std::string_view path);

}  // namespace migralint::script
