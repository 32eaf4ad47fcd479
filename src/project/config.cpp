// Reading the TOML. The search and what holds for a file are in config_store.cpp.
#include "project/config.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <span>

#include <toml++/toml.h>

#include "base/text.hpp"
#include "project/paths.hpp"

namespace migralint::project {
namespace {

constexpr std::string_view lock_timeout_key = "lock-timeout-set-by-runner";
constexpr std::string_view statement_timeout_key = "statement-timeout-set-by-runner";
constexpr auto top_keys = std::to_array<std::string_view>(
    {"pg-version", "transaction",      lock_timeout_key,   statement_timeout_key,
     "preset",     "exclude",          "select",           "ignore",
     "rules",      "fail-level",       "history",          "history-complete",
     "schema",     "overrides",        "extensions",       "baseline",
     "stats",      "small-table-rows", "small-table-size", "small-tables",
     "hot-tables"});
constexpr auto override_keys = std::to_array<std::string_view>(
    {"paths", "pg-version", "transaction", lock_timeout_key, statement_timeout_key, "rules"});

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string one_of(std::span<const std::string_view> words) {
  std::string text = "one of ";
  for (std::size_t i = 0; i < words.size(); ++i) {
    text += (i == 0 ? "" : ", ") + quoted(words[i]);
  }
  return text;
}

bool is_category(std::string_view pattern) { return pattern.ends_with("/*"); }

/// Categories first; among equals the text decides, so that the result does not depend on the file's order.
bool wider(const RuleLevel& a, const RuleLevel& b) {
  if (is_category(a.pattern) != is_category(b.pattern)) return is_category(a.pattern);
  return a.pattern < b.pattern;
}

/// Reads one file; mistakes are collected, so that all of them are shown at once.
class Reader {
 public:
  Reader(const std::string& path, const Vocabulary& vocabulary) : path_(path), vocabulary_(vocabulary) {}

  Config read(const toml::table& root) {
    check_keys(root, top_keys);
    Config config;
    config.values = values(root);
    config.exclude = globs(root, "exclude");
    config.select = rule_list(root, "select");
    config.ignore = rule_list(root, "ignore");
    config.preset = word(root, "preset", vocabulary_.presets);
    for (const auto* element : texts(root, "extensions")) {
      config.extensions.push_back(element->get());
    }
    config.fail_level = word(root, "fail-level", vocabulary_.fail_levels);
    config.history = boolean(root, "history");
    config.history_complete = boolean(root, "history-complete");
    config.schema = text(root, "schema");
    config.baseline = text(root, "baseline");
    tables(root, config);
    config.overrides = overrides(root);
    return config;
  }

  [[nodiscard]] std::vector<std::string>& problems() { return problems_; }

  void problem(const toml::source_region& place, std::string_view message) {
    problems_.push_back(path_ + ':' + std::to_string(place.begin.line) + ':' +
                        std::to_string(place.begin.column) + ": " + std::string(message));
  }

 private:
  void check_keys(const toml::table& table, std::span<const std::string_view> known) {
    for (const auto& [key, value] : table) {
      if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
      problem(key.source(), "unknown key " + quoted(key.str()) + suggestion(key.str(), known));
    }
  }

  Values values(const toml::table& table) {
    Values result;
    result.pg_version = pg_version(table);
    result.transaction = word(table, "transaction", vocabulary_.transactions);
    result.lock_timeout_set_by_runner = boolean(table, lock_timeout_key);
    result.statement_timeout_set_by_runner = boolean(table, statement_timeout_key);
    rules(table, result);
    return result;
  }

  std::optional<std::string> text(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return std::nullopt;
    if (const auto* value = node->as_string()) return value->get();
    problem(node->source(), std::string(key) + " must be text in quotes");
    return std::nullopt;
  }

  std::optional<std::string> word(const toml::table& table, std::string_view key,
                                  std::span<const std::string_view> words) {
    auto value = text(table, key);
    if (!value || std::find(words.begin(), words.end(), *value) != words.end()) return value;
    problem(table.get(key)->source(),
            std::string(key) + " is " + quoted(*value) + ", but must be " + one_of(words));
    return std::nullopt;
  }

  std::optional<bool> boolean(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return std::nullopt;
    if (const auto* value = node->as_boolean()) return value->get();
    problem(node->source(), std::string(key) + " must be true or false");
    return std::nullopt;
  }

