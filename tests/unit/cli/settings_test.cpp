#include "cli/settings.hpp"

#include "lint/rule.hpp"
#include "support/catch.hpp"

using namespace migralint;
using namespace migralint::cli;

namespace {

constexpr std::string_view index_rule = "locking/index-not-concurrent";
constexpr std::string_view check_rule = "locking/check-validates";
constexpr std::string_view drop_rule = "data-loss/drop-table";

struct Given {
  project::Config config;
  project::Values values;
  Overrides overrides;

  [[nodiscard]] std::string level(std::string_view id) const {
    const auto levels = resolve_levels(config, values, overrides);
    const auto* rule = lint::find_rule(id);
    REQUIRE(rule != nullptr);
    return std::string(lint::to_string(levels[static_cast<std::size_t>(rule - lint::all_rules().data())]));
  }
};

}  // namespace

TEST_CASE("every rule has its own level by default", "[cli]") {
  const Given given;
  CHECK(given.level(index_rule) == "error");
  CHECK(given.level(drop_rule) == "warning");
}

TEST_CASE("later levels win", "[cli]") {
  Given given;
  given.values.rules = {{"locking/*", "note"}, {std::string(index_rule), "warning"}};
  CHECK(given.level(index_rule) == "warning");
  CHECK(given.level(check_rule) == "note");
  CHECK(given.level(drop_rule) == "warning");
  given.values.rules.push_back({"locking/*", "off"});
  CHECK(given.level(index_rule) == "off");
}

TEST_CASE("the strict preset, an option or the full name wakes a rule that is off", "[cli]") {
  constexpr std::string_view sleeping = "naming/mixed-case";
  Given given;
  CHECK(given.level(sleeping) == "off");
  given.values.rules = {{"naming/*", "note"}};
  CHECK(given.level(sleeping) == "off");
  given.config.preset = "strict";
  CHECK(given.level(sleeping) == "note");
  CHECK(given.level(index_rule) == "error");
  given.values.rules = {};
  CHECK(given.level(sleeping) == "warning");
  given.values.rules = {{std::string(sleeping), "off"}};
  CHECK(given.level(sleeping) == "off");
  given.config.preset = "default";
  given.values.rules = {};
  given.values.options = {{"naming/convention", "table", {"^[a-z]+$"}}};
  CHECK(given.level("naming/convention") == "warning");
  CHECK(given.level(sleeping) == "off");
}

TEST_CASE("options and extensions reach the rules, a regular expression is looked at", "[cli]") {
  Given given;
  given.config.extensions = {"citext"};
  given.values.options = {{"naming/convention", "table", {"a"}}, {"naming/convention", "table", {"b"}}};
  const auto settings = resolve(given.config, given.values, given.overrides).lint;
  CHECK(settings.extensions == std::vector<std::string>{"citext"});
  REQUIRE(settings.option("naming/convention", "table") != nullptr);
  CHECK(settings.option("naming/convention", "table")->values.front() == "b");
  CHECK(settings.option("naming/convention", "index") == nullptr);
  const auto config =
      project::parse_config("[rules.\"naming/convention\"]\ntable = \"[a\"", "m.toml", vocabulary());
  REQUIRE(!config);
  CHECK(config.error().front() == "m.toml:2:9: table: \"[a\" is not a regular expression (missing ]: [a)");
}

TEST_CASE("select leaves only what it names, and what cannot be read", "[cli]") {
  Given given;
  given.config.select = {"data-loss/*"};
  CHECK(given.level(drop_rule) == "warning");
  CHECK(given.level(index_rule) == "off");
  CHECK(given.level("syntax/error") == "error");
  given.overrides.select = {std::string(index_rule)};
  CHECK(given.level(index_rule) == "error");
  CHECK(given.level(drop_rule) == "off");
}

TEST_CASE("ignore turns off, but for what is selected by name", "[cli]") {
  Given given;
  given.config.ignore = {"locking/*"};
  given.overrides.ignore = {"syntax/error"};
  CHECK(given.level(index_rule) == "off");
  CHECK(given.level("syntax/error") == "off");
  given.overrides.select = {std::string(index_rule), "locking/*"};
  CHECK(given.level(index_rule) == "error");
  CHECK(given.level(check_rule) == "off");
  given.overrides.ignore.emplace_back(index_rule);
  CHECK(given.level(index_rule) == "off");
}

TEST_CASE("a rule that is selected by name is on", "[cli]") {
  Given given;
  given.values.rules = {{std::string(index_rule), "off"}};
  given.overrides.select = {"locking/*"};
  CHECK(given.level(index_rule) == "off");
  given.overrides.select.emplace_back(index_rule);
  CHECK(given.level(index_rule) == "error");
}

TEST_CASE("the command line goes before the configuration", "[cli]") {
  project::Values values;
  values.pg_version = 13;
  values.transaction = "file";
  values.lock_timeout_set_by_runner = true;
  auto settings = resolve({}, values, {});
  CHECK(settings.lint.pg_version == 13);
  CHECK(settings.transaction == session::TransactionMode::file);
  CHECK(settings.lint.lock_timeout_set_by_runner);
  Overrides overrides;
  overrides.pg_version = 17;
  overrides.transaction = session::TransactionMode::pipeline;
  settings = resolve({}, values, overrides);
  CHECK(settings.lint.pg_version == 17);
  CHECK(settings.transaction == session::TransactionMode::pipeline);
  CHECK(resolve({}, {}, {}).lint.pg_version == 15);
}

TEST_CASE("fail levels", "[cli]") {
  CHECK(fail_level("warning") == lint::Level::warning);
  CHECK_FALSE(fail_level("never").has_value());
}
