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
