#include "project/folder_names.hpp"

#include "project/paths.hpp"
#include "script/file_kind.hpp"

namespace migralint::project {

bool FolderNames::may_have(std::string_view path) {
  const Folder& folder = this->folder(parent_of(path));
  return !folder.listed || folder.names.contains(std::string(name_of(path)));
}

bool FolderNames::may_have_way_back(std::string_view path) {
  // Those of deploy/ are in another folder; those of V1__x.sql are called U1__x.sql, whatever the 1 is.
  if (path.find("deploy/") != std::string_view::npos || name_of(path).starts_with('V')) return true;
  const Folder& folder = this->folder(parent_of(path));
  return !folder.listed || folder.has_way_back;
}

const FolderNames::Folder& FolderNames::folder(std::string_view path) {
  if (last_ != nullptr && last_->first == path) return last_->second;
  const auto [at, is_new] = folders_.try_emplace(std::string(path));
  last_ = &*at;
  Folder& folder = at->second;
  if (!is_new) return folder;
  const auto known = known_.find(at->first);
  const auto entries = known != known_.end() ? std::move(known->second) : disk_tree().list(at->first);
  folder.listed = entries || disk_tree().kind(at->first) != FileKind::directory;
  if (!entries) return folder;
  for (const auto& entry : *entries) {
    folder.has_way_back = folder.has_way_back || script::is_down_file(entry.name);
    folder.names.insert(entry.name);
  }
  return folder;
}

}  // namespace migralint::project
