// Drizzle's own list of its migrations: meta/_journal.json beside the SQL files. Drizzle runs what stands in
// it, in its order, and nothing else (readMigrationFiles() in drizzle-orm/src/migrator.ts); a database that
// has run a migration passes over the later ones whose time is not after that one's (migrate() in
// drizzle-orm/src/pg-core/dialect.ts).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migralint::project {

inline constexpr std::string_view drizzle_journal_name = "meta/_journal.json";

class DrizzleJournal {
 public:
  struct Entry {
    std::string file;       ///< "0003_tag.sql"
    std::int64_t when = 0;  ///< milliseconds since 1970
  };

  /// Nothing when it is no journal.
  static std::optional<DrizzleJournal> parse(std::string_view text);
  /// The journal of the migrations in a folder (a shown path); nothing when there is none. One that is no
  /// JSON adds a line to `errors`.
  static std::optional<DrizzleJournal> read(const std::string& directory, std::vector<std::string>& errors);

  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

  /// The place of a file in the list; nothing when it is not in it.
  [[nodiscard]] std::optional<std::size_t> place(std::string_view file) const;
  /// The earlier entry whose time is not before that of the one at `place`; null: there is none.
  [[nodiscard]] const Entry* not_after(std::size_t place) const;
  /// The order in which files run; those that are not listed come last, by name.
  [[nodiscard]] bool less(std::string_view a, std::string_view b) const;

 private:
  std::vector<Entry> entries_;
};

}  // namespace migralint::project