  /// What is small and what is busy.
  void tables(const toml::table& root, Config& config) {
    config.stats = text(root, "stats");
    config.small_table_rows = count(root, "small-table-rows");
    if (const auto size = text(root, "small-table-size")) {
      config.small_table_bytes = parse_size(*size);
      if (!config.small_table_bytes) {
        problem(root.get("small-table-size")->source(), "small-table-size must be a size such as \"16MB\"");
      }
    }
    config.small_tables = globs(root, "small-tables");
    config.hot_tables = globs(root, "hot-tables");
  }

  std::optional<std::int64_t> count(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return std::nullopt;
    const auto* value = node->as_integer();
    if (value != nullptr && value->get() >= 0) return value->get();
    problem(node->source(), std::string(key) + " must be a number");
    return std::nullopt;
  }

  std::optional<int> pg_version(const toml::table& table) {
    const toml::node* node = table.get("pg-version");
    if (node == nullptr) return std::nullopt;
    std::optional<int> version;
    if (const auto* number = node->as_integer()) version = parse_pg_version(std::to_string(number->get()));
    if (const auto* name = node->as_string()) version = parse_pg_version(name->get());
    if (!version) {
      problem(node->source(), "pg-version must be a major version from " + std::to_string(oldest_pg_version) +
                                  " to " + std::to_string(newest_pg_version));
    }
    return version;
  }

  /// The texts of a list and where each of them stands.
  std::vector<const toml::value<std::string>*> texts(const toml::table& table, std::string_view key) {
    std::vector<const toml::value<std::string>*> result;
    const toml::node* node = table.get(key);
    if (node == nullptr) return result;
    const auto* array = node->as_array();
    if (array == nullptr) problem(node->source(), std::string(key) + " must be a list: [\"…\"]");
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
      const toml::node& element = (*array)[i];
      if (element.is_string()) {
        result.push_back(element.as_string());
      } else {
        problem(element.source(), std::string(key) + " must hold text in quotes");
      }
    }
    return result;
  }

  std::vector<std::string> globs(const toml::table& table, std::string_view key) {
    std::vector<std::string> result;
    for (const auto* element : texts(table, key)) {
      const auto mistake = glob_problem(element->get());
      if (!mistake.empty())
        problem(element->source(), "the pattern " + quoted(element->get()) + ' ' + mistake);
      result.push_back(element->get());
    }
    return result;
  }

  std::vector<std::string> rule_list(const toml::table& table, std::string_view key) {
    std::vector<std::string> result;
    for (const auto* element : texts(table, key)) {
      const auto mistake = rule_problem(element->get(), vocabulary_);
      if (!mistake.empty()) problem(element->source(), mistake);
      result.push_back(element->get());
    }
    return result;
  }

  void rules(const toml::table& table, Values& result) {
    const toml::node* node = table.get("rules");
    if (node == nullptr) return;
    const auto* entries = node->as_table();
    if (entries == nullptr) {
      problem(node->source(), "rules must be a table: [rules]");
      return;
    }
    for (const auto& [key, value] : *entries) {
      const auto mistake = rule_problem(key.str(), vocabulary_);
      if (!mistake.empty()) {
        problem(key.source(), mistake);
      } else if (const auto* details = value.as_table()) {
        rule_details(std::string(key.str()), *details, result);
      } else if (const auto level = word(*entries, key.str(), vocabulary_.levels)) {
        result.rules.push_back({std::string(key.str()), *level});
      }
    }
    std::sort(result.rules.begin(), result.rules.end(), wider);
  }

  /// `[rules."RULE"]`: its level and its options.
  void rule_details(const std::string& rule, const toml::table& details, Values& result) {
    std::vector<std::string_view> known{"level"};
    for (const auto& option : vocabulary_.options) {
      if (option.rule == rule) known.push_back(option.name);
    }
    check_keys(details, known);
    if (const auto level = word(details, "level", vocabulary_.levels)) result.rules.push_back({rule, *level});
    for (const auto& option : vocabulary_.options) {
      if (option.rule == rule && details.contains(option.name)) {
        result.options.push_back({rule, std::string(option.name), option_values(details, option)});
      }
    }
  }

  std::vector<std::string> option_values(const toml::table& details, const RuleOption& option) {
    std::vector<std::string> result;
    std::vector<const toml::value<std::string>*> elements;
    const toml::node& node = *details.get(option.name);
    if (option.list && !node.is_string()) {
      elements = texts(details, option.name);
    } else if (text(details, option.name)) {
      elements.push_back(node.as_string());
    }
    for (const auto* element : elements) {
      const auto mistake = option.problem != nullptr ? option.problem(element->get()) : std::string();
      if (!mistake.empty()) {
        problem(element->source(), std::string(option.name) + ": " + mistake);
      }
      result.push_back(element->get());
    }
    return result;
  }

