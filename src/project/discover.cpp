#include "project/discover.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>
#include <unordered_set>
#include <utility>

#include "base/sort_by_key.hpp"
#include "base/text.hpp"
#include "project/directory_lists.hpp"
#include "project/drizzle_journal.hpp"
#include "project/file_tree.hpp"
#include "project/paths.hpp"
#include "script/file_kind.hpp"

namespace migralint::project {
namespace {

/// Names that say nothing themselves: the folder around them is the migration.
constexpr std::array<std::string_view, 3> generic_names{"up.sql", "down.sql", "migration.sql"};

bool is_generic(std::string_view name) {
  const auto lower = to_lower(name);
  return std::find(generic_names.begin(), generic_names.end(), lower) != generic_names.end();
}

/// "0001_init", "2024-01-01_x", "v2".
bool looks_versioned(std::string_view folder) {
  if (folder.starts_with('v') || folder.starts_with('V')) folder.remove_prefix(1);
  return !folder.empty() && folder[0] >= '0' && folder[0] <= '9';
}

bool is_sql(std::string_view name) { return ends_with_ignoring_case(name, ".sql"); }

std::string absolute(const std::string& path) { return disk_tree().place(path).value_or(path); }

/// The path that was meant, if a name on the way to it, or its last one, is misspelt.
std::optional<std::string> meant(const FileTree& tree, const std::string& path) {
  std::string parent(parent_of(path));
  if (parent != "." && parent != "/" && tree.kind(parent) == FileKind::missing) {
    const auto repaired = meant(tree, parent);
    if (!repaired) return std::nullopt;
    parent = *repaired;
    const auto whole = joined(parent, name_of(path));
    if (tree.kind(whole) != FileKind::missing) return whole;
  }
  const auto siblings = tree.list(parent);
  if (!siblings) return std::nullopt;
  std::vector<std::string> names;
  for (const auto& entry : *siblings) {
    names.push_back(entry.name);
  }
  // A link that leads nowhere is there by its name.
  if (std::find(names.begin(), names.end(), name_of(path)) != names.end()) return std::nullopt;
  const auto near = did_you_mean(name_of(path), std::span<const std::string>(names));
  return near ? std::optional(joined(parent, *near)) : std::nullopt;
}

std::string missing_message(const FileTree& tree, const std::string& path) {
  const auto message = path + ": " + tree.missing(path);
  const auto near = meant(tree, path);
  return near ? message + " (did you mean " + *near + "?)" : message;
}

/// Collects what is to be judged, in the user's order.
class Finder {
 public:
  Finder(const DiscoverOptions& options, DirectoryLists& lists, Discovery& result)
      : options_(options), lists_(lists), tree_(lists.tree()), result_(result) {}

  void add_standard_input() {
    if (!options_.stdin_filename.empty()) {
      const auto path = shown(options_.stdin_filename, options_.working_directory);
      add(path, place_of(path), options_.stdin_text);
    } else {
      judged_.push_back({std::string(stdin_path), FileUse::judged, options_.stdin_text, {}});
    }
  }

  void add_argument(const std::string& argument) {
    const auto path = shown(argument, options_.working_directory);
    const auto kind = argument.empty() ? FileKind::missing : tree_.kind(path);
    if (kind == FileKind::missing) {
      result_.errors.push_back(argument.empty() ? "an empty path" : missing_message(tree_, path));
    } else if (kind == FileKind::directory) {
      add_directory(path);
    } else {
      add(path, place_of(path), std::nullopt);
    }
  }

  [[nodiscard]] std::vector<FoundFile>& judged() { return judged_; }

 private:
  void add(const std::string& path, std::optional<std::string> place, std::optional<std::string> text) {
    if (options_.excluded && options_.excluded(path)) {
      if (place && excluded_.insert(std::move(*place)).second) ++result_.excluded;
      return;
    }
    if (place && !seen_.insert(std::move(*place)).second) return;
    const auto use = script::is_down_file(path) ? FileUse::down : FileUse::judged;
    judged_.push_back({path, use, std::move(text), {}});
  }

  void add_directory(const std::string& directory) {
    std::size_t found = 0;
    const auto problems = result_.errors.size();
    // Per argument: a directory named twice is not an error the second time.
    std::set<std::string> entered;
    walk(directory, tree_.place(directory), entered, found);
    if (found == 0 && result_.errors.size() == problems)
      result_.errors.push_back(directory + ": no .sql files in it");
  }

