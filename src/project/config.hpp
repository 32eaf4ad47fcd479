// migralint.toml: what a project says about its migrations. docs/configuration.md is the user's page for it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/expected.hpp"

namespace migralint::project {

inline constexpr std::string_view config_name = "migralint.toml";
inline constexpr int oldest_pg_version = 12;
inline constexpr int newest_pg_version = 19;

/// What `[rules."…"]` may hold beside the level.
struct RuleOption {
  std::string_view rule;
  std::string_view name;
  bool list = false;
  std::string (*problem)(std::string_view value) = nullptr;  ///< null: any text is right
};

/// The words that a configuration may use; the layers that own them are above this one.
struct Vocabulary {
  std::vector<std::string_view> rules;         ///< ids: "locking/index-not-concurrent"
  std::vector<std::string_view> levels;        ///< "error", …, "off"
  std::vector<std::string_view> fail_levels;   ///< "error", …, "never"
  std::vector<std::string_view> transactions;  ///< "autocommit", …
  std::vector<std::string_view> presets;       ///< "default", …
  std::vector<RuleOption> options;
};

/// Empty when `pattern` is a rule's id or "category/*" of one; otherwise `unknown rule "…" (did you mean
/// "…"?)`.
std::string rule_problem(std::string_view pattern, const Vocabulary& vocabulary);

/// "15" is 15; nothing when it is not a version that is known here.
std::optional<int> parse_pg_version(std::string_view text);

/// "16MB" in bytes, with PostgreSQL's units (B, kB, MB, GB, TB); nothing when it is no size.
std::optional<std::int64_t> parse_size(std::string_view text);

struct RuleLevel {
  std::string pattern;  ///< "locking/index-not-concurrent" or "locking/*"
  std::string level;
};

/// `[rules."RULE"] NAME = …`
struct OptionValue {
  std::string rule;
  std::string name;
  std::vector<std::string> values;
};

/// Values that hold for some files only.
struct Values {
  std::optional<int> pg_version;
  std::optional<std::string> transaction;
  std::optional<bool> lock_timeout_set_by_runner;
  std::optional<bool> statement_timeout_set_by_runner;
  std::vector<RuleLevel> rules;      ///< categories before single rules, so that the later ones win
  std::vector<OptionValue> options;  ///< later ones win
};

struct Override {
  std::vector<std::string> paths;  ///< globs
  Values values;
};

struct Config {
  std::string directory;  ///< absolute: globs and the schema are relative to it
  Values values;
  std::vector<Override> overrides;  ///< later ones win
  std::vector<std::string> exclude;
  std::vector<std::string> select;
  std::vector<std::string> ignore;
  std::optional<std::string> preset;
  std::vector<std::string> extensions;  ///< the database has them, whatever the history says
  std::optional<std::string> fail_level;
  std::optional<std::string> schema;  ///< as a path from the working directory or absolute
  std::optional<bool> history;
  std::optional<bool> history_complete;  ///< whether the history starts from an empty database
  std::optional<std::string> baseline;   ///< a path as `schema`
  std::optional<std::string> stats;      ///< a path as `schema`
  std::optional<std::int64_t> small_table_rows;
  std::optional<std::int64_t> small_table_bytes;
  std::vector<std::string> hot_tables;    ///< globs of names
  std::vector<std::string> small_tables;  ///< the same
};

/// The configuration in `text`, or each of its mistakes: `migralint.toml:7:1: unknown rule "…"`. `path` is
/// for messages.
Expected<Config, std::vector<std::string>> parse_config(std::string_view text, const std::string& path,
                                                        const Vocabulary& vocabulary);

/// Finds and keeps the configuration of each file: the nearest one upwards from it.
class ConfigStore {
 public:
  /// `working_directory` is absolute.
  ConfigStore(Vocabulary vocabulary, const std::string& working_directory);

  /// One file for all (`--config`), instead of the search. Empty, or why it cannot be read; what is wrong in
  /// it is in errors().
  std::string use_only(const std::string& path);
  /// No configuration at all (`--no-config`).
  void use_none();

  /// The configuration of a file (a shown path, which need not exist); an empty one when there is none.
  const Config& of(const std::string& path);
  /// What holds for a file: the configuration's values and then those of each override that covers it.
  Values values_of(const std::string& path);
  bool excludes(const std::string& path);

  /// Mistakes in the configurations read so far.
  [[nodiscard]] const std::vector<std::string>& errors() const { return errors_; }

 private:
  const Config& of_directory(const std::string& directory);
  const Config& load(const std::string& path);
  [[nodiscard]] std::string absolute_parent(const std::string& path);
  [[nodiscard]] std::string relative_to(const Config& config, const std::string& path);

  Vocabulary vocabulary_;
  std::string working_directory_;
  const Config none_{};
  const Config* only_ = nullptr;
  std::map<std::string, std::optional<Config>, std::less<>> loaded_;  ///< by the configuration's path
  std::map<std::string, const Config*, std::less<>> by_directory_;
  std::map<std::string, std::string, std::less<>> parents_;  ///< shown folder to absolute one
  std::vector<std::string> errors_;
};

}  // namespace migralint::project
