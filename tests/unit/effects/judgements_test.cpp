#include "effects/judgements.hpp"

#include <string>
#include <string_view>

#include "support/catch.hpp"
#include "support/replay_sql.hpp"

namespace migralint::test {
namespace {

using effects::TypeChange;
using sql::Volatility;
using Verdict = effects::TypeChange::Verdict;

/// The type change from `from` to `to` (which may end in USING …).
TypeChange change(const std::string& from, const std::string& to, const std::string& session = "",
                  int version = 15) {
  Replayed state(version);
  state.file("CREATE DOMAIN plain AS int; CREATE DOMAIN strict AS int CHECK (VALUE > 0); CREATE TABLE t (c " +
             from + ");");
  state.open_file(session);
  sql::Reader reader;
  const auto statement = reader.read("ALTER TABLE t ALTER c TYPE " + to, 0);
  REQUIRE(statement);
  const auto& action = std::get<sql::AlterColumnType>(statement->as<sql::AlterTable>()->actions.at(0).what);
  return effects::classify_type_change(action, &state.column("t", "c"),
                                       {state.catalog, state.session, version});
}

effects::ExpressionVolatility volatility(const std::string& expression, const std::string& history = "") {
  Replayed state;
  state.file(history);
  sql::Reader reader;
  const auto statement = reader.read("ALTER TABLE t ALTER c SET DEFAULT " + expression, 0);
  REQUIRE(statement);
  const auto& action = std::get<sql::SetDefault>(statement->as<sql::AlterTable>()->actions.at(0).what);
  REQUIRE(action.expr != nullptr);
  return effects::volatility_of(*action.expr, {state.catalog, state.session, 15});
}

bool always_true(const std::string& where) {
  sql::Reader reader;
  const auto statement = reader.read("DELETE FROM t WHERE " + where, 0);
  REQUIRE(statement);
  return effects::is_always_true(*statement->as<sql::Delete>()->where.expr);
}

}  // namespace

TEST_CASE("the unique index that REFRESH CONCURRENTLY can use", "[effects]") {
  const std::vector<std::pair<std::string, bool>> cases{
      {"CREATE UNIQUE INDEX i ON m (a)", true},
      {"CREATE UNIQUE INDEX i ON m (b, a) INCLUDE (c)", true},
      {"CREATE INDEX i ON m (a)", false},
      {"CREATE UNIQUE INDEX i ON m (a) WHERE b > 0", false},
      {"CREATE UNIQUE INDEX i ON m (a, (b + 1))", false},
      {"CREATE UNIQUE INDEX i ON m (a); DROP INDEX i", false},
  };
  for (const auto& [index, usable] : cases) {
    INFO(index);
    Replayed state;
    state.file("CREATE MATERIALIZED VIEW m AS SELECT 1 AS a, 2 AS b, 3 AS c; " + index + ";");
    const auto* view = state.catalog.find("public", "m");
    REQUIRE(view != nullptr);
    CHECK((effects::usable_for_refresh(*view, state.catalog) != nullptr) == usable);
  }
}

TEST_CASE("type changes that leave the rows alone", "[effects]") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"varchar(50)", "varchar(100)"},
      {"varchar(50)", "varchar"},
      {"varchar(50)", "text"},
      {"text", "varchar"},
      {"varchar(50)", "varchar(100) USING c::varchar(100)"},
      {"varchar(50)", "text USING c::text"},
      {"numeric(10,2)", "numeric(12,2)"},
      {"numeric(10,2)", "numeric"},
      {"timestamp(3)", "timestamp(6)"},
      {"timestamp(3)", "timestamp"},
      {"time(3)", "time(6)"},
      {"interval", "interval(6)"},
      {"interval", "interval day to second"},
      {"interval day", "interval"},
      {"varbit(8)", "varbit(16)"},
      {"cidr", "inet"},
      {"xml", "text"},
      {"int", "oid"},
      {"text", "citext"},
      {"plain", "int"},
      {"int", "plain"},
      {"strict", "int"},
      {"varchar(50)[]", "varchar[]"},
      {"text", "text COLLATE \"C\""}};
  for (const auto& [from, to] : cases) {
    INFO(from << " -> " << to);
    CHECK(change(from, to).verdict == Verdict::metadata_only);
  }
  CHECK(change("text", "text").verdict == Verdict::none);
}

