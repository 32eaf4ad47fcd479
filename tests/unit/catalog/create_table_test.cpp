#include <string>

#include "support/catch.hpp"
#include "support/replay_sql.hpp"

using migralint::catalog::Persistence;
using migralint::catalog::RelationKind;
using migralint::test::Replayed;
using Kind = migralint::sql::Constraint::Kind;

TEST_CASE("a table has the columns it was made with", "[catalog]") {
  Replayed db;
  db.file("CREATE TABLE t (id bigint PRIMARY KEY, a varchar(20) NOT NULL DEFAULT 'x', b int)");
  CHECK(db.columns("t") == "id a b");
  CHECK(db.column("t", "id").not_null);
  CHECK(db.column("t", "a").not_null);
  CHECK_FALSE(db.column("t", "b").not_null);
  CHECK(db.column("t", "a").type.name == "varchar");
  CHECK(db.column("t", "a").default_expr != nullptr);
  CHECK(db.column("t", "b").filled_at_creation);
  CHECK(db.relations() == "t t_pkey");
  CHECK(db.constraint("t", "t_pkey").index == db.relation("t_pkey").id);
  CHECK(db.relation("t_pkey").index->constraint == "t_pkey");
  CHECK(db.catalog.complete());
}

TEST_CASE("generated names are PostgreSQL's", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TABLE p (id int PRIMARY KEY, x int, y int, UNIQUE (x, y));
    CREATE TABLE t (
      id serial PRIMARY KEY,
      a int UNIQUE CHECK (a > 0),
      b int REFERENCES p,
      c int CHECK (c > a),
      d int CHECK (d > 1) CHECK (d < 9),
      UNIQUE (a, b),
      FOREIGN KEY (a, b) REFERENCES p (x, y),
      CHECK (a + 1 > 0),
      EXCLUDE USING gist (c WITH =))
  )");
  // As `\d t` shows them on a server.
  CHECK(db.constraints("t") ==
        "t_a_b_fkey t_a_b_key t_a_check t_a_check1 t_a_key t_b_fkey t_c_excl t_check t_d_check t_d_check1 "
        "t_pkey");
  CHECK(db.indexes("t") == "t_a_b_key t_a_key t_c_excl t_pkey");
  CHECK(db.constraint("t", "t_b_fkey").referenced_columns == std::vector<std::string>{"id"});
}

TEST_CASE("parentheses around a column of a key mean the column", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TABLE a (x int, y int, s text);
    CREATE INDEX ON a ((x));
    CREATE INDEX ON a ((s COLLATE "C"));
    CREATE INDEX ON a (((a.y)));
    ALTER TABLE a ADD EXCLUDE ((x) WITH =);
    ALTER TABLE a ADD EXCLUDE (lower(s) WITH =, x WITH =);
    CREATE TABLE a2 (a2 int);
    CREATE INDEX ON a2 ((a2));
    CREATE TABLE p (x int) PARTITION BY RANGE ((x));
  )");
  // As `\d a` shows them on a server.
  CHECK(db.indexes("a") == "a_lower_x_excl a_s_idx a_x_excl a_x_idx a_y_idx");
  CHECK(db.relation("a_x_idx").index->keys[0].column == "x");
  CHECK(db.relation("a_s_idx").index->keys[0].collation == "C");
  CHECK(db.relation("a_y_idx").index->keys[0].column == "y");
  CHECK(db.relation("a_lower_x_excl").index->keys[1].column == "x");
  CHECK(db.constraint("a", "a_x_excl").columns == std::vector<std::string>{"x"});
  CHECK(db.relation("a2_a2_idx").index->keys[0].column.empty());  // perhaps the whole row
  CHECK(db.relation("p").partition_key->columns == std::vector<std::string>{"x"});
}