  std::vector<Override> overrides(const toml::table& root) {
    std::vector<Override> result;
    const toml::node* node = root.get("overrides");
    if (node == nullptr) return result;
    const auto* array = node->as_array();
    if (array == nullptr) problem(node->source(), "overrides must be a list of tables: [[overrides]]");
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
      const auto* table = (*array)[i].as_table();
      if (table == nullptr) {
        problem((*array)[i].source(), "overrides must hold tables: [[overrides]]");
      } else {
        result.push_back(single_override(*table));
      }
    }
    return result;
  }

  Override single_override(const toml::table& table) {
    check_keys(table, override_keys);
    if (!table.contains("paths")) problem(table.source(), "an override needs paths = [\"…\"]");
    return {globs(table, "paths"), values(table)};
  }

  const std::string& path_;
  const Vocabulary& vocabulary_;
  std::vector<std::string> problems_;
};

/// `locking/x = "off"` is the mistake that everybody makes once.
std::string quotes_hint(std::string_view text, std::size_t line_number) {
  for (std::size_t line = 1; line < line_number && !text.empty(); ++line) {
    text.remove_prefix(std::min(text.find('\n') + 1, text.size()));
  }
  const auto line = trim(text.substr(0, std::min(text.find('\n'), text.size())));
  const auto key = trim(line.substr(0, std::min(line.find('='), line.size())));
  const bool bare = line.find('=') != std::string_view::npos && key.find('/') != std::string_view::npos &&
                    key.find('"') == std::string_view::npos && key.find('\'') == std::string_view::npos;
  return bare ? " (a name with a slash needs quotes: " + quoted(key) + ")" : std::string();
}

/// By line, since the tables are sorted by their keys.
void sort_by_place(std::vector<std::string>& problems, std::size_t path_size) {
  const auto line = [&](const std::string& problem) {
    std::pair<unsigned, unsigned> place{0, 0};
    const char* end = problem.data() + problem.size();
    const auto read = std::from_chars(problem.data() + path_size + 1, end, place.first);
    if (read.ptr != end) std::from_chars(read.ptr + 1, end, place.second);
    return place;
  };
  std::stable_sort(problems.begin(), problems.end(),
                   [&](const std::string& a, const std::string& b) { return line(a) < line(b); });
}

}  // namespace

std::string rule_problem(std::string_view pattern, const Vocabulary& vocabulary) {
  std::set<std::string> categories;
  for (const auto id : vocabulary.rules) {
    if (id == pattern) return {};
    categories.insert(std::string(id.substr(0, id.find('/'))) + "/*");
  }
  if (categories.contains(std::string(pattern))) return {};
  std::vector<std::string_view> known = vocabulary.rules;
  if (is_category(pattern)) known.assign(categories.begin(), categories.end());
  // "locking" alone means all of it.
  const auto whole = std::string(pattern) + "/*";
  if (categories.contains(whole))
    return "unknown rule " + quoted(pattern) + " (did you mean " + quoted(whole) + "?)";
  return "unknown rule " + quoted(pattern) + suggestion(pattern, known);
}

std::optional<std::int64_t> parse_size(std::string_view text) {
  constexpr auto units = std::to_array<std::string_view>({"B", "kB", "MB", "GB", "TB"});
  constexpr std::int64_t most = 1LL << 22U;
  std::int64_t size = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
  if (error != std::errc() || size < 0 || size > most) return std::nullopt;
  const auto word = trim(text.substr(static_cast<std::size_t>(end - text.data())));
  const auto* unit = std::find(units.begin(), units.end(), word);
  if (unit == units.end()) return std::nullopt;
  return size << (10 * (unit - units.begin()));
}

std::optional<int> parse_pg_version(std::string_view text) {
  int version = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (!whole || version < oldest_pg_version || version > newest_pg_version) return std::nullopt;
  return version;
}

Expected<Config, std::vector<std::string>> parse_config(std::string_view text, const std::string& path,
                                                        const Vocabulary& vocabulary) {
  Reader reader(path, vocabulary);
  Config config;
  try {
    const toml::table root = toml::parse(text, path);
    config = reader.read(root);
  } catch (const toml::parse_error& error) {
    reader.problem(error.source(),
                   std::string(error.description()) + quotes_hint(text, error.source().begin.line));
  }
  if (reader.problems().empty()) return config;
  sort_by_place(reader.problems(), path.size());
  return Unexpected(std::move(reader.problems()));
}

}  // namespace migralint::project
