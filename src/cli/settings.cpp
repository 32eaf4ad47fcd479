#include "cli/settings.hpp"

#include <algorithm>
#include <array>

#include "lint/rule.hpp"

namespace migralint::cli {
namespace {

constexpr std::string_view syntax_rule = "syntax/error";
constexpr std::string_view strict_preset = "strict";

using Patterns = std::vector<std::string>;

bool names(const Patterns& patterns, std::string_view id) {
  return std::find(patterns.begin(), patterns.end(), id) != patterns.end();
}

bool covers(const Patterns& patterns, std::string_view id) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return lint::pattern_matches(pattern, id); });
}

lint::Level awake(lint::Level level, const lint::RegisteredRule& rule) {
  if (level != lint::Level::off) return level;
  return rule.rule->level != lint::Level::off ? rule.rule->level : lint::Level::warning;
}

/// Before anybody names a level: its own, or on where the preset or an option says that the rule is wanted.
lint::Level first_level(const lint::RegisteredRule& rule, const project::Config& config,
                        const project::Values& values) {
  const bool has_option = std::any_of(values.options.begin(), values.options.end(),
                                      [&](const auto& option) { return option.rule == rule.id; });
  const bool wanted = has_option || config.preset == strict_preset;
  return wanted ? awake(rule.rule->level, rule) : rule.rule->level;
}

lint::Level configured_level(const lint::RegisteredRule& rule, const project::Config& config,
                             const project::Values& values) {
  const auto first = first_level(rule, config, values);
  auto level = first;
  for (const auto& setting : values.rules) {
    const bool exact = setting.pattern == rule.id;
    // A whole category turned up does not wake the rules that are off by default.
    const bool sleeping = !exact && first == lint::Level::off;
    if (lint::pattern_matches(setting.pattern, rule.id) && !sleeping) {
      level = lint::level(setting.level).value_or(level);
    }
  }
  return level;
}

}  // namespace

project::Vocabulary vocabulary() {
  project::Vocabulary words;
  for (const auto& rule : lint::all_rules()) {
    words.rules.push_back(rule.id);
    for (const auto& option : rule.rule->options) {
      words.options.push_back({rule.id, option.name, option.list, option.problem});
    }
  }
  words.presets = {"default", strict_preset};
  words.levels = {"error", "warning", "note", "off"};
  words.fail_levels = {"error", "warning", "note", "never"};
  using enum session::TransactionMode;
  for (const auto mode : {autocommit, implicit, file, batch, pipeline}) {
    words.transactions.push_back(session::to_string(mode));
  }
  return words;
}

std::vector<lint::Level> resolve_levels(const project::Config& config, const project::Values& values,
                                        const Overrides& overrides) {
  const Patterns& select = overrides.select.empty() ? config.select : overrides.select;
  std::vector<lint::Level> levels;
  for (const auto& rule : lint::all_rules()) {
    auto level = configured_level(rule, config, values);
    const bool by_name = names(select, rule.id);
    if (by_name) level = awake(level, rule);
    if (!select.empty() && !covers(select, rule.id) && rule.id != syntax_rule) level = lint::Level::off;
    // The narrower word wins: --select locking/x --ignore 'locking/*' leaves locking/x on.
    for (const Patterns* ignore : {&config.ignore, &overrides.ignore}) {
      if (names(*ignore, rule.id) || (covers(*ignore, rule.id) && !by_name)) level = lint::Level::off;
    }
    levels.push_back(level);
  }
  return levels;
}

FileSettings resolve(const project::Config& config, const project::Values& values,
                     const Overrides& overrides) {
  FileSettings settings;
  const int default_version = settings.lint.pg_version;
  settings.lint.pg_version = overrides.pg_version.value_or(values.pg_version.value_or(default_version));
  settings.lint.lock_timeout_set_by_runner = values.lock_timeout_set_by_runner.value_or(false);
  settings.lint.statement_timeout_set_by_runner = values.statement_timeout_set_by_runner.value_or(false);
  settings.lint.extensions = config.extensions;
  auto& tables = settings.lint.tables;
  tables.small_rows = config.small_table_rows.value_or(tables.small_rows);
  tables.small_bytes = config.small_table_bytes.value_or(tables.small_bytes);
  tables.small = config.small_tables;
  tables.hot = config.hot_tables;
  for (const auto& option : values.options) {
    settings.lint.options.push_back({option.rule, option.name, option.values});
  }
  settings.lint.levels = resolve_levels(config, values, overrides);
  settings.lint.transaction_configured = values.transaction || overrides.transaction;
  if (values.transaction) {
    settings.transaction = session::transaction_mode(*values.transaction).value_or(settings.transaction);
  }
  if (overrides.transaction) settings.transaction = *overrides.transaction;
  return settings;
}

std::optional<lint::Level> fail_level(const std::string& word) {
  const auto level = lint::level(word);
  return level == lint::Level::off ? std::nullopt : level;
}

}  // namespace migralint::cli
