#include "project/file_tree.hpp"

#include <cerrno>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <utility>

#include <dirent.h>
#include <sys/stat.h>

#include "project/files.hpp"
#include "project/paths.hpp"

namespace migralint::project {
namespace {

FileKind kind_of(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return FileKind::missing;
  return S_ISDIR(info.st_mode) ? FileKind::directory : FileKind::file;
}

std::optional<std::string> place_of(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr), &std::free);
  return real ? std::optional<std::string>(real.get()) : std::nullopt;
}

/// What is neither a file nor a folder (a pipe, a socket, a device) is not looked for: to read it may never
/// end. A link that leads nowhere is an entry, so that somebody says so.
std::optional<DirectoryEntry> entry_of(const std::string& directory, const dirent& entry) {
  const bool unsure = entry.d_type == DT_UNKNOWN || entry.d_type == DT_LNK;
  if (!unsure) {
    if (entry.d_type != DT_DIR && entry.d_type != DT_REG) return std::nullopt;
    return DirectoryEntry{entry.d_name, entry.d_type == DT_DIR, false};
  }
  struct stat info {};
  const bool exists = ::stat(joined(directory, entry.d_name).c_str(), &info) == 0;
  if (exists && !S_ISDIR(info.st_mode) && !S_ISREG(info.st_mode)) return std::nullopt;
  return DirectoryEntry{entry.d_name, exists && S_ISDIR(info.st_mode), true};
}

Expected<std::vector<DirectoryEntry>, std::string> list(const std::string& directory) {
  const std::unique_ptr<DIR, int (*)(DIR*)> handle(::opendir(directory.c_str()), &::closedir);
  if (!handle) return Unexpected(os_message(errno));
  std::vector<DirectoryEntry> entries;
  while (const dirent* entry = ::readdir(handle.get())) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    if (auto found = entry_of(directory, *entry)) entries.push_back(std::move(*found));
  }
  return entries;
}

bool is_link(const std::string& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0 && S_ISLNK(info.st_mode);
}

std::string why_missing(const std::string& path) {
  struct stat info {};
  const int code = ::stat(path.c_str(), &info) == 0 ? ENOENT : errno;
  return os_message(code);
}

}  // namespace

const FileTree& disk_tree() {
  static const FileTree tree{&kind_of, &list, &place_of, &is_link, &why_missing};
  return tree;
}

}  // namespace migralint::project
