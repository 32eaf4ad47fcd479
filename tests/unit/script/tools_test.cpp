#include "script/tools.hpp"

#include <string>
#include <string_view>

#include "script/file_version.hpp"
#include "script/script.hpp"
#include "script/tool_faults.hpp"
#include "tests/support/catch.hpp"

using namespace migralint;
using script::Tool;

namespace {

script::ToolUse use_of(std::string_view text) { return script::split(text).tool; }

std::string version_of(std::string_view path) {
  const auto version = script::file_version(path);
  return version ? (version->kind != 0 ? std::string(1, version->kind) : "") + version->number : "none";
}

}  // namespace

TEST_CASE("the tool that a file's markers name", "[script]") {
  struct Case {
    std::string_view text;
    Tool tool;
    bool opts_out;
  };
  const Case cases[] = {
      {"select 1;", Tool::unknown, false},
      {"-- up to date\nselect 1;", Tool::unknown, false},
      {"-- +goose Up\nselect 1;", Tool::goose, false},
      {"-- +goose Up\nselect 1;\n-- +goose no transaction\n", Tool::goose, true},
      {"-- +migrate Up\nselect 1;", Tool::sql_migrate, false},
      {"-- +migrate Up notransaction\nselect 1;", Tool::sql_migrate, true},
      {"-- +migrate Up\nselect 1;\n-- +migrate Down notransaction\n", Tool::sql_migrate, false},
      {"-- migrate:up\nselect 1;", Tool::dbmate, false},
      {"-- migrate:up a:b transaction:false\nselect 1;", Tool::dbmate, true},
      {"-- migrate:up\nselect 1;\n-- migrate:down transaction:false", Tool::dbmate, false},
      {"-- Up Migration\nselect 1;", Tool::node_pg_migrate, false},
      {"---- create above / drop below ----", Tool::tern, false},
      {"---- tern: disable-tx ----\nselect 1;", Tool::tern, true},
      {"select 1;\n--> statement-breakpoint\nselect 2;", Tool::drizzle, false},
      {"-- atlas:txmode none\n\nselect 1;", Tool::atlas, true},
      {"-- atlas:txmode none\nselect 1;", Tool::atlas, false},
      {"-- atlas:nolint\n-- +goose Up\nselect 1;", Tool::goose, false},
      {"-- no-transaction\nselect 1;", Tool::sqlx, true},
      {"\n-- no-transaction\nselect 1;", Tool::unknown, false},
      {"--! Previous: -\n--! Hash: x\n\n--! no-transaction\nselect 1;", Tool::graphile_migrate, true},
      {"-- liquibase formatted sql\nselect 1;", Tool::liquibase, false},
      {"-- liquibase formatted sql\n--changeset a:1 runInTransaction:false\nselect 1;", Tool::liquibase,
       true},
      {"--Liquibase  formatted SQL\n--changeset a:1 labels:x runintransaction:FALSE\nselect 1;",
       Tool::liquibase, true},
      {"--liquibase formatted sql\n--changeset a:1 runInTransaction:true\nselect 1;", Tool::liquibase, false},
      {"--liquibase formatted sql\n--comment a:1 runInTransaction:false\nselect 1;", Tool::liquibase, false},
      {"select '-- +goose Up';", Tool::unknown, false},
      {"/*\n-- +goose Up\n*/ select 1;", Tool::unknown, false},
  };
  for (const auto& one : cases) {
    INFO(one.text);
    const auto use = use_of(one.text);
    CHECK(script::facts_of(use.tool).name == script::facts_of(one.tool).name);
    CHECK(use.opts_out == one.opts_out);
  }
}

TEST_CASE("tools by name", "[script]") {
  CHECK(script::tool_named("goose") == Tool::goose);
  CHECK(script::tool_named("Node-PG-Migrate") == Tool::node_pg_migrate);
  CHECK(script::tool_named("flyway") == Tool::flyway);
  CHECK_FALSE(script::tool_named(""));
  CHECK_FALSE(script::tool_named("goos"));
  for (int i = 0; i <= static_cast<int>(Tool::hasura); ++i) {
    CHECK(script::facts_of(static_cast<Tool>(i)).tool == static_cast<Tool>(i));
  }
}

TEST_CASE("versions in file names", "[script]") {
  struct Case {
    std::string_view path;
    std::string_view version;
  };
  const Case cases[] = {
      {"0005_a.sql", "5"},
      {"m/5-a.up.sql", "5"},
      {"m/000_a.sql", "0"},
      {"m/20240115093000_a.sql", "20240115093000"},
      {"m/99999999999999999999999999_a.sql", "99999999999999999999999999"},
      {"m/0005_a/up.sql", "5"},
      {"m/0005_a/migration.sql", "5"},
      {"V1__a.sql", "V1"},
      {"V1.0__a.sql", "V1"},
      {"V1_0_0__a.sql", "V1"},
      {"V1.0.1__a.sql", "V1.0.1"},
      {"V0.1__a.sql", "V0.1"},
      {"V01.02__a.sql", "V1.2"},
      {"B5__a.sql", "B5"},
      {"R__a.sql", "none"},
      {"V1_a.sql", "none"},
      {"V1x__a.sql", "none"},
      {"V1.__a.sql", "none"},
      {"V__a.sql", "none"},
      {"a.sql", "none"},
      {"2024-01-15-a.sql", "none"},
      {"2024_01_15_a.sql", "none"},
      {"5.sql", "none"},
      {"5_a.txt", "none"},
      {".sql", "none"},
      {"up.sql", "none"},
      {"", "none"},
  };
  for (const auto& one : cases) {
    INFO(one.path);
    CHECK(version_of(one.path) == one.version);
  }
  CHECK(script::file_version("20240115_a.sql")->is_day);
  CHECK_FALSE(script::file_version("20241315_a.sql")->is_day);
  CHECK_FALSE(script::file_version("00005_a.sql")->is_day);
  CHECK(script::file_version("m/0005_a/up.sql")->migration == "0005_a");
  CHECK(script::file_version("m/0005_a/up.sql")->folder == "m");
  CHECK(script::file_version("m/0005_a.up.sql")->migration == "0005_a");
}

TEST_CASE("what a tool makes of any text never fails", "[script]") {
  const std::string_view texts[] = {"",
                                    "-",
                                    "--",
                                    "/*",
                                    "-- +goose",
                                    "-- +goose \n--",
                                    "-- +migrate ",
                                    "-- migrate:",
                                    "\r\n-- +goose Up\r\nselect 1;\r\n",
                                    "-- +goose StatementEnd",
                                    "-- +goose +goose",
                                    "--!",
                                    "--! ",
                                    "-- atlas:",
                                    "---- tern: disable-tx ----\r\n"};
  for (const auto text : texts) {
    INFO(text);
    const auto script = script::split(text);
    for (int i = 0; i <= static_cast<int>(Tool::hasura); ++i) {
      for (const auto& fault : script::section_faults(static_cast<Tool>(i), text, script)) {
        CHECK(fault.place.end <= text.size());
      }
      for (const auto& fault : script::directive_faults(static_cast<Tool>(i), text, script)) {
        CHECK(fault.place.end <= text.size());
      }
    }
  }
}

TEST_CASE("line ends of other systems make no fault", "[script]") {
  const std::string_view text =
      "-- +goose Up\r\n-- +goose StatementBegin\r\ncreate function f() returns int as $$\r\nbegin\r\n  "
      "return 1;\r\n"
      "end;\r\n$$ language plpgsql;\r\n-- +goose StatementEnd\r\nselect 1;\r\n";
  CHECK(script::section_faults(Tool::goose, text, script::split(text)).empty());
}
