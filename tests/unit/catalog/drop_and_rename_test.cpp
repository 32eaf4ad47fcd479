#include "support/catch.hpp"
#include "support/replay_sql.hpp"

using migralint::test::Replayed;

TEST_CASE("DROP TABLE takes along what is its own", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TABLE p (id serial PRIMARY KEY);
    CREATE TABLE c (p_id int REFERENCES p);
    CREATE INDEX ON c (p_id);
    DROP TABLE c;
  )");
  CHECK(db.relations() == "p p_id_seq p_pkey");
  CHECK(db.relation("p").referenced_by.empty());
  db.file("DROP TABLE p");
  CHECK(db.relations().empty());
  CHECK(db.catalog.complete());
}

TEST_CASE("DROP TABLE CASCADE takes views and foreign keys", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TABLE p (id int PRIMARY KEY);
    CREATE TABLE c (a int REFERENCES p, b int);
    CREATE VIEW v AS SELECT id FROM p;
    CREATE MATERIALIZED VIEW w AS SELECT id FROM v;
    CREATE VIEW other AS SELECT b FROM c;
    DROP TABLE p CASCADE;
  )");
  CHECK(db.relations() == "c other");
  CHECK(db.constraints("c").empty());
}

TEST_CASE("DROP TABLE without CASCADE leaves inheritance children alone, not partitions", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TABLE pt (a int) PARTITION BY LIST (a);
    CREATE TABLE pt1 PARTITION OF pt FOR VALUES IN (1) PARTITION BY RANGE (a);
    CREATE TABLE pt11 PARTITION OF pt1 DEFAULT;
    DROP TABLE pt;
    CREATE TABLE p (a int); CREATE TABLE ch () INHERITS (p);
    DROP TABLE p CASCADE;
  )");
  CHECK(db.relations().empty());
}

TEST_CASE("dropping an unknown object makes the history partial", "[catalog]") {
  for (const auto* sql : {"DROP TABLE x", "DROP INDEX x", "DROP TYPE x", "DROP VIEW x", "DROP SEQUENCE x",
                          "DROP SCHEMA x", "DROP EXTENSION x", "DROP TRIGGER x ON y", "DROP POLICY x ON y"}) {
    Replayed db;
    db.file(sql);
    INFO(sql);
    CHECK_FALSE(db.catalog.complete());
  }
}

TEST_CASE("functions are dropped and moved by their arguments", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE SCHEMA s;
    CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
    CREATE FUNCTION f(a text) RETURNS int LANGUAGE sql AS 'SELECT 1';
    CREATE FUNCTION f(a varchar(10)) RETURNS int LANGUAGE sql AS 'SELECT 1';
    CREATE OR REPLACE FUNCTION f(a varchar(20)) RETURNS int LANGUAGE sql AS 'SELECT 2';
    CREATE FUNCTION g(a date) RETURNS int LANGUAGE sql AS 'SELECT 1';
    ALTER FUNCTION f(int) RENAME TO g;
    ALTER FUNCTION f(text) SET SCHEMA s;
    ALTER FUNCTION g(integer) IMMUTABLE;
    DROP FUNCTION IF EXISTS g(), g(text);
    ALTER SCHEMA s RENAME TO s2;
  )");
  const auto& f = *db.catalog.find_functions({"", "f", {}});
  REQUIRE(f.size() == 1);
  CHECK(f[0].body == "SELECT 2");
  const auto& g = *db.catalog.find_functions({"", "g", {}});
  REQUIRE(g.size() == 2);
  CHECK(g[0].volatility == migralint::sql::Volatility::volatile_);
  CHECK(g[1].volatility == migralint::sql::Volatility::immutable);
  CHECK(db.catalog.find_functions({"s2", "f", {}})->size() == 1);
  CHECK(db.catalog.find_functions({"s", "f", {}}) == nullptr);
}