TEST_CASE("long generated names are cut as makeObjectName does", "[catalog]") {
  Replayed db;
  const std::string table(40, 't');
  const std::string column(40, 'c');
  db.file("CREATE TABLE " + table + " (" + column + " serial UNIQUE, id int PRIMARY KEY)");
  CHECK(db.find(std::string(29, 't') + '_' + std::string(29, 'c') + "_key") != nullptr);
  CHECK(db.find(std::string(29, 't') + '_' + std::string(29, 'c') + "_seq") != nullptr);
  CHECK(db.find(table + "_pkey") != nullptr);
}

TEST_CASE("a generated name that is taken gets a number", "[catalog]") {
  Replayed db;
  db.file(
      "CREATE TABLE t_pkey (a int); CREATE TABLE t (id int PRIMARY KEY); CREATE INDEX ON t (id); CREATE "
      "INDEX ON t (id)");
  CHECK(db.indexes("t") == "t_id_idx t_id_idx1 t_pkey1");
}

TEST_CASE("names of expression indexes", "[catalog]") {
  Replayed db;
  db.file(R"(CREATE TABLE t (a text, b int);
    CREATE INDEX ON t (lower(a)); CREATE INDEX ON t ((b + 1), (b + 2)); CREATE UNIQUE INDEX ON t (a) INCLUDE (b);
    CREATE INDEX ON t ((b::text));)");
  CHECK(db.indexes("t") == "t_a_b_idx t_b_idx t_expr_expr1_idx t_lower_idx");
}

TEST_CASE("serial brings an owned sequence and a default", "[catalog]") {
  Replayed db;
  db.file("CREATE TABLE t (id serial, big bigserial, small smallserial)");
  CHECK(db.column("t", "id").type.name == "int4");
  CHECK(db.column("t", "id").serial);
  CHECK(db.column("t", "id").not_null);
  CHECK(db.column("t", "id").default_expr != nullptr);
  CHECK(db.relation("t_id_seq").kind == RelationKind::sequence);
  CHECK(db.relation("t_id_seq").owned_by == db.relation("t").id);
  CHECK(db.relation("t_id_seq").owned_by_column == "id");
  CHECK(db.relation("t_id_seq").sequence_type == "integer");
  CHECK(db.relation("t_big_seq").sequence_type == "bigint");
  CHECK(db.relation("t_small_seq").sequence_type == "smallint");
}

TEST_CASE("identity brings a sequence, no default", "[catalog]") {
  Replayed db;
  db.file("CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, g int GENERATED ALWAYS AS (id * 2) STORED)");
  CHECK(db.column("t", "id").identity);
  CHECK(db.column("t", "id").not_null);
  CHECK(db.column("t", "id").default_expr == nullptr);
  CHECK(db.column("t", "g").generated_stored);
  CHECK(db.column("t", "g").generated_expr != nullptr);
  CHECK(db.relations() == "t t_id_seq");
}

TEST_CASE("IF NOT EXISTS leaves a table that is there alone", "[catalog]") {
  Replayed db;
  db.file("CREATE TABLE t (a int); CREATE TABLE IF NOT EXISTS t (b int)");
  CHECK(db.columns("t") == "a");
  CHECK(db.relation("t").certainly_created);
}

TEST_CASE("IF NOT EXISTS in a partial history proves nothing", "[catalog]") {
  Replayed db;
  db.file(
      "ALTER TABLE old ADD COLUMN a int; CREATE TABLE IF NOT EXISTS t (b int PRIMARY KEY); CREATE TABLE u (a "
      "int)");
  CHECK_FALSE(db.catalog.complete());
  CHECK_FALSE(db.relation("t").certainly_created);
  CHECK_FALSE(db.relation("t_pkey").certainly_created);
  CHECK(db.relation("u").certainly_created);
}

