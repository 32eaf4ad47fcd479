// What discovery looks at: the working tree on disk, or git's index.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/expected.hpp"

namespace migralint::project {

enum class FileKind : std::uint8_t { missing, file, directory };

struct DirectoryEntry {
  std::string name;
  bool directory = false;  ///< also behind a link
  bool link = false;       ///< its place may be another: ask place()
};

/// What folders hold, by their paths; an error's text for one that cannot be read.
using FolderLists = std::map<std::string, Expected<std::vector<DirectoryEntry>, std::string>>;

/// All take shown paths.
struct FileTree {
  std::function<FileKind(const std::string&)> kind;
  /// Files, folders and links, in no order; the error is the operating system's word.
  std::function<Expected<std::vector<DirectoryEntry>, std::string>(const std::string&)> list;
  /// The path without links: a file has one, through whatever path it is reached. Nothing: there is no such
  /// file.
  std::function<std::optional<std::string>(const std::string&)> place;
  std::function<bool(const std::string&)> is_link;
  /// What to say of a path that is missing.
  std::function<std::string(const std::string&)> missing;
};

/// Links are followed.
const FileTree& disk_tree();

}  // namespace migralint::project
