// What the text and the Markdown form of the lock table share: rows as cells.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "locks/lock_table.hpp"
#include "script/line_index.hpp"

namespace migralint::report {

/// One line of the table. A statement with several locks takes several, and only the first names it.
struct LocksLine {
  std::string line;
  std::string statement;
  std::string lock;
  std::string stops;
  std::string cost;
};

/// The lines of one file, its heading, and what stands below them.
struct LocksSection {
  std::string heading;  ///< "m/002.sql: one transaction (file), PostgreSQL 15"
  std::string lock_title;
  std::vector<LocksLine> lines;
  std::vector<std::string> remarks;  ///< whole sentences
};

std::vector<LocksSection> locks_sections(const locks::LockTable& table);

/// Calls `visit(first, end)` for the rows of each file that has some, in order.
void for_each_file(const locks::LockTable& table,
                   const std::function<void(const replay::SourceFile&, std::size_t, std::size_t)>& visit);

}  // namespace migralint::report