TEST_CASE("what is unknown in a foreign schema says nothing about the others", "[catalog]") {
  Replayed db;
  db.file("CREATE TABLE a (id int REFERENCES auth.users); ALTER PUBLICATION p ADD TABLE a;");
  CHECK_FALSE(db.catalog.complete());
  CHECK(db.catalog.complete_in("public"));
  CHECK_FALSE(db.catalog.complete_in("auth"));
  db.file("CREATE TABLE IF NOT EXISTS t (b int); CREATE TABLE IF NOT EXISTS auth.t (b int);");
  CHECK(db.relation("t").certainly_created);
  CHECK_FALSE(db.relation("auth.t").certainly_created);
  db.file("ALTER TABLE old ADD COLUMN x int;");
  CHECK_FALSE(db.catalog.complete_in("public"));
}

TEST_CASE("temporary tables are found first and go with the session", "[catalog]") {
  Replayed db;
  db.open_file("CREATE TABLE t (a int); CREATE TEMP TABLE t (b int); ALTER TABLE t ADD COLUMN c int");
  CHECK(db.columns("t") == "b c");
  CHECK(db.columns("public.t") == "a");
  CHECK(db.relation("t").persistence == Persistence::temporary);
  CHECK(db.relation("t").schema == "pg_temp");
  db.end_file();
  CHECK(db.columns("t") == "a");
}

TEST_CASE("ON COMMIT DROP ends with the transaction", "[catalog]") {
  Replayed db;
  db.open_file("BEGIN; CREATE TEMP TABLE t (b int) ON COMMIT DROP");
  CHECK(db.find("t") != nullptr);
  db.run("COMMIT");
  CHECK(db.find("t") == nullptr);
}

TEST_CASE("names are exact and belong to their schema", "[catalog]") {
  Replayed db;
  db.file(
      "CREATE SCHEMA a; CREATE SCHEMA b; CREATE TABLE a.t (x int); CREATE TABLE b.t (y int); CREATE TABLE "
      "\"T\" (z int)");
  CHECK(db.columns("a.t") == "x");
  CHECK(db.columns("b.t") == "y");
  CHECK(db.columns("T") == "z");
  CHECK(db.find("t") == nullptr);
}

TEST_CASE("LIKE copies what its options say", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TABLE s (id int PRIMARY KEY, a int DEFAULT 5 CHECK (a > 0), n int NOT NULL, i int GENERATED ALWAYS AS IDENTITY);
    CREATE INDEX ON s (lower(a::text));
    CREATE TABLE plain (x int, LIKE s, y int);
    CREATE TABLE everything (LIKE s INCLUDING ALL);
  )");
  CHECK(db.columns("plain") == "x id a n i y");
  CHECK(db.column("plain", "id").not_null);
  CHECK(db.column("plain", "a").default_expr == nullptr);
  CHECK_FALSE(db.column("plain", "i").identity);
  CHECK(db.constraints("plain").empty());
  CHECK(db.column("everything", "a").default_expr != nullptr);
  CHECK(db.column("everything", "i").identity);
  CHECK(db.constraints("everything") == "everything_pkey s_a_check");
  CHECK(db.indexes("everything") == "everything_lower_idx everything_pkey");
  CHECK(db.find("everything_i_seq") != nullptr);
}

TEST_CASE("LIKE of an unknown table leaves the columns open", "[catalog]") {
  Replayed db;
  db.file("CREATE TABLE t (LIKE elsewhere, b int)");
  CHECK_FALSE(db.relation("t").columns_complete);
  CHECK_FALSE(db.catalog.complete());
  CHECK(db.relation("elsewhere").assumed);
}

TEST_CASE("INHERITS merges columns and checks", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TABLE p (a int NOT NULL DEFAULT 1, b text, CONSTRAINT positive CHECK (a > 0), PRIMARY KEY (a));
    CREATE TABLE c (b text NOT NULL, own int) INHERITS (p);
  )");
  CHECK(db.columns("c") == "a b own");
  CHECK(db.column("c", "a").not_null);
  CHECK(db.column("c", "a").default_expr != nullptr);
  CHECK(db.column("c", "b").not_null);
  CHECK(db.constraints("c") == "positive");
  CHECK(db.indexes("c").empty());
  REQUIRE(db.catalog.descendants(db.relation("p").id).size() == 1);
  CHECK(db.relation("c").inherits == std::vector<migralint::catalog::RelationId>{db.relation("p").id});
}

