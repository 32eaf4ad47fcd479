// Asking git, through its own program: repositories, revisions, trees, the index. Paths are bytes as git has
// them (-z), relative to the top of the work tree.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.hpp"

namespace migralint::project {

/// A work tree.
class GitRepository {
 public:
  /// The one that a folder lies in (a shown or absolute path of a folder that exists). What a hook's
  /// environment (GIT_DIR, GIT_INDEX_FILE) says counts where it is about this work tree. The error says why
  /// there is none: "not in a git repository".
  static Expected<GitRepository, std::string> find(const std::string& folder);

  /// Absolute, links resolved.
  [[nodiscard]] const std::string& top() const { return top_; }

  /// What a git command prints; its first line of complaint otherwise.
  [[nodiscard]] Expected<std::string, std::string> run(const std::vector<std::string>& arguments,
                                                       std::string_view input = {}) const;

  /// The contents of blobs, in their order.
  [[nodiscard]] Expected<std::vector<std::string>, std::string> blobs(
      const std::vector<std::string>& ids) const;

 private:
  std::string top_;
  std::vector<std::string> environment_;
};

/// The commit that changes are counted from: the last one that `revision` and HEAD have in common, as a
/// reviewer of a branch expects (`git diff revision...`). In a submodule: the commit that the repository
/// around it has recorded there; empty when there was no submodule then. The error is a sentence for the
/// user.
Expected<std::string, std::string> merge_base(const GitRepository& repository, const std::string& revision);

/// How a file differs from another state of the repository.
struct GitChange {
  char status = 'M';     ///< A, M, T, R, U as `git diff --name-status` has them; deleted files are left out
  bool exact = false;    ///< R: the contents are the same
  std::string old_path;  ///< R
};
using GitChanges = std::map<std::string, GitChange, std::less<>>;

/// The work tree (tracked files only) or the index against a commit.
Expected<GitChanges, std::string> changes_since(const GitRepository& repository, const std::string& commit,
                                                bool staged);
/// The index against HEAD (nothing, before the first commit).
Expected<GitChanges, std::string> staged_changes(const GitRepository& repository);

/// Blob ids by path.
using GitTree = std::map<std::string, std::string, std::less<>>;
Expected<GitTree, std::string> tree_of(const GitRepository& repository, const std::string& commit);
/// The index; files in conflict have an empty id. Submodules are not in it.
struct GitIndex {
  GitTree files;                   ///< symbolic links too
  std::vector<std::string> links;  ///< those among them
};
Expected<GitIndex, std::string> index_of(const GitRepository& repository);

}  // namespace migralint::project
