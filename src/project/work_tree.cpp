#include "project/work_tree.hpp"

#include <utility>

#include "project/paths.hpp"

namespace migralint::project {
namespace {

std::optional<std::string> resolved(const std::string& path) { return disk_tree().place(path); }

/// With links resolved as far as the folder exists.
std::string real_folder(const std::string& folder) {
  if (auto real = resolved(folder)) return *real;
  const auto parent = std::string(parent_of(folder));
  if (parent == folder || parent == ".") return folder;
  return joined(real_folder(parent), name_of(folder));
}

/// A repository at the revision that changes are counted from.
struct Base {
  GitTree tree;
  GitChanges changes;
};

/// One question: what has changed since a revision, over all repositories.
class Since {
 public:
  Since(const std::string& revision, bool staged, GitPlaces& places)
      : revision_(revision), staged_(staged), places_(places) {}

  /// Empty, or the error.
  std::string add(const FoundFile& file) {
    const auto place = places_.of(file.path);
    if (!place) return place.error();
    auto base = base_of(*place->repository);
    if (!base) return std::move(base.error());
    auto& result = files_[file.path];
    const auto wanted = look_up(**base, *place, result);
    // What is not on disk, nor in the index, has to be compared.
    const bool other_text = file.text && !staged_;
    if (other_text && result.state == SinceFile::State::same) result.state = SinceFile::State::changed;
    if (!wanted.empty() && result.state != SinceFile::State::same) {
      wanted_[place->repository].push_back({file.path, wanted, other_text ? &*file.text : nullptr});
    }
    return {};
  }

  /// Reads what the changed files were. Empty, or the error.
  std::string fill() {
    for (const auto& [repository, files] : wanted_) {
      std::vector<std::string> ids;
      ids.reserve(files.size());
      for (const auto& file : files) {
        ids.push_back(file.id);
      }
      auto texts = repository->blobs(ids);
      if (!texts) return std::move(texts.error());
      for (std::size_t i = 0; i < files.size(); ++i) {
        auto& result = files_[files[i].path];
        result.text = std::move((*texts)[i]);
        const bool equal = files[i].text != nullptr && *files[i].text == result.text;
        if (equal) result = {SinceFile::State::same, {}, {}};
      }
    }
    return {};
  }

  [[nodiscard]] std::map<std::string, SinceFile>& files() { return files_; }

 private:
  struct Wanted {
    std::string path;
    std::string id;
    const std::string* text;  ///< to be compared with; null: the file is known to differ
  };

  Expected<const Base*, std::string> base_of(const GitRepository& repository) {
    const auto known = bases_.find(&repository);
    if (known != bases_.end()) return &known->second;
    const auto commit = merge_base(repository, revision_);
    if (!commit) return Unexpected(commit.error());
    Base base;
    // A submodule that was not there yet: all of it is new.
    if (!commit->empty()) {
      auto tree = tree_of(repository, *commit);
      if (!tree) return Unexpected(std::move(tree.error()));
      auto changes = changes_since(repository, *commit, staged_);
      if (!changes) return Unexpected(std::move(changes.error()));
      base = {std::move(*tree), std::move(*changes)};
    }
    return &bases_.emplace(&repository, std::move(base)).first->second;
  }

  /// Sets the state and returns the blob that the file was.
  std::string look_up(const Base& base, const GitPlace& place, SinceFile& result) {
    const auto change = base.changes.find(place.path);
    if (change != base.changes.end() && change->second.status == 'R') {
      return renamed(base, place, change->second, result);
    }
    const auto before = base.tree.find(place.path);
    if (before == base.tree.end()) return {};
    result.state = change == base.changes.end() ? SinceFile::State::same : SinceFile::State::changed;
    return before->second;
  }

  std::string renamed(const Base& base, const GitPlace& place, const GitChange& change, SinceFile& result) {
    const auto before = base.tree.find(change.old_path);
    if (before == base.tree.end()) return {};
    if (same_migration(change.old_path, place.path)) {
      result.state = change.exact ? SinceFile::State::same : SinceFile::State::changed;
    } else {
      result.state = SinceFile::State::renamed;
      result.old_path = places_.shown_path(*place.repository, change.old_path);
    }
    return before->second;
  }

  const std::string& revision_;
  bool staged_;
  GitPlaces& places_;
  std::map<const GitRepository*, Base> bases_;
  std::map<const GitRepository*, std::vector<Wanted>> wanted_;
  std::map<std::string, SinceFile> files_;
};

}  // namespace

GitPlaces::GitPlaces(const std::string& working_directory)
    : working_directory_(resolved(working_directory).value_or(working_directory)) {}

Expected<GitPlace, std::string> GitPlaces::of(const std::string& path) {
  const bool is_absolute = path.starts_with('/');
  const auto whole = is_absolute ? path : joined(working_directory_, path);
  const bool is_folder = disk_tree().kind(whole) == FileKind::directory;
  const auto folder = real_folder(is_folder ? whole : std::string(parent_of(whole)));
  const auto found = repository(folder);
  if (!found) return Unexpected(path + ": " + found.error());
  return GitPlace{*found, shown(is_folder ? folder : joined(folder, name_of(whole)), (*found)->top())};
}

Expected<const GitRepository*, std::string> GitPlaces::repository(const std::string& folder) {
  const auto known = by_folder_.find(folder);
  if (known != by_folder_.end()) return known->second;
  // git cannot go to a folder that is only in its index.
  std::string existing = folder;
  while (!resolved(existing) && existing != "/") {
    existing = parent_of(existing);
  }
  auto found = GitRepository::find(existing);
  if (!found) return Unexpected(std::move(found.error()));
  auto& kept = by_top_[found->top()];
  if (!kept) kept = std::make_unique<GitRepository>(std::move(*found));
  by_folder_[folder] = kept.get();
  return kept.get();
}

std::string GitPlaces::shown_path(const GitRepository& repository, const std::string& path) const {
  return shown(joined(repository.top(), path), working_directory_);
}

Expected<std::map<std::string, SinceFile>, std::string> since(const std::string& revision, bool staged,
                                                              const Discovery& discovery, GitPlaces& places) {
  Since question(revision, staged, places);
  for (const auto& history : discovery.histories) {
    for (const auto& file : history.files) {
      auto problem = question.add(file);
      if (!problem.empty()) return Unexpected(std::move(problem));
    }
  }
  auto problem = question.fill();
  if (!problem.empty()) return Unexpected(std::move(problem));
  return std::move(question.files());
}

bool same_migration(const std::string& old_path, const std::string& new_path) {
  return history_place(old_path, "/").key == history_place(new_path, "/").key;
}

}  // namespace migralint::project
