// The version that a migration's file name begins with.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace migralint::script {

struct FileVersion {
  char kind = 0;               ///< 'V' or 'B': Flyway's; 0: a plain number
  std::string number;          ///< normal form: without leading zeros, and for Flyway without ".0" at its end
  std::string_view written;    ///< as in the name; points into the path
  std::string_view migration;  ///< the file or folder that is the migration, without .sql and .up
  std::string_view folder;     ///< where it lies
  bool is_day = false;         ///< the number is a calendar day, YYYYMMDD
};

/// `0005_a.sql`, `20240115093000_a.up.sql`, `0005_a/up.sql`, `0005_a/migration.sql`, `V1.2__a.sql`; `path`
/// has forward slashes. Nothing for Flyway's R__a.sql, for a name without a number, and for dates in parts
/// (2024-01-15-a.sql), which are no version of their own.
std::optional<FileVersion> file_version(std::string_view path);

}  // namespace migralint::script
