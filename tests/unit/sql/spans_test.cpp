#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "sql/lower.hpp"
#include "support/catch.hpp"

namespace migralint::sql {
namespace {

// The statement stands at this offset of its file: every span must be shifted by it.
constexpr std::uint32_t offset = 100;

/// A statement and its text, with the text under a span.
struct Read {
  std::string source;
  Statement statement;

  explicit Read(std::string_view text) : source(text) {
    Reader reader;
    auto result = reader.read(source, offset);
    REQUIRE(result.has_value());
    statement = std::move(*result);
  }
  [[nodiscard]] std::string at(Span span) const {
    if (span.begin < offset || span.end > offset + source.size() || span.begin > span.end) {
      return "<outside>";
    }
    return source.substr(span.begin - offset, span.size());
  }
  [[nodiscard]] std::vector<std::string> actions() const {
    std::vector<std::string> texts;
    const auto* alter = statement.as<AlterTable>();
    REQUIRE(alter != nullptr);
    for (const Action& action : alter->actions) {
      texts.push_back(at(action.span));
    }
    return texts;
  }
  [[nodiscard]] std::vector<std::string> keywords() const {
    std::vector<std::string> texts;
    for (const Action& action : statement.as<AlterTable>()->actions) {
      texts.push_back(at(action.keywords));
    }
    return texts;
  }
  [[nodiscard]] std::vector<std::string> columns() const {
    std::vector<std::string> texts;
    for (const ColumnDefinition& column : statement.as<CreateTable>()->columns) {
      texts.push_back(at(column.span));
    }
    return texts;
  }
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("the range leaves the end of the statement out", "[sql]") {
  const Read read("SELECT 1 ; \n");
  CHECK(read.at(read.statement.range) == "SELECT 1");
}

TEST_CASE("each sub-command of ALTER TABLE has its text", "[sql]") {
  const Read read(
      "ALTER TABLE \"S\" . t * -- the table\n"
      "  ADD COLUMN a numeric(10, 2) DEFAULT f(1, ',') CHECK (a > 0), /* , */\n"
      "  ALTER b SET NOT NULL /* why */,\n"
      "  ADD CONSTRAINT c FOREIGN KEY (x, y) REFERENCES p (x, y) NOT VALID,\n"
      "  ALTER COLUMN d SET DATA TYPE varchar(20)[] USING f(e, 2), ALTER data TYPE timestamp(3) with time "
      "zone USING now()"
      " -- end\n;");
  CHECK(read.actions() == Texts{"ADD COLUMN a numeric(10, 2) DEFAULT f(1, ',') CHECK (a > 0)",
                                "ALTER b SET NOT NULL",
                                "ADD CONSTRAINT c FOREIGN KEY (x, y) REFERENCES p (x, y) NOT VALID",
                                "ALTER COLUMN d SET DATA TYPE varchar(20)[] USING f(e, 2)",
                                "ALTER data TYPE timestamp(3) with time zone USING now()"});
  CHECK(read.keywords()[1] == "SET NOT NULL");
  CHECK(read.keywords()[2] == read.actions()[2]);
  CHECK(read.keywords()[3] == "SET DATA TYPE varchar(20)[]");
  CHECK(read.keywords()[4] == "TYPE timestamp(3) with time zone");
  CHECK(read.at(read.statement.as<AlterTable>()->table.span) == "\"S\" . t");
}

TEST_CASE("sub-commands with keywords for names", "[sql]") {
  CHECK(Read("alter table only (t) alter set set not null").actions() == Texts{"alter set set not null"});
  CHECK(Read("alter table t alter set set not null").keywords() == Texts{"set not null"});
  CHECK(Read("alter table t alter type type type").keywords() == Texts{"type type"});
  CHECK(Read("alter table t alter column data type int").keywords() == Texts{"type int"});
  CHECK(Read("alter index if exists s.i set (fillfactor = 10, deduplicate_items = off)").actions() ==
        Texts{"set (fillfactor = 10, deduplicate_items = off)"});
}

TEST_CASE("dollar quotes and quoted names do not split sub-commands", "[sql]") {
  const Read read("ALTER TABLE \"a,b\" ADD \"x;(,\" text DEFAULT $q$,;($q$, DROP \"é,\" CASCADE");
  CHECK(read.actions() == Texts{"ADD \"x;(,\" text DEFAULT $q$,;($q$", "DROP \"é,\" CASCADE"});
}

TEST_CASE("columns and constraints of CREATE TABLE", "[sql]") {
  const Read read(
      "CREATE TABLE s.t ( -- a table\n"
      "  id bigint GENERATED ALWAYS AS IDENTITY (START 1) PRIMARY KEY, -- the key\n"
      "  b character varying (20) COLLATE \"C\" NOT NULL DEFAULT 'a,b' /* x */,\n"
      "  LIKE other INCLUDING ALL,\n"
      "  CONSTRAINT z CHECK (b <> ',') NO INHERIT,\n"
      "  c int REFERENCES p DEFERRABLE INITIALLY DEFERRED CONSTRAINT k CHECK (c > 0) -- last\n"
      ") PARTITION BY RANGE (lower(b), (c)) TABLESPACE x");
  const auto& table = *read.statement.as<CreateTable>();
  CHECK(read.columns() ==
        Texts{"id bigint GENERATED ALWAYS AS IDENTITY (START 1) PRIMARY KEY",
              "b character varying (20) COLLATE \"C\" NOT NULL DEFAULT 'a,b'",
              "c int REFERENCES p DEFERRABLE INITIALLY DEFERRED CONSTRAINT k CHECK (c > 0)"});
  CHECK(read.at(table.columns[0].type.span) == "bigint");
  CHECK(read.at(table.columns[1].type.span) == "character varying (20)");
  CHECK(read.at(table.columns[0].constraints[0].span) == "GENERATED ALWAYS AS IDENTITY (START 1)");
  CHECK(read.at(table.columns[0].constraints[1].span) == "PRIMARY KEY");
  CHECK(read.at(table.columns[1].constraints[0].span) == "NOT NULL");
  CHECK(read.at(table.columns[1].constraints[1].span) == "DEFAULT 'a,b'");
  CHECK(read.at(table.columns[2].constraints[0].span) == "REFERENCES p DEFERRABLE INITIALLY DEFERRED");
  CHECK(read.at(table.columns[2].constraints[1].span) == "CONSTRAINT k CHECK (c > 0)");
  CHECK(read.at(table.constraints.at(0).span) == "CONSTRAINT z CHECK (b <> ',') NO INHERIT");
  CHECK(read.at(table.likes.at(0).span) == "LIKE other INCLUDING ALL");
  CHECK(table.likes[0].before_column == 2);
  CHECK(read.at(table.partition_by.span) == "PARTITION BY RANGE (lower(b), (c))");
  CHECK(read.at(table.table.span) == "s.t");
  CHECK(read.at(table.columns[2].constraints[0].referenced->span) == "p");
}

TEST_CASE("a constraint of ALTER TABLE begins at its own words", "[sql]") {
  const Read read("ALTER TABLE t ADD UNIQUE (a), ADD COLUMN b int CONSTRAINT x NOT NULL DEFAULT 1");
  const auto& alter = *read.statement.as<AlterTable>();
  CHECK(read.at(std::get<AddConstraint>(alter.actions[0].what).constraint.span) == "UNIQUE (a)");
  const auto& column = std::get<AddColumn>(alter.actions[1].what).column;
  CHECK(read.at(column.span) == "b int CONSTRAINT x NOT NULL DEFAULT 1");
  CHECK(read.at(column.constraints.at(0).span) == "CONSTRAINT x NOT NULL");
}

TEST_CASE("types", "[sql]") {
  for (const char* written :
       {"int", "double precision", "timestamp (3) with time zone", "time without time zone",
        "interval day to second (3)", "interval(3)", "interval hour", "bit varying(5)",
        "national character varying (5)", "int[3][]", "int array[4]", "int array", "s . \"T\" (1, 'x')",
        "numeric(10, /* , */ 2)", "\"char\"", "geometry(Point, 4326) []"}) {
    const Read read("CREATE TABLE t (a " + std::string(written) + " NOT NULL)");
    CHECK(read.at(read.statement.as<CreateTable>()->columns[0].type.span) == written);
  }
  const Read options("CREATE TABLE t OF s.ty (a WITH OPTIONS NOT NULL)");
  CHECK(options.at(options.statement.as<CreateTable>()->of_type->span) == "s.ty");
  CHECK(options.columns() == Texts{"a WITH OPTIONS NOT NULL"});
}

TEST_CASE("partition bounds", "[sql]") {
  const auto bound = [](const std::string& written) {
    const Read created("CREATE TABLE p PARTITION OF t " + written + " TABLESPACE x");
    const Read attached("ALTER TABLE t ATTACH PARTITION p " + written);
    const auto& attach = std::get<AttachPartition>(attached.statement.as<AlterTable>()->actions[0].what);
    CHECK(attached.at(attach.bound.span) == written);
    CHECK(attached.at(attach.partition.span) == "p");
    return created.at(created.statement.as<CreateTable>()->bound->span) == written;
  };
  CHECK(bound("FOR VALUES IN ('a)', f(1))"));
  CHECK(bound("FOR VALUES FROM (MINVALUE, 1) TO (f(2), MAXVALUE)"));
  CHECK(bound("FOR VALUES WITH (MODULUS 4, REMAINDER 1)"));
  CHECK(bound("DEFAULT"));
}

TEST_CASE("CREATE INDEX", "[sql]") {
  const Read read(
      "CREATE /* x */ UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON s.t USING gin (lower(a) DESC, (b || ','), "
      "c)");
  const auto& index = *read.statement.as<CreateIndex>();
  CHECK(read.at(index.keywords) == "CREATE /* x */ UNIQUE INDEX CONCURRENTLY");
  CHECK(read.at(index.table.span) == "s.t");
  CHECK(read.at(index.keys.at(0).span) == "lower(a) DESC");
  CHECK(read.at(index.keys.at(1).span) == "(b || ',')");
  CHECK(read.at(index.keys.at(2).span) == "c");
  const Read plain("create index on t (a)");
  CHECK(plain.at(plain.statement.as<CreateIndex>()->keywords) == "create index");
}

TEST_CASE("WHERE", "[sql]") {
  const auto of_update = [](const char* text) {
    const Read read(text);
    return read.at(read.statement.as<Update>()->where.span);
  };
  const auto of_delete = [](const char* text) {
    const Read read(text);
    return read.at(read.statement.as<Delete>()->where.span);
  };
  CHECK(of_update("UPDATE t SET a = (SELECT 1 FROM x WHERE y) WHERE (b) = 1 AND c IN (SELECT 1 WHERE d) "
                  "RETURNING *") == "WHERE (b) = 1 AND c IN (SELECT 1 WHERE d)");
  CHECK(of_update("UPDATE t SET a = 1 WHERE true;") == "WHERE true");
  CHECK(of_delete("DELETE FROM t WHERE CURRENT OF c") == "WHERE CURRENT OF c");
  CHECK(of_delete("DELETE FROM t WHERE EXISTS (SELECT 1 FROM u WHERE a) -- x") ==
        "WHERE EXISTS (SELECT 1 FROM u WHERE a)");
  const Read cte("WITH d AS (DELETE FROM t WHERE a = 1 RETURNING *) SELECT * FROM d WHERE b");
  CHECK(cte.at(cte.statement.as<Select>()->deletes.at(0).where.span) == "WHERE a = 1");
}

TEST_CASE("bodies", "[sql]") {
  const auto body = [](const char* text) {
    const Read read(text);
    const auto* function = read.statement.as<CreateFunction>();
    return function != nullptr ? read.at(function->body_span) : read.at(read.statement.as<Do>()->body_span);
  };
  CHECK(body("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $a$ select '$$' $a$") == " select '$$' ");
  CHECK(body("CREATE FUNCTION f(a text DEFAULT 'x') RETURNS int AS 'select ''1''' LANGUAGE sql") ==
        "select ''1''");
  CHECK(body("CREATE FUNCTION f() RETURNS int AS E'a\\'b' LANGUAGE sql") == "a\\'b");
  CHECK(body("DO LANGUAGE plpgsql $$ begin end $$") == " begin end ");
  CHECK(body("DO $$$$") == "");
}

TEST_CASE("names", "[sql]") {
  const auto objects = [](const char* text) {
    const Read read(text);
    Texts texts;
    for (const Name& name : read.statement.as<Drop>()->objects) {
      texts.push_back(read.at(name.span));
    }
    return texts;
  };
  CHECK(objects("DROP TABLE IF EXISTS s.a, \"B\" . c CASCADE") == Texts{"s.a", "\"B\" . c"});
  CHECK(objects("DROP INDEX CONCURRENTLY IF EXISTS i") == Texts{"i"});
  CHECK(objects("drop table cascade") == Texts{"cascade"});
  CHECK(objects("DROP MATERIALIZED VIEW a, b") == Texts{"a", "b"});
  CHECK(objects("DROP FUNCTION s.f(int, numeric(10, 2)), g") == Texts{"s.f", "g"});
  CHECK(objects("DROP TRIGGER IF EXISTS tr ON s.t") == Texts{"s.t"});
  const Read unicode("DELETE FROM \"größe\".U&\"d\\0061t\" AS x");
  CHECK(unicode.at(unicode.statement.as<Delete>()->table.span) == "\"größe\".U&\"d\\0061t\"");
  const Read role("ALTER ROLE r WITH ENCRYPTED PASSWORD 'se''cret' SUPERUSER");
  CHECK(role.at(role.statement.as<RoleStatement>()->password_span) == "se''cret");
}

TEST_CASE("expressions begin at their leftmost operand", "[sql]") {
  const Read read("ALTER TABLE t ADD CHECK ( a + 1 > b::int AND c IS NULL )");
  const auto& alter = *read.statement.as<AlterTable>();
  const auto& check = std::get<AddConstraint>(alter.actions[0].what).constraint;
  REQUIRE(check.expr != nullptr);
  CHECK(read.source.substr(check.expr->span.begin - offset, 5) == "a + 1");
  CHECK(read.source.substr(check.expr->args.at(1).span.begin - offset, 9) == "c IS NULL");
}

TEST_CASE("an error's offset is in the file", "[sql]") {
  Reader reader;
  const auto failed = reader.read("SELECT é FRM t WHERE", offset);
  REQUIRE_FALSE(failed.has_value());
  CHECK(failed.error().kind == parser::ParseError::Kind::syntax);
  CHECK(failed.error().offset == offset + 14);
}

}  // namespace migralint::sql
