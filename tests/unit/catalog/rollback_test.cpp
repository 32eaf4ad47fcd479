#include "support/catch.hpp"
#include "support/replay_sql.hpp"

using migralint::test::Replayed;

TEST_CASE("ROLLBACK restores everything", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id serial PRIMARY KEY, a int REFERENCES p);
    CREATE TYPE e AS ENUM ('a'); CREATE VIEW v AS SELECT a FROM t; CREATE PUBLICATION pub FOR TABLE t;
    CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
  )");
  const std::string before = db.relations();
  db.file(R"(
    BEGIN;
    ALTER TABLE t ADD COLUMN b int UNIQUE, DROP COLUMN a CASCADE;
    ALTER TYPE e ADD VALUE 'b'; ALTER TYPE e RENAME TO e2; CREATE TYPE g AS ENUM ('x');
    CREATE TABLE n (x int); DROP TABLE p CASCADE; ALTER TABLE t RENAME TO t9; DROP TABLE t9 CASCADE;
    DROP FUNCTION f(); CREATE SCHEMA s; DROP PUBLICATION pub;
    ROLLBACK;
  )");
  CHECK(db.relations() == before);
  CHECK(db.columns("t") == "id a");
  CHECK(db.constraint("t", "t_a_fkey").referenced == db.relation("p").id);
  CHECK(db.relation("p").referenced_by.size() == 1);
  CHECK(db.catalog.readers(db.relation("t").id).size() == 1);
  CHECK(db.catalog.find_enum({"", "e", {}})->values.size() == 1);
  CHECK(db.catalog.find_enum({"", "g", {}}) == nullptr);
  CHECK(db.catalog.find_functions({"", "f", {}}) != nullptr);
  CHECK(db.catalog.find_schema("s") == nullptr);
  CHECK(db.catalog.find_publication("pub")->tables.size() == 1);
  CHECK(db.catalog.open_scopes() == 0);
}

TEST_CASE("savepoints are undone one by one", "[catalog]") {
  Replayed db;
  db.open_file(R"(
    CREATE TABLE t (a int);
    BEGIN; ALTER TABLE t ADD b int;
    SAVEPOINT one; ALTER TABLE t ADD c int;
    SAVEPOINT two; ALTER TABLE t ADD d int; CREATE TABLE u (x int);
  )");
  CHECK(db.columns("t") == "a b c d");
  db.run("ROLLBACK TO two");
  CHECK(db.columns("t") == "a b c");
  CHECK(db.find("u") == nullptr);
  db.run("ALTER TABLE t ADD e int; ROLLBACK TO SAVEPOINT one");
  CHECK(db.columns("t") == "a b");
  db.run("ALTER TABLE t ADD f int; RELEASE one; ALTER TABLE t ADD g int");
  CHECK(db.columns("t") == "a b f g");
  CHECK(db.catalog.open_scopes() == 1);
  db.run("ROLLBACK");
  CHECK(db.columns("t") == "a");
  CHECK(db.catalog.open_scopes() == 0);
}

TEST_CASE("what released savepoints did is undone with the transaction", "[catalog]") {
  Replayed db;
  db.open_file(R"(
    CREATE TABLE t (a int); CREATE TABLE u (a int);
    BEGIN; ALTER TABLE t ADD b int;
    SAVEPOINT s; ALTER TABLE t ADD c int; ALTER TABLE u RENAME TO w; RELEASE s;
    SAVEPOINT s; ALTER TABLE t ADD d int; ALTER TABLE w ADD b int; CREATE TABLE u (x int); RELEASE s;
    SAVEPOINT s; ALTER TABLE t ADD e int; DROP TABLE u;
  )");
  CHECK(db.columns("t") == "a b c d e");
  db.run("ROLLBACK TO s");
  CHECK(db.columns("t") == "a b c d");
  CHECK(db.columns("u") == "x");
  db.run("ROLLBACK");
  CHECK(db.columns("t") == "a");
  CHECK(db.columns("u") == "a");
  CHECK(db.relations() == "t u");
}

TEST_CASE("a name taken over inside a transaction comes back", "[catalog]") {
  Replayed db;
  db.file(
      "CREATE TABLE t (old int); BEGIN; DROP TABLE t; CREATE TABLE t (fresh int); SAVEPOINT s; DROP TABLE t; "
      "ROLLBACK TO s;");
  CHECK(db.columns("t") == "old");
  db.file(
      "BEGIN; DROP TABLE t; CREATE TABLE t (fresh int); SAVEPOINT s; DROP TABLE t; ROLLBACK TO s; COMMIT");
  CHECK(db.columns("t") == "fresh");
}

TEST_CASE("a copy of the catalog is a snapshot", "[catalog]") {
  Replayed db;
  db.file("CREATE TABLE t (a int)");
  const auto snapshot = db.catalog;
  db.file("ALTER TABLE t ADD b int; DROP TABLE t");
  REQUIRE(snapshot.find("public", "t") != nullptr);
  CHECK(snapshot.find("public", "t")->columns.size() == 1);
}
