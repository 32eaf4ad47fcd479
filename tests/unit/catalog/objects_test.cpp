#include <algorithm>

#include "support/catch.hpp"
#include "support/replay_sql.hpp"

using migralint::catalog::RelationKind;
using migralint::test::Replayed;

TEST_CASE("views know what they read", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TABLE a (x int, y int); CREATE TABLE b (z int);
    CREATE VIEW v AS SELECT x FROM a;
    CREATE VIEW w AS SELECT * FROM v;
    CREATE OR REPLACE VIEW v AS SELECT x, z FROM a JOIN b ON x = z;
  )");
  CHECK(db.columns("v") == "x z");
  CHECK(db.relation("v").origin.statement == 2);
  CHECK(db.relation("w").reads_star);
  CHECK_FALSE(db.relation("w").columns_complete);
  CHECK(db.catalog.readers(db.relation("b").id).size() == 1);
  CHECK(db.catalog.readers(db.relation("v").id).size() == 1);
  db.file("CREATE OR REPLACE VIEW v AS SELECT x FROM a");
  CHECK(db.catalog.readers(db.relation("b").id).empty());
  db.file("DROP VIEW v CASCADE");
  CHECK(db.find("w") == nullptr);
  CHECK(db.catalog.readers(db.relation("a").id).empty());
  CHECK(db.catalog.complete());
}

TEST_CASE("a view may read itself and its own CTEs", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TABLE t (a int);
    CREATE VIEW v AS WITH c AS (SELECT a FROM t) SELECT a FROM c;
    CREATE RECURSIVE VIEW r (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM r WHERE n < 9;
  )");
  CHECK(db.catalog.complete());
  CHECK(db.relations() == "r t v");
}

TEST_CASE("queries on unknown tables make the history partial, nothing is made up", "[catalog]") {
  for (const auto* sql :
       {"SELECT * FROM nope", "INSERT INTO t SELECT a FROM nope", "DELETE FROM t USING nope",
        "COPY nope TO STDOUT", "CREATE TABLE u AS SELECT 1 AS a FROM nope"}) {
    Replayed db;
    db.file("CREATE TABLE t (a int)").file(sql);
    INFO(sql);
    CHECK_FALSE(db.catalog.complete());
    CHECK(db.find("nope") == nullptr);
  }
}

TEST_CASE("enum values have their place and their statement", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TYPE e AS ENUM ('a', 'c');
    ALTER TYPE e ADD VALUE 'b' BEFORE 'c'; ALTER TYPE e ADD VALUE 'd'; ALTER TYPE e ADD VALUE 'aa' AFTER 'a';
    ALTER TYPE e ADD VALUE IF NOT EXISTS 'a';
  )");
  const auto* type = db.catalog.find_enum({"", "e", {}});
  REQUIRE(type != nullptr);
  std::string labels;
  for (const auto& value : type->values) {
    labels += value.label + ' ';
  }
  CHECK(labels == "a aa b c d ");
  CHECK(type->values[2].origin.statement == 1);
  CHECK(type->complete);
  CHECK(db.catalog.complete());
}

TEST_CASE("a value of an unknown enum is remembered", "[catalog]") {
  Replayed db;
  db.file("ALTER TYPE e ADD VALUE 'x'");
  const auto* type = db.catalog.find_enum({"", "e", {}});
  REQUIRE(type != nullptr);
  CHECK_FALSE(type->complete);
  CHECK(type->values.size() == 1);
  CHECK_FALSE(db.catalog.complete());
}

TEST_CASE("domains", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE DOMAIN d AS int DEFAULT 3 NOT NULL CHECK (VALUE > 0);
    ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE < 9) NOT VALID;
  )");
  const auto* domain = db.catalog.find_domain({"", "d", {}});
  REQUIRE(domain != nullptr);
  CHECK(domain->base.name == "int4");
  CHECK(domain->not_null);
  CHECK(domain->default_expr != nullptr);
  REQUIRE(domain->checks.size() == 2);
  CHECK(domain->checks[0].name == "d_check");
  CHECK_FALSE(domain->checks[1].validated);
  db.file("ALTER DOMAIN d VALIDATE CONSTRAINT c; ALTER DOMAIN d DROP NOT NULL; ALTER DOMAIN d DROP DEFAULT");
  domain = db.catalog.find_domain({"", "d", {}});
  CHECK(domain->checks[1].validated);
  CHECK_FALSE(domain->not_null);
  CHECK(domain->default_expr == nullptr);
}

TEST_CASE("composite types change like tables", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TYPE pair AS (a int, b int); CREATE TYPE r AS RANGE (subtype = int4);
    ALTER TYPE pair ADD ATTRIBUTE c text, DROP ATTRIBUTE a;
    ALTER TYPE pair RENAME ATTRIBUTE b TO bb;
  )");
  CHECK(db.columns("pair") == "bb c");
  REQUIRE(db.catalog.find_other_type({"", "r", {}}) != nullptr);
  CHECK(db.catalog.find_other_type({"", "r", {}})->range);
}

TEST_CASE("publications", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TABLE a (x int); CREATE TABLE b (x int);
    CREATE PUBLICATION p FOR TABLE a; ALTER PUBLICATION p ADD TABLE b; ALTER PUBLICATION p DROP TABLE a;
    CREATE PUBLICATION everything FOR ALL TABLES;
  )");
  REQUIRE(db.catalog.find_publication("p") != nullptr);
  CHECK(db.catalog.find_publication("p")->tables == std::vector{db.relation("b").id});
  CHECK(db.catalog.find_publication("everything")->all_tables);
  db.file("DROP TABLE b; ALTER PUBLICATION p RENAME TO q; DROP PUBLICATION everything");
  CHECK(db.catalog.find_publication("q")->tables.empty());
  CHECK(db.catalog.publications().size() == 1);
}

