#include "project/config.hpp"

#include "support/catch.hpp"
#include "unit/project/scratch.hpp"

using namespace migralint;
using namespace migralint::project;

namespace {

using Lines = std::vector<std::string>;

std::string no_digits(std::string_view value) {
  return value.find_first_of("0123456789") == std::string_view::npos ? std::string() : "no digits, please";
}

Vocabulary words() {
  Vocabulary vocabulary;
  vocabulary.presets = {"default", "strict"};
  vocabulary.options = {{"locking/check-validates", "pattern", false, no_digits},
                        {"locking/check-validates", "tables", true, nullptr}};
  vocabulary.rules = {"idempotency/constraint-not-guarded", "locking/check-validates",
                      "locking/index-not-concurrent"};
  vocabulary.levels = {"error", "warning", "note", "off"};
  vocabulary.fail_levels = {"error", "warning", "note", "never"};
  vocabulary.transactions = {"autocommit", "implicit", "file", "batch", "pipeline"};
  return vocabulary;
}

Config good(std::string_view text) {
  auto config = parse_config(text, "migralint.toml", words());
  if (!config) FAIL(config.error().front());
  return *config;
}

Lines mistakes(std::string_view text) {
  auto config = parse_config(text, "migralint.toml", words());
  return config ? Lines{} : config.error();
}

}  // namespace

TEST_CASE("a whole configuration is read", "[project]") {
  const auto config = good(R"(
pg-version = 16
transaction = "file"
exclude = ["db/old/**"]
select = ["locking/*"]
ignore = ["locking/check-validates"]
fail-level = "error"
history = false
schema = "dump.sql"
lock-timeout-set-by-runner = true

[rules]
"locking/index-not-concurrent" = "note"
"locking/*" = "error"

[[overrides]]
paths = ["db/legacy/*.sql"]
pg-version = "12"
transaction = "autocommit"
rules = {"locking/*" = "off"}
)");
  CHECK(config.values.pg_version == 16);
  CHECK(config.values.transaction == "file");
  CHECK(config.values.lock_timeout_set_by_runner == true);
  CHECK(config.exclude == Lines{"db/old/**"});
  CHECK(config.select == Lines{"locking/*"});
  CHECK(config.ignore == Lines{"locking/check-validates"});
  CHECK(config.fail_level == "error");
  CHECK(config.history == false);
  CHECK(config.schema == "dump.sql");
  REQUIRE(config.values.rules.size() == 2);
  CHECK(config.values.rules[0].pattern == "locking/*");
  CHECK(config.values.rules[1].level == "note");
  REQUIRE(config.overrides.size() == 1);
  CHECK(config.overrides[0].values.pg_version == 12);
  CHECK(config.overrides[0].values.rules[0].level == "off");
}

TEST_CASE("mistakes in a configuration are named with their place", "[project]") {
  const auto only = [](std::string_view text) {
    const auto lines = mistakes(text);
    REQUIRE(lines.size() == 1);
    return lines[0];
  };
  CHECK(only("\n\n\n\n\n[rules]\n\"locking/index-not-concurent\" = \"off\"\n") ==
        "migralint.toml:7:1: unknown rule \"locking/index-not-concurent\" (did you mean "
        "\"locking/index-not-concurrent\"?)");
  CHECK(only("pg_version = 15") ==
        "migralint.toml:1:1: unknown key \"pg_version\" (did you mean \"pg-version\"?)");
  CHECK(only("# c\npg-version = 11") ==
        "migralint.toml:2:14: pg-version must be a major version from 12 to 19");
  CHECK(only("pg-version = \"15.2\"") ==
        "migralint.toml:1:14: pg-version must be a major version from 12 to 19");
  CHECK(only("transaction = \"files\"") ==
        "migralint.toml:1:15: transaction is \"files\", but must be one of \"autocommit\", \"implicit\", "
        "\"file\", "
        "\"batch\", \"pipeline\"");
  CHECK(only("[rules]\n\"locking/*\" = \"of\"") ==
        "migralint.toml:2:15: locking/* is \"of\", but must be one of \"error\", \"warning\", \"note\", "
        "\"off\"");
  CHECK(only("[rules]\n\"loking/*\" = \"off\"") ==
        "migralint.toml:2:1: unknown rule \"loking/*\" (did you mean \"locking/*\"?)");
  CHECK(only("ignore = [\"locking\"]") ==
        "migralint.toml:1:11: unknown rule \"locking\" (did you mean \"locking/*\"?)");
  CHECK(only("exclude = \"db\"") == "migralint.toml:1:11: exclude must be a list: [\"…\"]");
  CHECK(only("exclude = [1]") == "migralint.toml:1:12: exclude must hold text in quotes");
  CHECK(only("exclude = [\"a[\"]") ==
        "migralint.toml:1:12: the pattern \"a[\" has a \"[\" that is never closed");
  CHECK(only("history = \"no\"") == "migralint.toml:1:11: history must be true or false");
  CHECK(only("schema = 1") == "migralint.toml:1:10: schema must be text in quotes");
  CHECK(only("rules = 1") == "migralint.toml:1:9: rules must be a table: [rules]");
  CHECK(only("overrides = 1") == "migralint.toml:1:13: overrides must be a list of tables: [[overrides]]");
  CHECK(only("[[overrides]]\npaths = [\"a\"]\nschema = \"x\"") ==
        "migralint.toml:3:1: unknown key \"schema\"");
  CHECK(only("[[overrides]]\npg-version = 15") == "migralint.toml:1:1: an override needs paths = [\"…\"]");
}

