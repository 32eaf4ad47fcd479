#include "script/sections.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "script/file_kind.hpp"
#include "script/script.hpp"
#include "tests/support/catch.hpp"

using namespace migralint;
using script::Marker;
using script::marker_of;
using script::split;

TEST_CASE("markers of migration tools", "[script]") {
  struct Case {
    std::string_view comment;
    Marker marker;
  };
  const Case cases[] = {
      {"-- +goose Up", Marker::up},
      {"-- +goose Down", Marker::down},
      {"--+goose down", Marker::down},
      {"-- +goose StatementBegin", Marker::boundary},
      {"-- +goose StatementEnd", Marker::boundary},
      {"-- +goose NO TRANSACTION", Marker::none},
      {"-- +goose Downtown", Marker::none},
      {"-- +migrate Up", Marker::up},
      {"-- +migrate Down", Marker::down},
      {"-- +migrate Up notransaction", Marker::up},
      {"-- migrate:up", Marker::up},
      {"-- migrate:down", Marker::down},
      {"-- migrate:down transaction:false", Marker::down},
      {"-- migrate:downs", Marker::none},
      {"-- Up Migration", Marker::up},
      {"-- Down Migration", Marker::down},
      {"--- - DOWN   migration ---", Marker::down},
      {"-- Down migration is not supported", Marker::none},
      {"---- create above / drop below ----", Marker::down},
      {"---- create above ----", Marker::none},
      {"--> statement-breakpoint", Marker::boundary},
      {"--> other", Marker::none},
      {"--", Marker::none},
      {"-- ", Marker::none},
      {"-- down", Marker::none},
      {"-- drop the table", Marker::none},
  };
  for (const auto& one : cases) {
    INFO(one.comment);
    CHECK(marker_of(one.comment, false) == one.marker);
  }
  CHECK(marker_of("-- Down Migration of the users", true) == Marker::down);
}

namespace {

using Judged = std::vector<std::pair<std::string, bool>>;

Judged statements(std::string_view text) {
  Judged result;
  for (const auto& s : split(text).statements)
    result.emplace_back(s.range.of(text), s.in_down_section);
  return result;
}

}  // namespace

TEST_CASE("markers divide a file and end statements", "[script]") {
  struct Case {
    std::string_view text;
    Judged expected;
  };
  const Case cases[] = {
      {"-- +goose Up\na;\n-- +goose Down\nb;", {{"a", false}, {"b", true}}},
      {"a\n-- migrate:down\nb\n", {{"a", false}, {"b", true}}},
      {"-- Down Migration\nb;\n-- Up Migration\na;", {{"b", true}, {"a", false}}},
      {"a;\n-- Down Migration\nb;", {{"a", false}, {"b", true}}},
      {"a;\r\n---- create above / drop below ----\r\nb;", {{"a", false}, {"b", true}}},
      {"a '\n-- +goose Down\n'; b", {{"a '\n-- +goose Down\n'", false}, {"b", false}}},
      {"a $$\n-- +goose Down\n$$; b", {{"a $$\n-- +goose Down\n$$", false}, {"b", false}}},
      {"a; /*\n-- +goose Down\n*/ b", {{"a", false}, {"b", false}}},
      {"a; -- +goose Down\nb", {{"a", false}, {"b", false}}},
      {"-- +goose StatementBegin\na\n-- +goose StatementEnd\nb;", {{"a", false}, {"b", false}}},
      {"a\n--> statement-breakpoint\nb", {{"a", false}, {"b", false}}},
      {"--liquibase formatted sql\na\n--changeset b:1 labels:x\nb\n-- ChangeSet \"c d\":2\nc",
       {{"a", false}, {"b", false}, {"c", false}}},
      {"--liquibase formatted sql\na\n--changeset\n+ b\n--changesets a:1\n+ c",
       {{"a\n--changeset\n+ b\n--changesets a:1\n+ c", false}}},
      {"a\n--changeset b:1\n+ b", {{"a\n--changeset b:1\n+ b", false}}},
      {"create rule r as on insert to t do (a;\n-- +goose Down\nb;",
       {{"create rule r as on insert to t do (a;", false}, {"b", true}}},
  };
  for (const auto& one : cases) {
    INFO(one.text);
    CHECK(statements(one.text) == one.expected);
  }
}

TEST_CASE("sections reach from marker to marker", "[script]") {
  const std::string_view text = "x;\n-- migrate:up\na;\n-- migrate:down\nb;\n";
  const auto sections = split(text).sections;
  REQUIRE(sections.size() == 2);
  CHECK(sections[0].range.of(text) == "-- migrate:up\na;\n");
  CHECK(sections[0].marker.of(text) == "-- migrate:up");
  CHECK_FALSE(sections[0].down);
  CHECK(sections[1].range.of(text) == "-- migrate:down\nb;\n");
  CHECK(sections[1].down);
}

TEST_CASE("files that lead back", "[script]") {
  const std::string_view down[] = {
      "a/1.down.sql",   "down.sql",         "m/x/down.sql",     "DOWN.SQL",
      "1_x_down.sql",   "1-down.sql",       "x_rollback.sql",   "x.rollback.sql",
      "1.tx.down.sql",  "1.down.tx.sql",    "U1__x.sql",        "db/U1.2_3__x.sql",
      "revert/app.sql", "p/revert/a/b.sql", "p\\revert\\a.sql", "m\\x\\down.sql"};
  for (const auto path : down) {
    INFO(path);
    CHECK(script::is_down_file(path));
  }
  const std::string_view forward[] = {
      "a/1.up.sql",      "up.sql",   "countdown.sql", "down/up.sql",    "V1__x.sql",  "Ux__y.sql",
      "u1__x.sql",       "U1_x.sql", "revert.sql",    "reverted/a.sql", "x.down.txt", "rollback.sql",
      "down.sql/up.sql", "",         "U1.sql"};
  for (const auto path : forward) {
    INFO(path);
    CHECK_FALSE(script::is_down_file(path));
  }
}