TEST_CASE("sequences", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TABLE t (a int); CREATE SEQUENCE s AS integer OWNED BY t.a; CREATE SEQUENCE IF NOT EXISTS s;
    CREATE SEQUENCE free;
  )");
  CHECK(db.relation("s").owned_by == db.relation("t").id);
  CHECK(db.relation("s").sequence_type == "integer");
  CHECK(db.relation("free").sequence_type == "bigint");
  db.file("ALTER SEQUENCE s OWNED BY NONE; ALTER SEQUENCE free OWNED BY t.a; ALTER TABLE t DROP COLUMN a");
  CHECK(db.relations() == "s t");
}

TEST_CASE("rows that came in are remembered", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TABLE a (x int, y int); CREATE TABLE b (x int); CREATE TABLE c (x int);
    INSERT INTO a VALUES (1); UPDATE a SET y = NULL; UPDATE a SET x = 1 WHERE x IS NULL;
    WITH i AS (INSERT INTO b VALUES (1) RETURNING x) SELECT x FROM i;
    MERGE INTO c USING a ON c.x = a.x WHEN NOT MATCHED THEN INSERT VALUES (1);
  )");
  REQUIRE(db.relation("a").filled);
  CHECK(db.relation("a").filled->statement == 3);
  CHECK_FALSE(db.column("a", "y").filled);
  REQUIRE(db.column("a", "x").filled);
  CHECK(db.column("a", "x").filled->by.statement == 5);
  CHECK(db.relation("b").filled);
  CHECK(db.relation("c").filled);
  db.file("TRUNCATE a");
  CHECK_FALSE(db.relation("a").filled);
  CHECK(db.catalog.complete());
}

TEST_CASE("search_path decides what a name means", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE SCHEMA app; CREATE TABLE t (pub int);
    SET search_path TO app, public;
    CREATE TABLE u (a int);
    ALTER TABLE t ADD COLUMN b int;
    CREATE TABLE t (own int);
    ALTER TABLE t ADD COLUMN c int;
  )");
  CHECK(db.columns("public.t") == "pub b");
  CHECK(db.columns("app.t") == "own c");
  CHECK(db.columns("app.u") == "a");
  // The next file is a new session.
  CHECK(db.catalog.search_path() == std::vector<std::string>{"app", "public"});
  db.open_file("");
  CHECK(db.catalog.search_path() == std::vector<std::string>{"public"});
  CHECK(db.catalog.qualify({"", "new_one", {}}).schema == "public");
}

TEST_CASE("a dump of pg_dump reads as a complete history", "[catalog]") {
  Replayed db;
  db.file(R"(
    SELECT pg_catalog.set_config('search_path', '', false);
    CREATE TABLE public.t (id integer NOT NULL, a text);
    CREATE SEQUENCE public.t_id_seq AS integer START WITH 1 INCREMENT BY 1;
    ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id;
    ALTER TABLE ONLY public.t ALTER COLUMN id SET DEFAULT nextval('public.t_id_seq'::regclass);
    ALTER TABLE ONLY public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id);
    CREATE INDEX t_a_idx ON public.t USING btree (a);
  )");
  CHECK(db.catalog.complete());
  db.open_file("ALTER TABLE t ALTER a SET NOT NULL; DROP SEQUENCE t_id_seq CASCADE");
  CHECK(db.column("t", "a").not_null);
  CHECK(db.column("t", "id").default_expr == nullptr);
  CHECK(db.indexes("t") == "t_a_idx t_pkey");
}

TEST_CASE("what a file made or changed, each once", "[catalog]") {
  Replayed db;
  db.file("CREATE TABLE old (a int); CREATE TABLE other (a int);");
  const auto old = db.relation("old").id;
  db.catalog.begin_file();
  CHECK(db.catalog.changed().empty());
  db.file(
      "ALTER TABLE old ADD b int; ALTER TABLE old ADD c int; CREATE INDEX i ON old (a); CREATE TABLE gone (a "
      "int);"
      "DROP TABLE gone; SELECT * FROM other;");
  const auto& changed = db.catalog.changed();
  CHECK(std::ranges::count(changed, old) == 1);
  CHECK(std::ranges::count(changed, db.relation("i").id) == 1);
  CHECK(std::ranges::count(changed, db.relation("other").id) == 0);
  CHECK(std::ranges::count_if(changed, [&](auto id) { return db.catalog.get(id) == nullptr; }) == 1);
}

TEST_CASE("ALTER FUNCTION changes whose rights and which search_path a function has", "[catalog]") {
  Replayed db;
  const auto function = [&](std::string_view name) -> const migralint::catalog::Function& {
    const auto* overloads = db.catalog.find_functions({{}, std::string(name), {}});
    REQUIRE(overloads != nullptr);
    return overloads->front();
  };
  db.file(
      "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = a AS 'SELECT 1';"
      "CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';");
  CHECK(function("f").security_definer);
  CHECK(function("f").sets_search_path);
  CHECK_FALSE(function("f").is_trigger);
  CHECK(function("g").is_trigger);
  db.file("ALTER FUNCTION f() SECURITY INVOKER RESET search_path; ALTER FUNCTION g() SECURITY DEFINER;");
  CHECK_FALSE(function("f").security_definer);
  CHECK_FALSE(function("f").sets_search_path);
  CHECK(function("g").security_definer);
}