  void walk(const std::string& directory, const std::optional<std::string>& place,
            std::set<std::string>& entered, std::size_t& found) {
    if (!place || !entered.insert(*place).second) return;
    const auto& entries = lists_.of(directory);
    if (!entries) {
      result_.errors.push_back(directory + ": " + entries.error());
      return;
    }
    for (const auto& entry : *entries) {
      const bool wanted =
          entry.directory ? may_hold_migrations(entry.name) : !is_hidden(entry.name) && is_sql(entry.name);
      if (!wanted) continue;
      const auto path = joined(directory, entry.name);
      auto below = entry.link ? tree_.place(path) : joined(*place, entry.name);
      if (entry.directory) {
        walk(path, below, entered, found);
      } else {
        ++found;
        add_found(path, std::move(below));
      }
    }
  }

  void add_found(const std::string& path, std::optional<std::string> place) {
    if (!place) {
      result_.errors.push_back(path + ": " + tree_.missing(path));
    } else {
      add(path, std::move(place), std::nullopt);
    }
  }

  /// The links on the way to a folder are followed once for all its files.
  std::optional<std::string> place_of(const std::string& path) {
    const auto name = name_of(path);
    if (name == "." || name == ".." || name.empty() || tree_.is_link(path)) return tree_.place(path);
    const auto folder = parent_of(path);
    if (folder_ != folder) {
      folder_ = folder;
      place_of_folder_ = tree_.place(folder_);
    }
    return place_of_folder_ ? std::optional(joined(*place_of_folder_, name)) : std::nullopt;
  }

  const DiscoverOptions& options_;
  DirectoryLists& lists_;
  const FileTree& tree_;
  Discovery& result_;
  std::vector<FoundFile> judged_;
  std::unordered_set<std::string> seen_;      ///< places
  std::unordered_set<std::string> excluded_;  ///< places
  std::string folder_;                        ///< of the last named file
  std::optional<std::string> place_of_folder_;
};

/// Those that may be directories by their names: the others would be looked at twice.
std::vector<std::string> directories_among(const std::vector<std::string>& arguments,
                                           const DiscoverOptions& options) {
  std::vector<std::string> found;
  for (const auto& argument : arguments) {
    if (argument.empty() || argument == "-" || is_sql(argument)) continue;
    auto path = shown(argument, options.working_directory);
    if (disk_tree().kind(path) == FileKind::directory) found.push_back(std::move(path));
  }
  return found;
}

struct Placed {
  std::string key;
  FoundFile file;
};

struct Group {
  std::string directory;  ///< as shown
  std::vector<Placed> files;
};

/// Files of one directory come together, also when it is reached by two names.
std::vector<Group> grouped(std::vector<FoundFile> files, const std::string& working_directory) {
  std::vector<Group> groups;
  std::map<std::string, std::size_t> by_identity;
  std::map<std::string, std::size_t>
      by_name;  // a folder's links are followed once, not for each of its files
  for (auto& file : files) {
    auto place = history_place(file.path, working_directory);
    const auto [named, is_new_name] =
        by_name.try_emplace(file.path == stdin_path ? file.path : place.directory, 0);
    if (is_new_name) {
      const auto identity = file.path == stdin_path ? file.path : absolute(place.directory);
      const auto [at, is_new] = by_identity.try_emplace(identity, groups.size());
      if (is_new) groups.push_back({place.directory, {}});
      named->second = at->second;
    }
    groups[named->second].files.push_back({std::move(place.key), std::move(file)});
  }
  return groups;
}

/// The keys of all migrations in a directory: its files, and its folders that are one migration each.
std::vector<std::string> keys_in(DirectoryLists& lists, const std::string& directory,
                                 std::vector<std::string>& errors) {
  std::vector<std::string> keys;
  const auto& entries = lists.of(directory);
  if (!entries) {
    errors.push_back(directory + ": " + entries.error());
    return keys;
  }
  for (const auto& entry : *entries) {
    if (is_hidden(entry.name)) continue;
    if (!entry.directory && is_sql(entry.name)) keys.push_back(entry.name);
    if (!entry.directory || !looks_versioned(entry.name)) continue;
    const auto folder = joined(directory, entry.name);
    for (const auto generic : generic_names) {
      if (lists.has_file(folder, generic)) keys.push_back(joined(entry.name, generic));
    }
  }
  return keys;
}

/// The order in which the files of a folder run.
class Order {
 public:
  explicit Order(std::optional<DrizzleJournal> journal) : journal_(std::move(journal)) {}

  [[nodiscard]] bool less(std::string_view a, std::string_view b) const {
    return journal_ ? journal_->less(a, b) : migration_less(a, b);
  }
  void sort(std::vector<Placed>& files) const {
    if (!journal_) return sort_by_key(files, [](const Placed& file) { return migration_key(file.key); });
    std::stable_sort(files.begin(), files.end(),
                     [&](const Placed& a, const Placed& b) { return less(a.key, b.key); });
  }
  /// What the tool never runs is no history.
  [[nodiscard]] bool runs(std::string_view key) const { return !journal_ || journal_->place(key); }

