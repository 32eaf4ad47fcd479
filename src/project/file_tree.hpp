// What discovery looks at: the working tree on disk, or git's index.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/expected.hpp"

namespace migralint::project {

enum class FileKind : std::uint8_t { missing, file, directory };

struct DirectoryEntry {
  std::string name;
  bool directory = false;
};

/// Device and inode, or the like: one file has one, through whatever path.
using FileIdentity = std::pair<std::uint64_t, std::uint64_t>;

/// All take shown paths.
struct FileTree {
  std::function<FileKind(const std::string&)> kind;
  /// Files, folders and links, in no order; the error is the operating system's word.
  std::function<Expected<std::vector<DirectoryEntry>, std::string>(const std::string&)> list;
  std::function<std::optional<FileIdentity>(const std::string&)>
      identity;  ///< nothing: there is no such file
  /// What to say of a path that is missing.
  std::function<std::string(const std::string&)> missing;
};

/// Links are followed.
const FileTree& disk_tree();

}  // namespace migralint::project
