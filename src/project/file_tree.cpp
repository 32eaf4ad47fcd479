#include "project/file_tree.hpp"

#include <cerrno>
#include <memory>

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

std::optional<FileIdentity> identity_of(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return std::nullopt;
  return FileIdentity{static_cast<std::uint64_t>(info.st_dev), static_cast<std::uint64_t>(info.st_ino)};
}

Expected<std::vector<DirectoryEntry>, std::string> list(const std::string& directory) {
  const std::unique_ptr<DIR, int (*)(DIR*)> handle(::opendir(directory.c_str()), &::closedir);
  if (!handle) return Unexpected(os_message(errno));
  std::vector<DirectoryEntry> entries;
  while (const dirent* entry = ::readdir(handle.get())) {
    const std::string name = entry->d_name;
    if (name == "." || name == "..") continue;
    const bool unsure = entry->d_type == DT_UNKNOWN || entry->d_type == DT_LNK;
    const bool folder =
        unsure ? kind_of(joined(directory, name)) == FileKind::directory : entry->d_type == DT_DIR;
    entries.push_back({name, folder});
  }
  return entries;
}

std::string why_missing(const std::string& path) {
  struct stat info {};
  const int code = ::stat(path.c_str(), &info) == 0 ? ENOENT : errno;
  return os_message(code);
}

}  // namespace

const FileTree& disk_tree() {
  static const FileTree tree{&kind_of, &list, &identity_of, &why_missing};
  return tree;
}

}  // namespace migralint::project
