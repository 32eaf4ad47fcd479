#include <algorithm>
#include <set>
#include <string_view>
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

/// Where a link leads to, from the top; for what is outside some path that the index does not have.
std::string target_of(const std::string& link, std::string_view target) {
  if (target.starts_with('/')) return std::string(target);
  const std::string_view folder = parent_of(link);
  std::vector<std::string_view> parts;
  for (std::string_view path : {folder, target}) {
    while (!path.empty()) {
      const auto part = path.substr(0, path.find('/'));
      path.remove_prefix(std::min(part.size() + 1, path.size()));
      if (part != "..") {
        if (!part.empty() && part != ".") parts.push_back(part);
      } else if (parts.empty()) {
        return std::string("..");
      } else {
        parts.pop_back();
      }
    }
  }
  std::string result;
  for (const auto part : parts) {
    result = joined(result, part);
  }
  return result;
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
  result->index_ = std::move(index->files);
  auto problem = result->read_links(index->links);
  if (!problem.empty()) return Unexpected(std::move(problem));
  result->changes_ = std::move(*changes);
  const auto* tree = result.get();
  result->tree_ = {[tree](const std::string& path) { return tree->kind(path); },
                   [tree](const std::string& directory) { return tree->list(directory); },
                   [tree](const std::string& path) {
                     return tree->kind(path) != FileKind::missing ? tree->resolved(path) : std::nullopt;
                   },
                   [tree](const std::string& path) {
                     const auto place = tree->inside(path);
                     return place && tree->links_.contains(*place);
                   },
                   [](const std::string&) { return std::string("not in git's index"); }};
  return result;
}

/// Empty, or why the links cannot be read. One that leads out of the work tree leads nowhere in the index.
std::string StagedTree::read_links(const std::vector<std::string>& links) {
  std::vector<std::string> ids;
  ids.reserve(links.size());
  for (const auto& link : links) {
    ids.push_back(index_.find(link)->second);
  }
  const auto targets = repository_->blobs(ids);
  if (!targets) return targets.error();
  for (std::size_t i = 0; i < links.size(); ++i) {
    links_[links[i]] = target_of(links[i], (*targets)[i]);
  }
  return {};
}

bool StagedTree::is_changed(const std::optional<std::string>& place) const {
  const auto change = place ? changes_.find(*place) : changes_.end();
  if (change == changes_.end()) return false;
  return !change->second.exact || !same_migration(change->second.old_path, *place);
}

bool StagedTree::is_staged(const std::string& path) const {
  return is_changed(inside(path)) || is_changed(resolved(path));
}

std::string StagedTree::fill(Discovery& discovery) const {
  std::vector<FoundFile*> files;
  std::vector<std::string> ids;
  for (auto& history : discovery.histories) {
    for (auto& file : history.files) {
      const auto place = resolved(file.path);
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

std::optional<std::string> StagedTree::resolved(const std::string& path) const {
  constexpr int most_links = 40;  // as the kernel has it
  auto place = inside(path);
  for (int i = 0; place && i < most_links; ++i) {
    const auto link = links_.find(*place);
    if (link == links_.end()) return place;
    place = link->second;
  }
  return std::nullopt;
}

FileKind StagedTree::kind(const std::string& path) const {
  const auto place = resolved(path);
  if (!place) return FileKind::missing;
  if (index_.contains(*place)) return FileKind::file;
  const auto below = first_below(index_, *place);
  return below != index_.end() && is_below(below->first, *place) ? FileKind::directory : FileKind::missing;
}

Expected<std::vector<DirectoryEntry>, std::string> StagedTree::list(const std::string& directory) const {
  const auto place = resolved(directory);
  if (!place) return Unexpected(std::string("not in git's index"));
  const std::size_t begin = place->empty() ? 0 : place->size() + 1;
  std::vector<DirectoryEntry> entries;
  std::set<std::string, std::less<>> folders;
  for (auto entry = first_below(index_, *place); entry != index_.end() && is_below(entry->first, *place);
       ++entry) {
    const auto rest = std::string_view(entry->first).substr(begin);
    const auto slash = rest.find('/');
    if (slash == std::string_view::npos) {
      const auto is = kind(joined(directory, rest));
      const bool is_link = links_.contains(entry->first);
      if (is != FileKind::missing) entries.push_back({std::string(rest), is == FileKind::directory, is_link});
    } else if (folders.emplace(rest.substr(0, slash)).second) {
      entries.push_back({std::string(rest.substr(0, slash)), true, false});
    }
  }
  return entries;
}

}  // namespace migralint::project