TEST_CASE("a rule's level and options in a table of its own", "[project]") {
  const auto config = good(R"(
preset = "strict"
extensions = ["pg_trgm", "citext"]
[rules]
"locking/index-not-concurrent" = {level = "note"}
[rules."locking/check-validates"]
level = "error"
pattern = "^[a-z]+$"
tables = ["a", "b"]
[[overrides]]
paths = ["x"]
rules = {"locking/check-validates" = {tables = "c"}}
)");
  CHECK(config.preset == "strict");
  CHECK(config.extensions == Lines{"pg_trgm", "citext"});
  REQUIRE(config.values.rules.size() == 2);
  CHECK(config.values.rules[0].pattern == "locking/check-validates");
  CHECK(config.values.rules[0].level == "error");
  CHECK(config.values.rules[1].level == "note");
  REQUIRE(config.values.options.size() == 2);
  CHECK(config.values.options[0].name == "pattern");
  CHECK(config.values.options[0].values == Lines{"^[a-z]+$"});
  CHECK(config.values.options[1].values == Lines{"a", "b"});
  REQUIRE(config.overrides.size() == 1);
  REQUIRE(config.overrides[0].values.options.size() == 1);
  CHECK(config.overrides[0].values.options[0].values == Lines{"c"});
}

TEST_CASE("mistakes in options are named with their place", "[project]") {
  const auto only = [](std::string_view text) {
    const auto lines = mistakes(text);
    REQUIRE(lines.size() == 1);
    return lines[0];
  };
  CHECK(only("[rules.\"locking/check-validates\"]\npatern = \"a\"") ==
        "migralint.toml:2:1: unknown key \"patern\" (did you mean \"pattern\"?)");
  CHECK(only("[rules.\"locking/check-validates\"]\npattern = \"a1\"") ==
        "migralint.toml:2:11: pattern: no digits, please");
  CHECK(only("[rules.\"locking/check-validates\"]\npattern = [\"a\"]") ==
        "migralint.toml:2:11: pattern must be text in quotes");
  CHECK(only("[rules.\"locking/check-validates\"]\ntables = [1]") ==
        "migralint.toml:2:11: tables must hold text in quotes");
  CHECK(only("[rules.\"locking/index-not-concurrent\"]\npattern = \"a\"")
            .starts_with("migralint.toml:2:1: unknown key \"pattern\""));
  CHECK(only("[rules.\"locking/check-validates\"]\nlevel = \"loud\"")
            .starts_with("migralint.toml:2:9: level is"));
  CHECK(only("preset = \"strickt\"") ==
        "migralint.toml:1:10: preset is \"strickt\", but must be one of \"default\", \"strict\"");
  CHECK(only("extensions = \"citext\"") == "migralint.toml:1:14: extensions must be a list: [\"…\"]");
}

TEST_CASE("what is not TOML is named with its place and the usual cause", "[project]") {
  const auto lines = mistakes("[rules]\nlocking/check-validates = \"off\"\n");
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].starts_with("migralint.toml:2:"));
  CHECK(lines[0].ends_with("(a name with a slash needs quotes: \"locking/check-validates\")"));
  CHECK(mistakes("a = [1\nb = 2").size() == 1);
}

TEST_CASE("all mistakes are shown, in the order of the file", "[project]") {
  const auto lines = mistakes("zzz = 1\naaa = 2\n[rules]\n\"x/y\" = \"off\"\npp = 3\n");
  REQUIRE(lines.size() == 4);
  CHECK(lines[0].starts_with("migralint.toml:1:1:"));
  CHECK(lines[1].starts_with("migralint.toml:2:1:"));
  CHECK(lines[2].starts_with("migralint.toml:4:1:"));
  CHECK(lines[3].starts_with("migralint.toml:5:1:"));
}

