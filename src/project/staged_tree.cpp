#include <algorithm>
#include <set>
#include <utility>

#include "project/paths.hpp"
#include "project/work_tree.hpp"

namespace migralint::project {
namespace {

/// The first entry below a folder; "" is the top.
GitTree::const_iterator first_below(const GitTree& index, const std::string& folder) {
  return folder.empty() ? index.begin() : index.lower_bound(folder + '/');
}

bool is_below(const std::string& path, const std::string& folder) {
  return folder.empty() || path.starts_with(folder + '/');
}

}  // namespace

Expected<std::unique_ptr<StagedTree>, std::string> StagedTree::read(GitPlaces& places) {
  std::unique_ptr<StagedTree> result(new StagedTree);
  const auto here = places.repository(places.working_directory());
  if (!here) return Unexpected("the working directory is " + here.error());
  result->places_ = &places;
  result->repository_ = *here;
  auto index = index_of(**here);
  if (!index) return Unexpected(std::move(index.error()));
  auto changes = staged_changes(**here);
  if (!changes) return Unexpected(std::move(changes.error()));
  result->index_ = std::move(*index);
  result->changes_ = std::move(*changes);
  const auto* tree = result.get();
  result->tree_ = {[tree](const std::string& path) { return tree->kind(path); },
                   [tree](const std::string& directory) { return tree->list(directory); },
                   [tree](const std::string& path) -> std::optional<FileIdentity> {
                     const auto place = tree->inside(path);
                     if (!place || tree->kind(path) == FileKind::missing) return std::nullopt;
                     return FileIdentity{0, std::hash<std::string>{}(*place)};
                   },
                   [](const std::string&) { return std::string("not in git's index"); }};
  return result;
}

bool StagedTree::is_staged(const std::string& path) const {
  const auto place = inside(path);
  const auto change = place ? changes_.find(*place) : changes_.end();
  if (change == changes_.end()) return false;
  return !change->second.exact || !same_migration(change->second.old_path, *place);
}

std::string StagedTree::fill(Discovery& discovery) const {
  std::vector<FoundFile*> files;
  std::vector<std::string> ids;
  for (auto& history : discovery.histories) {
    for (auto& file : history.files) {
      const auto place = inside(file.path);
      const auto entry = place ? index_.find(*place) : index_.end();
      if (entry == index_.end()) return file.path + ": not in git's index";
      if (entry->second.empty()) return file.path + ": has a merge conflict that is not resolved";
      files.push_back(&file);
      ids.push_back(entry->second);
    }
  }
  auto texts = repository_->blobs(ids);
  if (!texts) return std::move(texts.error());
  for (std::size_t i = 0; i < files.size(); ++i) {
    files[i]->text = std::move((*texts)[i]);
  }
  return {};
}

std::optional<std::string> StagedTree::inside(const std::string& path) const {
  const auto place = places_->of(path);
  if (!place || place->repository != repository_) return std::nullopt;
  if (place->path == ".") return std::string();
  return place->path.starts_with('/') ? std::nullopt : std::optional(place->path);
}

FileKind StagedTree::kind(const std::string& path) const {
  const auto place = inside(path);
  if (!place) return FileKind::missing;
  if (index_.contains(*place)) return FileKind::file;
  const auto below = first_below(index_, *place);
  return below != index_.end() && is_below(below->first, *place) ? FileKind::directory : FileKind::missing;
}

Expected<std::vector<DirectoryEntry>, std::string> StagedTree::list(const std::string& directory) const {
  const auto place = inside(directory);
  if (!place) return Unexpected(std::string("not in git's index"));
  const std::size_t begin = place->empty() ? 0 : place->size() + 1;
  std::vector<DirectoryEntry> entries;
  std::set<std::string, std::less<>> folders;
  for (auto entry = first_below(index_, *place); entry != index_.end() && is_below(entry->first, *place);
       ++entry) {
    const auto rest = std::string_view(entry->first).substr(begin);
    const auto slash = rest.find('/');
    if (slash == std::string_view::npos) {
      entries.push_back({std::string(rest), false});
    } else if (folders.emplace(rest.substr(0, slash)).second) {
      entries.push_back({std::string(rest.substr(0, slash)), true});
    }
  }
  return entries;
}

}  // namespace migralint::project