TEST_CASE("a table of a composite type has its columns", "[catalog]") {
  Replayed db;
  db.file("CREATE TYPE pair AS (x int, y text); CREATE TABLE t OF pair (PRIMARY KEY (x))");
  CHECK(db.columns("t") == "x y");
  CHECK(db.column("t", "x").not_null);
  CHECK(db.relation("pair").kind == RelationKind::composite_type);
}

TEST_CASE("CREATE TABLE AS and SELECT INTO make filled tables", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TABLE s (a int, b int);
    CREATE TABLE t AS SELECT a, b AS c FROM s;
    CREATE TABLE empty_one AS SELECT * FROM s WITH NO DATA;
    SELECT a INTO u FROM s;
    CREATE MATERIALIZED VIEW mv AS SELECT a FROM s WITH NO DATA;
  )");
  CHECK(db.columns("t") == "a c");
  CHECK(db.relation("t").filled);
  CHECK(db.relation("t").columns_complete);
  CHECK_FALSE(db.relation("empty_one").filled);
  CHECK_FALSE(db.relation("empty_one").columns_complete);
  CHECK(db.columns("u") == "a");
  CHECK(db.relation("mv").kind == RelationKind::materialized_view);
  CHECK_FALSE(db.relation("mv").populated);
  CHECK(db.catalog.readers(db.relation("s").id).size() == 1);
  CHECK(db.catalog.complete());
}

TEST_CASE("columns of CREATE TABLE AS have the types that are certain", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TYPE mood AS ENUM ('a');
    CREATE TABLE s (a varchar(20), b numeric(10, 2), m mood, id bigserial, pair int);
    CREATE TABLE r (c date, pair int);
    CREATE TABLE t AS
      SELECT a, s.b, m AS mood, id, a::char(3) AS cut, 1 AS one, 3000000000 AS big, 1.5 AS frac, 'x' AS word,
             true AS yes, NULL AS nothing, a || 'x' AS expr, now() AS at, -1 AS minus, date '2020-01-01' AS day FROM s;
    CREATE TABLE joined AS SELECT x.a, c, pair, x.pair AS mine FROM s AS x JOIN r USING (pair);
    SELECT a INTO u FROM s;
    CREATE MATERIALIZED VIEW mv AS SELECT b FROM s;
    CREATE TABLE renamed (p, q) AS SELECT a, b FROM s;
    CREATE TABLE unknown AS SELECT a, q.x, q.a AS qa FROM s, (SELECT 1 AS x, 2 AS a) AS q;
    CREATE TABLE of_with AS WITH s AS (SELECT 1 AS a) SELECT a, s.a AS b FROM s;
    CREATE TABLE set_operation AS SELECT a FROM s UNION SELECT 'y';
    CREATE TABLE star AS SELECT *, 1 AS one FROM s;
    CREATE TABLE aliased AS SELECT z FROM s AS s2 (z);
    CREATE TABLE elsewhere AS SELECT a FROM s, nowhere;
  )");
  const auto type = [&](std::string_view table, std::string_view column) {
    return migralint::sql::to_string(db.column(table, column).type);
  };
  CHECK(type("t", "a") == "character varying(20)");
  CHECK(type("t", "b") == "numeric(10,2)");
  CHECK(type("t", "mood") == "mood");
  CHECK(type("t", "id") == "bigint");
  CHECK_FALSE(db.column("t", "id").serial);
  CHECK(type("t", "cut") == "character(3)");
  CHECK(type("t", "one") == "integer");
  CHECK(type("t", "minus") == "integer");
  CHECK(type("t", "big") == "bigint");
  CHECK(type("t", "frac") == "numeric");
  CHECK(type("t", "word") == "text");
  CHECK(type("t", "yes") == "boolean");
  CHECK(type("t", "nothing") == "text");
  CHECK(type("t", "day") == "date");
  CHECK(db.column("t", "expr").type.empty());
  CHECK(db.column("t", "at").type.empty());
  CHECK(type("joined", "a") == "character varying(20)");
  CHECK(type("joined", "c") == "date");
  CHECK(db.column("joined", "pair").type.empty());
  CHECK(type("joined", "mine") == "integer");
  CHECK(type("u", "a") == "character varying(20)");
  CHECK(type("mv", "b") == "numeric(10,2)");
  CHECK(type("renamed", "p") == "character varying(20)");
  CHECK(type("renamed", "q") == "numeric(10,2)");
  CHECK(db.column("unknown", "a").type.empty());
  CHECK(db.column("unknown", "x").type.empty());
  CHECK(db.column("unknown", "qa").type.empty());
  CHECK(db.column("of_with", "a").type.empty());
  CHECK(db.column("of_with", "b").type.empty());
  CHECK(db.column("set_operation", "a").type.empty());
  CHECK(db.column("star", "one").type.empty());
  CHECK(db.column("aliased", "z").type.empty());
  CHECK(db.column("elsewhere", "a").type.empty());
}