TEST_CASE("the nearest configuration upwards holds for a file", "[project]") {
  const test::Scratch scratch;
  scratch.file("migralint.toml", "pg-version = 13\n");
  scratch.file("a/migralint.toml", "pg-version = 17\nschema = \"dump.sql\"\n");
  scratch.file("a/db/1.sql");
  scratch.file("b/1.sql");
  const test::WorkingDirectory here(scratch.root());
  ConfigStore store(words(), scratch.root());
  CHECK(store.values_of("a/db/1.sql").pg_version == 17);
  CHECK(store.of("a/db/1.sql").schema == "a/dump.sql");
  CHECK(store.values_of("b/1.sql").pg_version == 13);
  CHECK(store.values_of("1.sql").pg_version == 13);
  CHECK(store.values_of(scratch.path("a/x.sql")).pg_version == 17);
  CHECK(store.errors().empty());
}

TEST_CASE("later overrides win and patterns are relative to the configuration", "[project]") {
  const test::Scratch scratch;
  scratch.file("p/migralint.toml", R"(
pg-version = 13
exclude = ["db/gen/**"]
[[overrides]]
paths = ["db/**"]
pg-version = 14
transaction = "file"
[[overrides]]
paths = ["db/2*.sql"]
pg-version = 15
)");
  scratch.file("p/db/1.sql");
  const test::WorkingDirectory here(scratch.root());
  ConfigStore store(words(), scratch.root());
  CHECK(store.values_of("p/db/1.sql").pg_version == 14);
  CHECK(store.values_of("p/db/2.sql").pg_version == 15);
  CHECK(store.values_of("p/db/2.sql").transaction == "file");
  CHECK(store.values_of("p/x.sql").pg_version == 13);
  CHECK(store.excludes("p/db/gen/a/1.sql"));
  CHECK_FALSE(store.excludes("p/db/1.sql"));
}

TEST_CASE("one configuration for all, or none", "[project]") {
  const test::Scratch scratch;
  scratch.file("migralint.toml", "pg-version = 13\n");
  scratch.file("ci/strict.toml", "pg-version = 18\nexclude = [\"db/old\"]\n");
  const test::WorkingDirectory here(scratch.root());
  ConfigStore one(words(), scratch.root());
  CHECK(one.use_only("ci/strict.toml").empty());
  CHECK(one.values_of("db/1.sql").pg_version == 18);
  CHECK(one.excludes("db/old/1.sql"));
  ConfigStore none(words(), scratch.root());
  none.use_none();
  CHECK_FALSE(none.values_of("db/1.sql").pg_version.has_value());
  ConfigStore missing(words(), scratch.root());
  CHECK(missing.use_only("nowhere.toml") == "configuration nowhere.toml: no such file or directory");
}

TEST_CASE("a mistake is reported once for many files", "[project]") {
  const test::Scratch scratch;
  scratch.file("migralint.toml", "nonsense = 13\n");
  const test::WorkingDirectory here(scratch.root());
  ConfigStore store(words(), scratch.root());
  (void)store.of("a.sql");
  (void)store.of("b.sql");
  (void)store.of("c/d.sql");
  CHECK(store.errors() == Lines{"migralint.toml:1:1: unknown key \"nonsense\""});
}

TEST_CASE("what is known of the history and of tables", "[project]") {
  const auto config = good(R"(
history-complete = false
baseline = "ci/known.json"
stats = "ci/stats.json"
small-table-rows = 500
small-table-size = "8MB"
small-tables = ["a", "b.*"]
hot-tables = ["c"]
statement-timeout-set-by-runner = true
)");
  CHECK(config.history_complete == false);
  CHECK(config.baseline == "ci/known.json");
  CHECK(config.stats == "ci/stats.json");
  CHECK(config.small_table_rows == 500);
  CHECK(config.small_table_bytes == 8 << 20);
  CHECK(config.small_tables == Lines{"a", "b.*"});
  CHECK(config.hot_tables == Lines{"c"});
  CHECK(config.values.statement_timeout_set_by_runner == true);
}

TEST_CASE("sizes have PostgreSQL's units", "[project]") {
  CHECK(parse_size("16MB") == 16 << 20);
  CHECK(parse_size("512 kB") == 512 << 10);
  CHECK(parse_size("1TB") == 1LL << 40U);
  CHECK(parse_size("0B") == 0);
  for (const auto* wrong : {"", "16", "MB", "-1MB", "16mb", "1.5GB", "16MBs", "99999999999999999999MB"}) {
    CHECK(parse_size(wrong) == std::nullopt);
  }
}