TEST_CASE("DROP SEQUENCE CASCADE takes the defaults that use it", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE SEQUENCE s;
    CREATE TABLE t (a int DEFAULT nextval('s'), b serial);
    ALTER SEQUENCE s RENAME TO s2;
    CREATE TABLE u (a int DEFAULT nextval('public.s2'::regclass));
    DROP SEQUENCE s2 CASCADE;
    DROP SEQUENCE t_b_seq CASCADE;
  )");
  CHECK(db.column("t", "a").default_expr == nullptr);
  CHECK(db.column("t", "b").default_expr == nullptr);
  CHECK(db.column("u", "a").default_expr == nullptr);
  CHECK(db.relation("t").owned_sequences.empty());
}

TEST_CASE("DROP TYPE CASCADE takes the columns", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE SCHEMA s; CREATE TYPE s.mood AS ENUM ('x');
    CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE DOMAIN age AS int CHECK (VALUE > 0); CREATE TYPE pair AS (a int, m mood);
    CREATE TABLE t (id int, m mood, ms mood[], other s.mood, a age, p pair);
    DROP TYPE mood CASCADE;
  )");
  CHECK(db.columns("t") == "id other a p");
  CHECK(db.columns("pair") == "a");
  db.file("DROP DOMAIN age CASCADE; DROP TYPE pair CASCADE");
  CHECK(db.columns("t") == "id other");
  CHECK(db.catalog.enums().size() == 1);
  CHECK(db.catalog.domains().empty());
}

TEST_CASE("DROP FUNCTION chooses the overload and takes triggers with CASCADE", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE FUNCTION f(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
    CREATE FUNCTION f(text) RETURNS int LANGUAGE sql AS 'SELECT 1';
    CREATE OR REPLACE FUNCTION f(text) RETURNS int LANGUAGE sql STABLE AS 'SELECT 2';
    CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
    CREATE TABLE t (a int);
    CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION trg();
  )");
  REQUIRE(db.catalog.find_functions({"", "f", {}})->size() == 2);
  CHECK(db.catalog.find_functions({"", "f", {}})->at(1).volatility == migralint::sql::Volatility::stable);
  db.file("DROP FUNCTION f(int); DROP FUNCTION trg CASCADE");
  REQUIRE(db.catalog.find_functions({"", "f", {}})->size() == 1);
  CHECK(db.catalog.find_functions({"", "f", {}})->at(0).body == "SELECT 2");
  CHECK(db.relation("t").triggers.empty());
}

TEST_CASE("DROP SCHEMA CASCADE empties it", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE SCHEMA s; CREATE TABLE s.t (id serial PRIMARY KEY); CREATE TYPE s.e AS ENUM ('a'); CREATE DOMAIN s.d AS int;
    CREATE FUNCTION s.f() RETURNS int LANGUAGE sql AS 'SELECT 1';
    CREATE TABLE stays (m s.e, n int);
    CREATE VIEW v AS SELECT id FROM s.t;
    DROP SCHEMA s CASCADE;
  )");
  CHECK(db.relations() == "stays");
  CHECK(db.columns("stays") == "n");
  CHECK(db.catalog.enums().empty());
  CHECK(db.catalog.find_schema("s") == nullptr);
  CHECK(db.catalog.find_functions({"s", "f", {}}) == nullptr);
}

TEST_CASE("renaming a table keeps all that belongs to it", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TABLE t (id serial PRIMARY KEY); CREATE TABLE c (a int REFERENCES t);
    CREATE VIEW v AS SELECT id FROM t;
    ALTER TABLE t RENAME TO u;
    CREATE TABLE t (x int);
  )");
  CHECK(db.columns("u") == "id");
  CHECK(db.columns("t") == "x");
  CHECK(db.indexes("u") == "t_pkey");
  CHECK(db.constraint("c", "c_a_fkey").referenced == db.relation("u").id);
  CHECK(db.catalog.readers(db.relation("u").id).size() == 1);
  CHECK(db.relation("u").origin.statement == 0);
}

TEST_CASE("two tables can change names", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TABLE a (x int); CREATE TABLE b (y int);
    BEGIN; ALTER TABLE a RENAME TO tmp; ALTER TABLE b RENAME TO a; ALTER TABLE tmp RENAME TO b; ROLLBACK;
  )");
  CHECK(db.columns("a") == "x");
  CHECK(db.columns("b") == "y");
  db.file(
      "BEGIN; ALTER TABLE a RENAME TO tmp; ALTER TABLE b RENAME TO a; ALTER TABLE tmp RENAME TO b; COMMIT");
  CHECK(db.columns("a") == "y");
  CHECK(db.columns("b") == "x");
}

