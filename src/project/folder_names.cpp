#include "project/folder_names.hpp"

#include "project/file_tree.hpp"
#include "project/paths.hpp"

namespace migralint::project {

bool FolderNames::may_have(std::string_view path) {
  const std::string parent(parent_of(path));
  const auto [at, is_new] = folders_.try_emplace(parent);
  Folder& folder = at->second;
  if (is_new) {
    const auto entries = disk_tree().list(parent);
    folder.listed = entries || disk_tree().kind(parent) != FileKind::directory;
    if (entries) {
      for (const auto& entry : *entries) {
        folder.names.insert(entry.name);
      }
    }
  }
  return !folder.listed || folder.names.contains(std::string(name_of(path)));
}

}  // namespace migralint::project
