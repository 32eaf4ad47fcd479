#include "cli/inputs.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "base/parallel.hpp"
#include "project/files.hpp"
#include "project/folder_names.hpp"
#include "project/ways_back.hpp"

namespace migralint::cli {
namespace {

replay::Role role_of(project::FileUse use) {
  switch (use) {
    case project::FileUse::judged:
      return replay::Role::judged;
    case project::FileUse::history:
      return replay::Role::history;
    case project::FileUse::down:
      return replay::Role::down;
  }
  return replay::Role::judged;
}

replay::Listing listing_of(const project::JournalEntry& entry) {
  using State = replay::Listing::State;
  if (!entry.listed) return {State::unlisted, {}};
  return entry.after.empty() ? replay::Listing{State::listed, {}} : replay::Listing{State::late, entry.after};
}

bool same_file(const std::string& a, const std::string& b) {
  std::error_code missing;
  return std::filesystem::equivalent(a, b, missing);
}

class Reader {
 public:
  Reader(project::ConfigStore& configs, const InputOptions& options, const Bases& bases,
         project::FolderLists folders, Inputs& result)
      : configs_(configs), options_(options), bases_(bases), result_(result), folders_(std::move(folders)) {}

  void read(project::History history) {
    lint::Input input;
    const auto said = configs_.of(history.files.front().path).history_complete;
    input.migrations.complete = history.read && said.value_or(history.complete);
    const auto schema = schema_for(history.files.front().path, configs_, options_);
    if (!schema.empty()) add_schema(schema, history.files.front().path, input);
    for (auto& file : history.files) {
      if (schema.empty() || !same_file(schema, file.path)) add(std::move(file), input);
    }
    pair(input);
    if (has_named_file(input)) result_.histories.push_back(std::move(input));
  }

 private:
  static bool has_named_file(const lint::Input& input) {
    for (const auto& file : input.migrations.files) {
      if (replay::is_named(file.role)) return true;
    }
    return false;
  }

  void add(project::FoundFile file, lint::Input& input) {
    if (!file.text) {
      auto text = read_text(file.path);
      if (!text) {
        if (file.use == project::FileUse::history) input.migrations.complete = false;
        return;
      }
      file.text = std::move(text);
    }
    push(file.path, std::move(*file.text), role_of(file.use), file.path, input);
    if (file.journal) input.migrations.files.back().listing = listing_of(*file.journal);
  }

  /// Gives each judged file the one that undoes it: a named one, or one beside it that nobody named.
  void pair(lint::Input& input) {
    auto& files = input.migrations.files;
    std::unordered_map<std::string, std::size_t> down;
    for (std::size_t i = 0; i < files.size(); ++i) {
      if (files[i].role == replay::Role::down) down.emplace(files[i].path, i);
    }
    const auto count = files.size();
    for (std::size_t i = 0; i < count; ++i) {
      if (files[i].role != replay::Role::judged || files[i].path == "<stdin>") continue;
      if (down.empty() && !folders_.may_have_way_back(files[i].path)) continue;
      for (const auto& path : project::ways_back(files[i].path)) {
        const auto named = down.find(path);
        if (named != down.end()) {
          files[i].way_back = named->second;
        } else if (folders_.may_have(path)) {
          if (auto text = project::read_file(path)) {
            files[i].way_back = files.size();
            push(path, std::move(*text), replay::Role::way_back, path, input);
          }
        }
        if (files[i].way_back != replay::SourceFile::none) break;
      }
    }
  }

  /// The dump says what the database holds, however little the folder tells.
  void add_schema(const std::string& schema, const std::string& for_file, lint::Input& input) {
    auto text = read_text(schema);
    input.migrations.complete = text.has_value() && configs_.of(for_file).history_complete.value_or(true);
    if (text) push(schema, std::move(*text), replay::Role::history, for_file, input);
  }

  void push(const std::string& path, std::string text, replay::Role role, const std::string& settings_of,
            lint::Input& input) {
    const FileSettings& settings = settings_for(settings_of);
    const auto mode = path == settings_of ? settings.transaction : session::TransactionMode::autocommit;
    const auto base = bases_.find(path);
    input.migrations.files.push_back({path, std::move(text), role, mode, settings.lint.pg_version,
                                      base == bases_.end() ? replay::BaseFile() : base->second});
    input.settings.push_back(settings.lint);
  }

  /// The files of a project nearly always have the same settings.
  const FileSettings& settings_for(const std::string& path) {
    const project::Config& config = configs_.of(path);
    if (&config == settings_config_ && config.overrides.empty()) return settings_;
    settings_ = resolve(config, configs_.values_of(path), options_.overrides);
    settings_.lint.tables.stats = stats_of(path);
    settings_.lint.said_complete = config.history_complete.value_or(false);
    settings_config_ = &config;
    return settings_;
  }

  std::shared_ptr<const lint::TableStats> stats_of(const std::string& path) {
    const auto file = options_.stats.empty() ? configs_.of(path).stats.value_or("") : options_.stats;
    if (file.empty()) return nullptr;
    const auto [at, is_new] = stats_.try_emplace(file);
    if (!is_new) return at->second;
    const auto text = read_text(file);
    if (!text) return nullptr;
    auto stats = lint::parse_table_stats(*text);
    if (stats) {
      at->second = std::make_shared<const lint::TableStats>(std::move(*stats));
    } else {
      result_.errors.push_back(file + ": " + stats.error());
    }
    return at->second;
  }

  std::optional<std::string> read_text(const std::string& path) {
    auto text = project::read_file(path);
    if (text) return std::move(*text);
    // A schema is read once for each history; its error is said once.
    if (failed_.insert(path).second) result_.errors.push_back(path + ": " + text.error());
    return std::nullopt;
  }

  project::ConfigStore& configs_;
  const InputOptions& options_;
  const Bases& bases_;
  Inputs& result_;
  project::FolderNames folders_;  ///< those of the judged files
  std::set<std::string, std::less<>> failed_;
  FileSettings settings_;                             ///< of the last file
  const project::Config* settings_config_ = nullptr;  ///< that they come from
  std::map<std::string, std::shared_ptr<const lint::TableStats>, std::less<>> stats_;  ///< by file
};

/// What can be read is read on all threads; what cannot is left for the reader, which says so in its turn.
void read_texts(project::Discovery& discovery, unsigned jobs) {
  constexpr std::size_t together = 32;  // a thread for fewer would not be worth it
  std::vector<project::FoundFile*> files;
  for (auto& history : discovery.histories) {
    for (auto& file : history.files) {
      if (!file.text) files.push_back(&file);
    }
  }
  in_parallel((files.size() + together - 1) / together, jobs, [&](std::size_t group) {
    for (std::size_t i = group * together; i < std::min(files.size(), (group + 1) * together); ++i) {
      auto text = project::read_file(files[i]->path);
      if (text) files[i]->text = std::move(*text);
    }
  });
}

}  // namespace

std::string schema_for(const std::string& path, project::ConfigStore& configs, const InputOptions& options) {
  return options.schema.empty() ? configs.of(path).schema.value_or("") : options.schema;
}

Inputs read_inputs(project::Discovery discovery, project::ConfigStore& configs, const InputOptions& options,
                   const Bases& bases, unsigned jobs) {
  Inputs result;
  read_texts(discovery, jobs);
  Reader reader(configs, options, bases, std::move(discovery.folders), result);
  for (auto& history : discovery.histories) {
    reader.read(std::move(history));
  }
  return result;
}

}  // namespace migralint::cli
