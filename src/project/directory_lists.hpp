// What the directories hold that discovery looks into.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "project/file_tree.hpp"

namespace migralint::project {

inline bool is_hidden(std::string_view name) { return name.starts_with('.'); }

/// Whether a directory of that name, met on the way, is looked into.
inline bool may_hold_migrations(std::string_view name) { return !is_hidden(name) && name != "node_modules"; }

/// Directories, each read once.
class DirectoryLists {
 public:
  using Entries = FolderLists::mapped_type;

  explicit DirectoryLists(const FileTree& tree) : tree_(tree) {}
  [[nodiscard]] const FileTree& tree() const { return tree_; }

  /// The entries in the order in which migrations run; an error's text otherwise.
  const Entries& of(const std::string& directory);

  /// Reads the directories and those below them, on up to `jobs` threads. Not what links lead to: of() does
  /// when somebody asks. Only for a tree that several threads may ask at once.
  void read_ahead(std::vector<std::string> directories, unsigned jobs);

  /// Whether a file is there: looks into the folder's list if it was read, at the file otherwise.
  [[nodiscard]] bool has_file(const std::string& directory, std::string_view name) const;

  [[nodiscard]] FolderLists take() { return std::move(lists_); }

 private:
  [[nodiscard]] Entries read(const std::string& directory) const;

  const FileTree& tree_;
  FolderLists lists_;
};

}  // namespace migralint::project
