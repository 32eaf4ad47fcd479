// Where the files that a user names are in git: one view over the repositories that they lie in, submodules
// and the repositories around them among them.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/expected.hpp"
#include "project/discover.hpp"
#include "project/file_tree.hpp"
#include "project/git.hpp"

namespace migralint::project {

/// A path that users see, as git has it.
struct GitPlace {
  const GitRepository* repository = nullptr;
  std::string path;  ///< from the top; "." for the top itself
};

/// Finds each folder's repository once.
class GitPlaces {
 public:
  /// `working_directory` is absolute.
  explicit GitPlaces(const std::string& working_directory);

  /// The place of a shown path, which need not exist any more; the error is `db/1.sql: not in a git
  /// repository`.
  Expected<GitPlace, std::string> of(const std::string& path);
  /// The repository of a folder (absolute, links resolved).
  Expected<const GitRepository*, std::string> repository(const std::string& folder);
  [[nodiscard]] const std::string& working_directory() const { return working_directory_; }
  /// A repository's path as it is to be shown.
  [[nodiscard]] std::string shown_path(const GitRepository& repository, const std::string& path) const;

 private:
  std::string working_directory_;
  std::map<std::string, const GitRepository*, std::less<>> by_folder_;
  std::map<std::string, std::unique_ptr<GitRepository>, std::less<>> by_top_;
};

/// What became of a migration since a revision.
struct SinceFile {
  enum class State : std::uint8_t { missing, same, changed, renamed };  ///< as replay::BaseFile has them
  State state = State::missing;
  std::string old_path;  ///< renamed: as it is to be shown
  std::string text;      ///< changed, renamed: what it was
};

/// All files of `discovery` by their shown paths. `staged`: what is in the index counts, not what is on disk.
/// The error is one line.
Expected<std::map<std::string, SinceFile>, std::string> since(const std::string& revision, bool staged,
                                                              const Discovery& discovery, GitPlaces& places);

/// The same migration under another path: a folder around it has another name.
bool same_migration(const std::string& old_path, const std::string& new_path);

/// git's index of the repository around the working directory, in the place of the disk.
class StagedTree {
 public:
  static Expected<std::unique_ptr<StagedTree>, std::string> read(GitPlaces& places);

  [[nodiscard]] const FileTree& tree() const { return tree_; }
  /// Whether the next commit brings the file's contents, or its name as a migration.
  [[nodiscard]] bool is_staged(const std::string& path) const;
  /// Fills the texts of all files. Empty, or why they cannot be read.
  std::string fill(Discovery& discovery) const;

 private:
  StagedTree() = default;
  std::string read_links(const std::vector<std::string>& links);
  /// The path from the top, empty for the top; nothing when it is outside of the work tree.
  [[nodiscard]] std::optional<std::string> inside(const std::string& path) const;
  /// The same where a link of the index leads to.
  [[nodiscard]] std::optional<std::string> resolved(const std::string& path) const;
  [[nodiscard]] bool is_changed(const std::optional<std::string>& place) const;
  [[nodiscard]] FileKind kind(const std::string& path) const;
  [[nodiscard]] Expected<std::vector<DirectoryEntry>, std::string> list(const std::string& directory) const;

  GitPlaces* places_ = nullptr;
  const GitRepository* repository_ = nullptr;
  GitTree index_;
  std::map<std::string, std::string, std::less<>> links_;  ///< to what each leads; "" for the top
  GitChanges changes_;
  FileTree tree_;
};

}  // namespace migralint::project
