#include <cstdlib>
#include <memory>
#include <utility>

#include <unistd.h>

#include "project/config.hpp"
#include "project/files.hpp"
#include "project/paths.hpp"

namespace migralint::project {
namespace {

/// With links resolved where the folder exists.
std::string resolved(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr), &std::free);
  return real ? std::string(real.get()) : normalised(path);
}

bool covered(const std::vector<std::string>& patterns, std::string_view path) {
  for (const auto& pattern : patterns) {
    if (glob_covers(pattern, path)) return true;
  }
  return false;
}

void add(Values& to, const Values& from) {
  if (from.pg_version) to.pg_version = from.pg_version;
  if (from.transaction) to.transaction = from.transaction;
  if (from.lock_timeout_set_by_runner) to.lock_timeout_set_by_runner = from.lock_timeout_set_by_runner;
  if (from.statement_timeout_set_by_runner) {
    to.statement_timeout_set_by_runner = from.statement_timeout_set_by_runner;
  }
  to.rules.insert(to.rules.end(), from.rules.begin(), from.rules.end());
  to.options.insert(to.options.end(), from.options.begin(), from.options.end());
}

}  // namespace

ConfigStore::ConfigStore(Vocabulary vocabulary, const std::string& working_directory)
    : vocabulary_(std::move(vocabulary)), working_directory_(resolved(working_directory)) {}

std::string ConfigStore::use_only(const std::string& path) {
  const auto name = normalised(path);
  const auto text = read_file(name);
  if (!text) return "configuration " + name + ": " + text.error();
  only_ = &load(name.starts_with('/') ? name : joined(working_directory_, name));
  return {};
}

void ConfigStore::use_none() { only_ = &none_; }

const Config& ConfigStore::of(const std::string& path) {
  return only_ != nullptr ? *only_ : of_directory(absolute_parent(path));
}

Values ConfigStore::values_of(const std::string& path) {
  const Config& config = of(path);
  Values values = config.values;
  const auto relative = relative_to(config, path);
  for (const auto& override_ : config.overrides) {
    if (covered(override_.paths, relative)) add(values, override_.values);
  }
  return values;
}

bool ConfigStore::excludes(const std::string& path) {
  const Config& config = of(path);
  return !config.exclude.empty() && covered(config.exclude, relative_to(config, path));
}

const Config& ConfigStore::of_directory(const std::string& directory) {
  if (const auto known = by_directory_.find(directory); known != by_directory_.end()) return *known->second;
  const auto candidate = joined(directory, config_name);
  const Config* config = &none_;
  if (::access(candidate.c_str(), F_OK) == 0) {
    config = &load(candidate);
  } else if (directory != "/" && directory.starts_with('/')) {
    config = &of_directory(std::string(parent_of(directory)));
  }
  by_directory_.emplace(directory, config);
  return *config;
}

const Config& ConfigStore::load(const std::string& path) {
  const auto [at, is_new] = loaded_.try_emplace(path);
  if (!is_new) return at->second ? *at->second : none_;
  const auto name = shown(path, working_directory_);
  const auto text = read_file(path);
  if (!text) {
    errors_.push_back(name + ": " + text.error());
    return none_;
  }
  auto config = parse_config(*text, name, vocabulary_);
  if (!config) {
    errors_.insert(errors_.end(), config.error().begin(), config.error().end());
    return none_;
  }
  config->directory = resolved(std::string(parent_of(path)));
  for (auto* named : {&config->schema, &config->baseline, &config->stats}) {
    if (*named && !(*named)->starts_with('/')) {
      *named = shown(joined(config->directory, **named), working_directory_);
    }
  }
  at->second = std::move(*config);
  return *at->second;
}

std::string ConfigStore::absolute_parent(const std::string& path) {
  const auto folder = parent_of(path);
  if (const auto known = parents_.find(folder); known != parents_.end()) return known->second;
  const bool is_absolute = folder.starts_with('/');
  auto result =
      resolved(is_absolute ? std::string(folder) : joined(working_directory_, folder == "." ? "" : folder));
  return parents_.emplace(folder, std::move(result)).first->second;
}

/// Files outside the configuration's folder (with --config) are matched as they are shown.
std::string ConfigStore::relative_to(const Config& config, const std::string& path) {
  const auto absolute = joined(absolute_parent(path), name_of(path));
  auto relative = shown(absolute, config.directory);
  return relative.starts_with('/') ? shown(absolute, working_directory_) : relative;
}

}  // namespace migralint::project
