// The one loop over statements in the program: history first, then the files to judge. Each statement becomes
// a Step that a handler sees before it is applied to the catalog and the session.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"
#include "effects/effects.hpp"
#include "script/script.hpp"
#include "session/session.hpp"
#include "sql/plpgsql.hpp"
#include "sql/statement.hpp"

namespace migralint::replay {

/// What a file is to this run.
enum class Role : std::uint8_t {
  judged,   ///< the handler sees its steps
  history,  ///< replayed silently
  down,     ///< a way back: parsed and counted, neither judged nor applied by itself
  way_back  ///< the way back of a judged file, which nobody named: read only to see what it undoes
};

/// The migration of a file's name at the revision that the run is held against (`check --since`).
struct BaseFile {
  enum class State : std::uint8_t {
    unknown,  ///< nobody asked
    missing,  ///< it is new since then
    same,
    changed,
    renamed,  ///< what is written is the same, or nearly; the migration had another name
  };
  State state = State::unknown;
  std::string path;      ///< renamed: what it was called, as it is to be shown
  std::string text;      ///< changed, renamed: what it was
  std::string revision;  ///< as the user named it: "origin/main"

  /// It has been merged, so databases may have run it.
  [[nodiscard]] bool exists() const { return state >= State::same; }
};

/// What the migration tool's own list says of a file (Drizzle's meta/_journal.json).
struct Listing {
  enum class State : std::uint8_t {
    no_list,
    listed,
    unlisted,  ///< the tool never runs it: parsed, neither judged nor applied
    late,      ///< a database that has run `after` passes over it
  };
  State state = State::no_list;
  std::string after;  ///< late: the earlier file of the list whose time is not before this one's
};

/// The user has named it: its steps are shown.
inline bool is_named(Role role) { return role == Role::judged || role == Role::down; }

struct SourceFile {
  std::string path;  ///< as it is to be shown
  std::string text;  ///< bytes as on disk
  Role role = Role::judged;
  session::TransactionMode mode = session::TransactionMode::autocommit;
  int pg_version = 15;
  BaseFile base = {};
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  std::size_t way_back = none;  ///< the file that undoes this one: index in Migrations::files
  Listing listing = {};
};

/// A file while it is replayed.
struct File {
  std::uint32_t id = 0;  ///< catalog::Origin::file
  const SourceFile* source = nullptr;
  const script::Script* script = nullptr;
  std::size_t forward_statements = 0;  ///< statements that are not part of a way back

  [[nodiscard]] std::string_view text() const { return source->text; }
};

/// One statement at the moment before it runs.
struct Step {
  const File& file;
  std::uint32_t index = 0;  ///< 0-based, in its file
  const script::Statement& raw;
  const sql::Statement* statement;                   ///< null when it does not parse
  const parser::ParseError* error;                   ///< set when statement is null
  bool judged = true;                                ///< false: in the way back: only syntax counts
  const sql::EmbeddedStatement* embedded = nullptr;  ///< set inside a DO block or a CREATE SCHEMA
  std::span<const sql::Unjudged> unjudged = {};      ///< of such a one: parts that nothing can be said about
  const catalog::Catalog& catalog;                   ///< as before the statement
  const session::Session& session;                   ///< as before the statement
  const effects::Effects& effects;
  catalog::Origin origin;
  bool commits = false;  ///< a DO block that has COMMIT or ROLLBACK
};

/// The end of a file, before the session closes: an open explicit transaction is still there to see.
struct FileEnd {
  const File& file;
  const catalog::Catalog& catalog;
  const session::Session& session;
};

/// A file's way back, run on a branch of the schema right after the file, and taken back afterwards.
struct WayBack {
  const File& file;                 ///< the way forward
  const File& down;                 ///< the file that holds the way back: `file` itself when a section does
  std::size_t statements = 0;       ///< of the way back, that change something
  const catalog::Catalog& catalog;  ///< after it
  const catalog::Before& before;    ///< what has changed since the file began
  /// False when some of the two halves is not seen: it does not parse, runs under a condition, or calls what
  /// may do anything.
  bool all_seen = true;
};

struct Handler {
  std::function<void(const File&)> file_begin;
  std::function<void(const Step&)> step;
  std::function<void(const FileEnd&)> file_end;
  std::function<void(const catalog::Catalog&)> history_end = {};  ///< after the last file
  std::function<void(const WayBack&)> way_back = {};  ///< before file_end; null: ways back are not run
};

/// Files that share one schema history, in the order in which they run.
struct Migrations {
  std::vector<SourceFile> files;
  bool complete = true;  ///< false: it is known that the history does not start from an empty database
};

/// Runs histories one after the other. Holds the parsers, so that they are made once.
class Replayer {
 public:
  /// `jobs` threads in all read statements ahead; the replay itself is one loop on the caller's thread.
  explicit Replayer(unsigned jobs);
  ~Replayer();
  Replayer(const Replayer&) = delete;
  Replayer& operator=(const Replayer&) = delete;

  /// Replays one history, from an empty database. `first_file_id` numbers its files from there on (unique
  /// across the histories of one run).
  void run(const Migrations& migrations, std::uint32_t first_file_id, const Handler& handler);
  /// The catalog and the session of the last history, for who would rather not wait until they are freed.
  [[nodiscard]] std::shared_ptr<const void> take_remains() { return std::move(remains_); }

 private:
  std::unique_ptr<class ParseAhead> parse_ahead_;
  std::shared_ptr<const void> remains_;
};

}  // namespace migralint::replay