  [[nodiscard]] std::optional<JournalEntry> entry(std::string_view key) const {
    if (!journal_) return std::nullopt;
    const auto place = journal_->place(key);
    if (!place) return JournalEntry{};
    const auto* newer = journal_->not_after(*place);
    return JournalEntry{true, newer != nullptr ? newer->file : std::string()};
  }

 private:
  std::optional<DrizzleJournal> journal_;
};

/// Excluded files are history too: what is not judged any more has still built the schema.
void add_history(DirectoryLists& lists, const Order& order, Group& group, std::vector<std::string>& errors) {
  std::set<std::string, std::less<>> judged;
  for (const auto& placed : group.files) {
    judged.insert(placed.key);
  }
  std::vector<Placed> earlier;
  for (auto& key : keys_in(lists, group.directory, errors)) {
    if (judged.contains(key) || script::is_down_file(joined(group.directory, key))) continue;
    // What comes after the last judged file has not happened yet.
    if (!order.less(key, group.files.back().key) || !order.runs(key)) continue;
    auto path = joined(group.directory, key);
    earlier.push_back({std::move(key), {std::move(path), FileUse::history, std::nullopt, {}}});
  }
  group.files.insert(group.files.end(), std::make_move_iterator(earlier.begin()),
                     std::make_move_iterator(earlier.end()));
  order.sort(group.files);
}

/// Drizzle stops at the first file of its list that is not there.
void find_listed(const DrizzleJournal& journal, const std::string& directory,
                 std::vector<std::string>& errors) {
  for (const auto& entry : journal.entries()) {
    if (disk_tree().kind(joined(directory, entry.file)) == FileKind::missing) {
      errors.push_back(joined(directory, drizzle_journal_name) + ": lists " + entry.file +
                       ", which is not there: Drizzle stops at it");
      return;
    }
  }
}

History finished(Group group, const DiscoverOptions& options, DirectoryLists& lists,
                 std::vector<std::string>& errors) {
  auto journal = DrizzleJournal::read(group.directory, errors);
  if (journal) find_listed(*journal, group.directory, errors);
  const Order order(std::move(journal));
  order.sort(group.files);
  const auto& first = group.files.front().file.path;
  const bool wanted = !options.wants_history || options.wants_history(first);
  const bool in_directory = first != stdin_path && lists.tree().kind(group.directory) == FileKind::directory;
  if (wanted && in_directory) add_history(lists, order, group, errors);
  // A folder that is one version of several ("3.3/") continues what the folders before it have built.
  const bool one_of_many = looks_versioned(name_of(absolute(group.directory)));
  const bool read = wanted && in_directory;
  History history{group.directory, {}, read && !one_of_many, read};
  for (auto& placed : group.files) {
    placed.file.journal = order.entry(placed.key);
    history.files.push_back(std::move(placed.file));
  }
  return history;
}

}  // namespace

HistoryPlace history_place(std::string_view path, std::string_view working_directory) {
  const auto folder = parent_of(path);
  const auto name = name_of(path);
  const bool here = folder == ".";
  const auto folder_name = name_of(here ? working_directory : folder);
  if (!is_generic(name) || !looks_versioned(folder_name)) return {std::string(folder), std::string(name)};
  return {here ? ".." : std::string(parent_of(folder)), joined(folder_name, name)};
}

Discovery discover(const std::vector<std::string>& arguments, const DiscoverOptions& options) {
  Discovery result;
  DirectoryLists lists(options.tree != nullptr ? *options.tree : disk_tree());
  if (options.tree == nullptr) {
    auto directories = directories_among(arguments, options);
    if (!directories.empty() && options.before_folders) options.before_folders();
    lists.read_ahead(std::move(directories), options.jobs);
  }
  Finder finder(options, lists, result);
  // First, because an editor's unsaved text stands in for the file that a directory also has.
  const bool reads_stdin = std::find(arguments.begin(), arguments.end(), "-") != arguments.end();
  if (reads_stdin) finder.add_standard_input();
  for (const auto& argument : arguments) {
    if (argument != "-") finder.add_argument(argument);
  }
  for (auto& group : grouped(std::move(finder.judged()), options.working_directory)) {
    result.histories.push_back(finished(std::move(group), options, lists, result.errors));
  }
  if (options.tree == nullptr) result.folders = lists.take();
  return result;
}

}  // namespace migralint::project
