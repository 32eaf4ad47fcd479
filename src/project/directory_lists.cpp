#include "project/directory_lists.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "base/parallel.hpp"
#include "base/sort_by_key.hpp"
#include "base/text.hpp"
#include "project/paths.hpp"

namespace migralint::project {

DirectoryLists::Entries DirectoryLists::read(const std::string& directory) const {
  auto entries = tree_.list(directory);
  if (entries) {
    sort_by_key(*entries, [](const DirectoryEntry& entry) { return migration_key(entry.name); });
  }
  return entries;
}

const DirectoryLists::Entries& DirectoryLists::of(const std::string& directory) {
  const auto known = lists_.find(directory);
  if (known != lists_.end()) return known->second;
  return lists_.emplace(directory, read(directory)).first->second;
}

void DirectoryLists::read_ahead(std::vector<std::string> directories, unsigned jobs) {
  constexpr std::size_t together = 16;  // a thread for fewer would not be worth it
  // Level by level.
  while (!directories.empty()) {
    std::vector<std::optional<Entries>> found(directories.size());
    in_parallel((directories.size() + together - 1) / together, jobs, [&](std::size_t group) {
      for (std::size_t i = group * together; i < std::min(directories.size(), (group + 1) * together); ++i) {
        found[i] = read(directories[i]);
      }
    });
    std::vector<std::string> below;
    for (std::size_t i = 0; i < directories.size(); ++i) {
      const auto [at, is_new] = lists_.emplace(std::move(directories[i]), std::move(*found[i]));
      if (!is_new || !at->second) continue;
      for (const auto& entry : *at->second) {
        if (entry.directory && !entry.link && may_hold_migrations(entry.name)) {
          below.push_back(joined(at->first, entry.name));
        }
      }
    }
    directories = std::move(below);
  }
}

bool DirectoryLists::has_file(const std::string& directory, std::string_view name) const {
  const auto known = lists_.find(directory);
  if (known == lists_.end() || !known->second) {
    return tree_.kind(joined(directory, name)) == FileKind::file;
  }
  return std::ranges::any_of(*known->second, [&](const DirectoryEntry& entry) {
    return entry.name == name && !entry.directory &&
           (!entry.link || tree_.kind(joined(directory, name)) == FileKind::file);
  });
}

}  // namespace migralint::project