TEST_CASE("18 catalogs NOT NULL as constraints with names", "[catalog]") {
  Replayed db(18);
  db.file("CREATE TABLE t (id int PRIMARY KEY, a int CONSTRAINT given NOT NULL, b int NOT NULL)");
  CHECK(db.constraints("t") == "given t_b_not_null t_id_not_null t_pkey");
  db.file("ALTER TABLE t DROP CONSTRAINT given");
  CHECK_FALSE(db.column("t", "a").not_null);
  db.file("ALTER TABLE t ADD CONSTRAINT later NOT NULL a NOT VALID");
  CHECK(db.column("t", "a").not_null);
  CHECK_FALSE(db.column("t", "a").not_null_valid);
  CHECK_FALSE(db.constraint("t", "later").validated);
  db.file("ALTER TABLE t VALIDATE CONSTRAINT later");
  CHECK(db.column("t", "a").not_null_valid);
  CHECK(db.constraint("t", "later").validated_by);
}

TEST_CASE("generated constraint names are unique in the schema", "[catalog]") {
  Replayed db;
  // As a server numbers them.
  db.file(R"(
    CREATE TABLE p (id int PRIMARY KEY);
    CREATE TABLE a (b_c int REFERENCES p);
    CREATE TABLE a_b (c int REFERENCES p);
    ALTER TABLE a RENAME CONSTRAINT a_b_c_fkey TO x_y_check;
    CREATE TABLE x (y int CHECK (y > 0));
    CREATE SCHEMA s; CREATE TABLE s.x (y int CHECK (y > 0));
  )");
  CHECK(db.constraints("a_b") == "a_b_c_fkey1");
  CHECK(db.constraints("x") == "x_y_check1");
  CHECK(db.constraints("s.x") == "x_y_check");
}

TEST_CASE("equal keys are one constraint", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE, CONSTRAINT named UNIQUE (id), CONSTRAINT other UNIQUE (a));
  )");
  CHECK(db.constraints("t") == "named other");
  CHECK(db.indexes("t") == "named other");
}

TEST_CASE("DEFAULT NULL is no default", "[catalog]") {
  Replayed db;
  db.file("CREATE TABLE t (a int DEFAULT NULL, b int DEFAULT 1); ALTER TABLE t ALTER b SET DEFAULT NULL");
  CHECK(db.column("t", "a").default_expr == nullptr);
  CHECK(db.column("t", "b").default_expr == nullptr);
}
