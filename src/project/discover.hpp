// From what the user names to histories: which files are judged, which files came before them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "project/file_tree.hpp"

namespace migralint::project {

enum class FileUse : std::uint8_t {
  judged,
  history,  ///< replayed before a judged one, and not judged
  down,     ///< named by the user, but a way back: its syntax is checked, nothing else
};

/// What Drizzle's journal says of a file: see project/drizzle_journal.hpp.
struct JournalEntry {
  bool listed = false;
  std::string after;  ///< the earlier file of the list whose time is not before this one's; empty: none
};

struct FoundFile {
  std::string path;  ///< as it is to be shown; relative to the working directory where possible
  FileUse use = FileUse::judged;
  std::optional<std::string> text;           ///< set for what is not read from disk
  std::optional<JournalEntry> journal = {};  ///< nothing: there is no journal
};

/// Files that share one schema history, in the order in which they run.
struct History {
  std::string directory;  ///< as it is to be shown
  std::vector<FoundFile> files;
  bool complete = true;  ///< false: it is known not to start from an empty database
  bool read = true;      ///< false: the files before the judged ones were not looked for
};

/// What standard input is shown as when it was given no name.
constexpr std::string_view stdin_path = "<stdin>";

struct DiscoverOptions {
  std::string working_directory;  ///< absolute; shown paths are relative to it
  std::string stdin_text;         ///< for the path "-"
  std::string stdin_filename;     ///< empty: stdin_path
  /// Not judged because of the configuration; given a shown path.
  std::function<bool(const std::string&)> excluded;
  /// The history that a judged file (its shown path) wants: false drops the files before it.
  std::function<bool(const std::string&)> wants_history;
  const FileTree* tree = nullptr;        ///< null: what is on disk
  unsigned jobs = 1;                     ///< threads that read directories
  std::function<void()> before_folders;  ///< called before any is read: each may hold much to do
};

struct Discovery {
  std::vector<History> histories;  ///< in the order in which the user named their first files
  std::vector<std::string>
      errors;                ///< "db/migratons: no such file or directory (did you mean db/migrations?)"
  std::size_t excluded = 0;  ///< files that the configuration excludes
  FolderLists folders;       ///< what was read of the disk on the way
};

/// Arguments are files, directories (walked for *.sql; hidden names and node_modules are passed over) and
/// "-". A path that cannot be read is an error that does not stop the others. A file is judged once, whatever
/// the number of ways that lead to it (a hard link is a file of its own).
Discovery discover(const std::vector<std::string>& arguments, const DiscoverOptions& options);

/// The folder whose files are one history, and the file's place in it: "m" and "001.sql" for m/001.sql, "m"
/// and "001_init/up.sql" for m/001_init/up.sql, because there a folder is one migration. The working
/// directory's name counts for a path without a folder.
struct HistoryPlace {
  std::string directory;
  std::string key;
};
HistoryPlace history_place(std::string_view path, std::string_view working_directory);

}  // namespace migralint::project
