// How large the tables are in production, as far as somebody has said so: statistics taken there, and the
// configuration's lists of small and of busy tables. Most of what a migration can do harm with takes the
// longer the larger the table is.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/expected.hpp"
#include "sql/name.hpp"

namespace migralint::lint {

class Context;
struct Finding;
struct Rule;

struct TableSize {
  std::optional<std::int64_t> rows;   ///< an estimate; none: never analyzed
  std::optional<std::int64_t> bytes;  ///< with indexes and TOAST
};

/// What `migralint stats-query` made: docs/schema/stats.schema.json.
struct TableStats {
  std::string taken_on;                                             ///< "2026-11-20"; empty: not said
  std::map<std::pair<std::string, std::string>, TableSize> tables;  ///< by schema and name

  /// Null: nothing is known. A name without a schema is looked for in all of them and must be the only one.
  [[nodiscard]] const TableSize* find(const sql::Name& name) const;
};

/// Reads a statistics file; the error is one line without the file's name.
Expected<TableStats, std::string> parse_table_stats(std::string_view text);

/// The query behind `migralint stats-query`, with a comment that says how to run it.
std::string_view stats_query();

/// What a project says about its tables.
struct TableHints {
  std::shared_ptr<const TableStats> stats;
  std::int64_t small_rows = 10'000;
  std::int64_t small_bytes = 16LL << 20U;  ///< 16 MB
  std::vector<std::string> small;          ///< globs; with a dot they are held against "schema.name"
  std::vector<std::string> hot;            ///< the same; goes before `small` and `stats`

  [[nodiscard]] bool empty() const { return !stats && small.empty() && hot.empty(); }
};

/// Lowers a finding whose harm grows with its tables by one level when all of them are known to be small,
/// makes a warning of one about locks on a busy table where its rule only notes them, and says what it knows
/// of their sizes. For a finding that was just made at the context's statement.
void weigh(const Context& context, const Rule& rule, Finding& finding);

}  // namespace migralint::lint