TEST_CASE("type changes that rewrite", "[effects]") {
  const std::vector<std::pair<std::string, std::string>> cases{{"varchar(50)", "varchar(20)"},
                                                               {"text", "varchar(50)"},
                                                               {"varchar(50)", "varchar(100) USING c::text"},
                                                               {"char(10)", "char(20)"},
                                                               {"char(10)", "text"},
                                                               {"numeric(10,2)", "numeric(12,4)"},
                                                               {"numeric", "numeric(10,2)"},
                                                               {"int", "bigint"},
                                                               {"real", "float8"},
                                                               {"inet", "cidr"},
                                                               {"json", "jsonb"},
                                                               {"text", "name"},
                                                               {"timestamp", "timestamp(3)"},
                                                               {"timestamp", "date"},
                                                               {"interval", "interval day"},
                                                               {"int", "strict"},
                                                               {"varchar(50)[]", "varchar(100)[]"},
                                                               {"text[]", "varchar[]"},
                                                               {"int", "int USING c + 1"},
                                                               {"text", "text[] USING ARRAY[c]"}};
  for (const auto& [from, to] : cases) {
    INFO(from << " -> " << to);
    CHECK(change(from, to).verdict == Verdict::rewrite);
  }
}

TEST_CASE("time zones decide between timestamp and timestamptz", "[effects]") {
  CHECK(change("timestamp", "timestamptz").verdict == Verdict::depends_on_timezone);
  CHECK(change("timestamp", "timestamptz", "SET timezone = 'UTC';").verdict == Verdict::metadata_only);
  CHECK(change("timestamptz", "timestamp", "SET TIME ZONE 'Etc/UTC';").verdict == Verdict::metadata_only);
  CHECK(change("timestamp", "timestamptz", "SET timezone = 'Europe/London';").verdict == Verdict::rewrite);
  CHECK(change("timestamp(3)", "timestamptz(3)", "SET timezone = 'UTC';").verdict == Verdict::rewrite);
  CHECK(change("timestamp(3)", "timestamptz", "SET timezone = 'UTC';").verdict == Verdict::metadata_only);
  CHECK(change("timestamp", "timestamptz USING c AT TIME ZONE 'UTC'", "SET timezone = 'UTC';").verdict ==
        Verdict::rewrite);
}

TEST_CASE("narrowing types", "[effects]") {
  CHECK(change("varchar(50)", "varchar(20)").narrows);
  CHECK(change("text", "varchar(20)").narrows);
  CHECK(change("bigint", "int").narrows);
  CHECK(change("numeric(10,2)", "numeric(10,4)").narrows);
  CHECK(change("numeric(10,2)", "int").narrows);
  CHECK_FALSE(change("int", "bigint").narrows);
  CHECK_FALSE(change("int", "numeric").narrows);
  CHECK_FALSE(change("int", "numeric(12,2)").narrows);
  CHECK_FALSE(change("varchar(20)", "text").narrows);
  CHECK(change("varchar(20)", "text").old_type == "character varying(20)");
}

TEST_CASE("volatility of expressions", "[effects]") {
  CHECK(volatility("5").volatility == Volatility::immutable);
  CHECK(volatility("lower('X')").volatility == Volatility::immutable);
  CHECK(volatility("now() + interval '1 day'").volatility == Volatility::stable);
  CHECK(volatility("CURRENT_TIMESTAMP").volatility == Volatility::stable);
  CHECK(volatility("clock_timestamp()").volatility == Volatility::volatile_);
  CHECK(volatility("(random() * 100)::int").culprit == "random");
  CHECK(volatility("uuid_generate_v4()").volatility == Volatility::volatile_);
  CHECK(volatility("somebodys_function()").volatility == Volatility::unknown);
  CHECK(volatility("somebodys_function()").culprit == "somebodys_function");
  CHECK(volatility("f()", "CREATE FUNCTION f() RETURNS int STABLE LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';")
            .volatility == Volatility::stable);
  // An SQL function left VOLATILE is inlined; one that is labelled STABLE keeps its label, whatever it calls.
  CHECK(volatility("f()", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 5';").volatility ==
        Volatility::immutable);
  CHECK(volatility("f()", "CREATE FUNCTION f() RETURNS float8 STABLE LANGUAGE sql AS 'SELECT random()';")
            .volatility == Volatility::stable);
}

TEST_CASE("built-in functions by version", "[effects]") {
  CHECK(effects::builtin_volatility("now", 15) == Volatility::stable);
  CHECK(effects::builtin_volatility("gen_random_uuid", 12) == Volatility::volatile_);
  CHECK_FALSE(effects::builtin_volatility("uuidv7", 17).has_value());
  CHECK(effects::builtin_volatility("uuidv7", 18) == Volatility::volatile_);
  CHECK_FALSE(effects::builtin_volatility("no_such_function", 15).has_value());
}

TEST_CASE("conditions that are always true", "[effects]") {
  for (const auto* where :
       {"true", "1 = 1", "NOT false", "true OR a = 1", "1 = 1 AND true", "'t'::bool", "'x' = 'x'"}) {
    INFO(where);
    CHECK(always_true(where));
  }
  for (const auto* where : {"a = 1", "false", "1 = 2", "true AND a = 1", "NULL", "a = a"}) {
    INFO(where);
    CHECK_FALSE(always_true(where));
  }
}

}  // namespace migralint::test