TEST_CASE("a renamed column is renamed wherever it stands", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TABLE t (a int UNIQUE CHECK (a > 0), g int GENERATED ALWAYS AS (a * 2) STORED, s serial);
    CREATE INDEX i ON t ((a + 1)) INCLUDE (a) WHERE a IS NOT NULL;
    CREATE TABLE c (b int REFERENCES t (a));
    CREATE VIEW v AS SELECT a FROM t;
    CREATE POLICY p ON t USING (a = 1);
    CREATE TRIGGER trg BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION f();
    ALTER TABLE t RENAME COLUMN a TO z;
    ALTER TABLE t RENAME s TO s2;
  )");
  CHECK(db.columns("t") == "z g s2");
  const std::vector<std::string> z{"z"};
  CHECK(db.constraint("t", "t_a_key").columns == z);
  CHECK(migralint::sql::columns_of(*db.constraint("t", "t_a_check").expr) == z);
  CHECK(migralint::sql::columns_of(*db.column("t", "g").generated_expr) == z);
  CHECK(db.constraint("c", "c_b_fkey").referenced_columns == z);
  const auto& index = *db.relation("i").index;
  CHECK(migralint::sql::columns_of(*index.keys[0].expr) == z);
  CHECK(migralint::sql::columns_of(*index.predicate) == z);
  CHECK(index.including == z);
  CHECK(db.relation("v").reads_columns == z);
  CHECK(db.columns("v") == "a");
  CHECK(migralint::sql::columns_of(*db.relation("t").policies[0].using_expr) == z);
  CHECK(db.relation("t").triggers[0].update_columns == z);
  CHECK(db.relation("t_s_seq").owned_by_column == "s2");
  db.file("ALTER TABLE t DROP COLUMN z CASCADE");
  CHECK(db.columns("t") == "s2");
  CHECK(db.relations() == "c t t_s_seq");
}

TEST_CASE("a constraint and its index share their name", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TABLE t (id int PRIMARY KEY, u int UNIQUE);
    ALTER TABLE t RENAME CONSTRAINT t_pkey TO pk;
    ALTER INDEX t_u_key RENAME TO uq;
  )");
  CHECK(db.indexes("t") == "pk uq");
  CHECK(db.constraints("t") == "pk uq");
  CHECK(db.relation("uq").index->constraint == "uq");
}

TEST_CASE("renaming types follows the columns", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE DOMAIN d AS int;
    CREATE TABLE t (m mood, n public.mood, x d);
    ALTER TYPE mood RENAME TO feeling;
    ALTER TYPE feeling RENAME VALUE 'sad' TO 'blue';
    CREATE SCHEMA s; ALTER DOMAIN d SET SCHEMA s;
  )");
  CHECK(db.column("t", "m").type.name == "feeling");
  CHECK(db.column("t", "n").type.name == "feeling");
  CHECK(db.column("t", "n").type.schema == "public");
  CHECK(db.column("t", "x").type.schema == "s");
  REQUIRE(db.catalog.find_enum({"", "feeling", {}}) != nullptr);
  CHECK(db.catalog.find_enum({"", "feeling", {}})->values[0].label == "blue");
  CHECK(db.catalog.find_enum({"", "mood", {}}) == nullptr);
  CHECK(db.catalog.find_domain({"s", "d", {}}) != nullptr);
  db.file("DROP TYPE feeling CASCADE");
  CHECK(db.columns("t") == "x");
}

TEST_CASE("SET SCHEMA moves indexes and sequences along", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE SCHEMA s; CREATE TABLE t (id serial PRIMARY KEY);
    ALTER TABLE t SET SCHEMA s;
  )");
  CHECK(db.relations() == "s.t s.t_id_seq s.t_pkey");
  CHECK(db.constraint("s.t", "t_pkey").index == db.relation("s.t_pkey").id);
  db.file("DROP SEQUENCE s.t_id_seq CASCADE");
  CHECK(db.column("s.t", "id").default_expr == nullptr);
  db.file("ALTER SCHEMA s RENAME TO r");
  CHECK(db.relations() == "r.t r.t_pkey");
  CHECK(db.catalog.find_schema("r") != nullptr);
}

TEST_CASE("names of triggers, policies, rules and domain constraints", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TABLE t (a int);
    CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f(); ALTER TRIGGER a ON t RENAME TO b;
    CREATE POLICY a ON t; ALTER POLICY a ON t RENAME TO b;
    CREATE RULE a AS ON INSERT TO t DO NOTHING; ALTER RULE a ON t RENAME TO b;
    CREATE DOMAIN d AS int CONSTRAINT a CHECK (VALUE > 0); ALTER DOMAIN d RENAME CONSTRAINT a TO b;
  )");
  CHECK(db.relation("t").triggers.at(0).name == "b");
  CHECK(db.relation("t").policies.at(0).name == "b");
  CHECK(db.relation("t").rules.at(0).name == "b");
  CHECK(db.catalog.find_domain({"", "d", {}})->checks.at(0).name == "b");
  db.file("DROP TRIGGER b ON t; DROP POLICY b ON t; DROP RULE b ON t; ALTER DOMAIN d DROP CONSTRAINT b");
  CHECK(db.relation("t").triggers.empty());
  CHECK(db.relation("t").policies.empty());
  CHECK(db.relation("t").rules.empty());
  CHECK(db.catalog.find_domain({"", "d", {}})->checks.empty());
  CHECK(db.catalog.complete());
}

TEST_CASE("a partition may be named behind its parent", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TABLE pt (a int) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF pt DEFAULT;
    CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (a int REFERENCES a);
    DROP TABLE pt, p1; DROP TABLE a, b;
  )");
  CHECK(db.relations().empty());
  CHECK(db.catalog.complete());
}

TEST_CASE("a child keeps the column that it defines itself", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TABLE p (a int, b int); CREATE TABLE c (a int) INHERITS (p);
    ALTER TABLE p DROP COLUMN a, DROP COLUMN b;
  )");
  CHECK(db.columns("c") == "a");
}

TEST_CASE("DROP DOMAIN CASCADE takes domains over it", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE DOMAIN a AS int; CREATE DOMAIN b AS a; CREATE TABLE t (x b, y int);
    DROP DOMAIN a CASCADE;
  )");
  CHECK(db.catalog.domains().empty());
  CHECK(db.columns("t") == "y");
}

TEST_CASE("a type takes along the table that is partitioned by a column of it", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE DOMAIN a AS int; CREATE TYPE e AS ENUM ('x');
    CREATE TABLE t (x a, y int) PARTITION BY LIST (x); CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1);
    CREATE TABLE u (x a, y int) PARTITION BY LIST ((x + 1));
    CREATE TABLE v (x e, y int) PARTITION BY LIST (x);
    CREATE TABLE kept (x a, y int) PARTITION BY LIST (y); CREATE TABLE w (x a, y e, z int);
    DROP DOMAIN a CASCADE; DROP TYPE e CASCADE;
    CREATE TABLE t (z int);
  )");
  CHECK(db.columns("t") == "z");
  CHECK(db.find("t1") == nullptr);
  CHECK(db.find("u") == nullptr);
  CHECK(db.find("v") == nullptr);
  CHECK(db.columns("kept") == "y");
  CHECK(db.columns("w") == "z");
}

TEST_CASE("a new object with the name of what it needs", "[catalog]") {
  Replayed db;
  db.file("CREATE TABLE t (a int); CREATE INDEX t ON t (a); CREATE TABLE after (a int);");
  CHECK(db.find("after") != nullptr);
  CHECK_FALSE(db.catalog.complete());
  db.file("CREATE TABLE p (x int); CREATE TABLE c (y int) INHERITS (p); CREATE INDEX p ON c (x);");
  db.file("CREATE TABLE r (x int); CREATE VIEW v AS SELECT x FROM r; CREATE VIEW r AS SELECT x FROM v;");
  CHECK(db.relation("r").kind == migralint::catalog::RelationKind::view);
  CHECK(db.relation("r").reads.empty());
  CHECK(db.errors.empty());
}
