#include "support/catch.hpp"
#include "support/replay_sql.hpp"

using migralint::catalog::RelationKind;
using migralint::test::Replayed;

namespace {

constexpr auto setup = R"(
  CREATE TABLE ref (id int PRIMARY KEY);
  CREATE TABLE pt (k int NOT NULL, v text DEFAULT 'x', r int REFERENCES ref, PRIMARY KEY (k), CHECK (v <> '')) PARTITION BY RANGE (k);
  CREATE INDEX ON pt (v);
)";

}  // namespace

TEST_CASE("a partition has what its parent has", "[catalog]") {
  Replayed db;
  db.file(setup).file(
      "CREATE TABLE p1 PARTITION OF pt FOR VALUES FROM (0) TO (10); CREATE TABLE pd PARTITION OF pt DEFAULT");
  CHECK(db.relation("pt").kind == RelationKind::partitioned_table);
  CHECK(db.relation("pt_pkey").kind == RelationKind::partitioned_index);
  CHECK(db.columns("p1") == "k v r");
  CHECK(db.column("p1", "k").not_null);
  CHECK(db.column("p1", "v").default_expr != nullptr);
  CHECK(db.constraints("p1") == "p1_pkey pt_r_fkey pt_v_check");
  CHECK(db.indexes("p1") == "p1_pkey p1_v_idx");
  CHECK(db.relation("p1_v_idx").index->parent == db.relation("pt_v_idx").id);
  CHECK(db.relation("p1").partition_of == db.relation("pt").id);
  CHECK(db.relation("p1").bound);
  CHECK(db.relation("pt").default_partition == db.relation("pd").id);
  CHECK(db.relation("pt").partitions.size() == 2);
}

TEST_CASE("what the parent gets later, partitions get too", "[catalog]") {
  Replayed db;
  db.file(setup).file(R"(
    CREATE TABLE p1 PARTITION OF pt FOR VALUES FROM (0) TO (10) PARTITION BY RANGE (k);
    CREATE TABLE p11 PARTITION OF p1 FOR VALUES FROM (0) TO (5);
    CREATE INDEX later ON pt (r);
    ALTER TABLE pt ADD COLUMN n int UNIQUE, ADD CONSTRAINT c CHECK (n > 0);
  )");
  // The key has no partition column, which a server would refuse; names and depth are what counts here.
  CHECK(db.indexes("p11") == "p11_n_key p11_pkey p11_r_idx p11_v_idx");
  CHECK(db.constraints("p11") == "c p11_n_key p11_pkey pt_r_fkey pt_v_check");
  CHECK(db.relation("p1_r_idx").kind == RelationKind::partitioned_index);
  db.file(
      "DROP INDEX later; ALTER TABLE pt DROP CONSTRAINT c; ALTER TABLE pt DROP CONSTRAINT pt_r_fkey; ALTER "
      "TABLE pt DROP COLUMN n");
  CHECK(db.indexes("p11") == "p11_pkey p11_v_idx");
  CHECK(db.constraints("p11") == "p11_pkey pt_v_check");
  CHECK(db.relation("ref").referenced_by.empty());
}

TEST_CASE("ATTACH uses equal indexes and makes the missing ones", "[catalog]") {
  Replayed db;
  db.file(setup).file(R"(
    CREATE TABLE cand (k int NOT NULL, v text, r int);
    CREATE UNIQUE INDEX cand_k ON cand (k);
    ALTER TABLE cand ADD CONSTRAINT cand_pk PRIMARY KEY USING INDEX cand_k;
    ALTER TABLE pt ATTACH PARTITION cand FOR VALUES FROM (10) TO (20);
  )");
  CHECK(db.indexes("cand") == "cand_pk cand_v_idx");
  CHECK(db.relation("cand_pk").index->parent == db.relation("pt_pkey").id);
  CHECK(db.constraint("cand", "pt_r_fkey").referenced == db.relation("ref").id);
  CHECK(db.relation("pt").partitions.size() == 1);
  db.file("ALTER TABLE pt DETACH PARTITION cand");
  CHECK(db.relation("pt").partitions.empty());
  CHECK(db.relation("cand").partition_of == migralint::catalog::no_relation);
  CHECK_FALSE(db.relation("cand").bound);
  CHECK(db.relation("cand_pk").index->parent == migralint::catalog::no_relation);
  CHECK(db.indexes("cand") == "cand_pk cand_v_idx");
  CHECK(db.catalog.complete());
}

TEST_CASE("an index ON ONLY the parent is invalid until all partitions have theirs", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TABLE pt (k int, v int) PARTITION BY LIST (k);
    CREATE TABLE p1 PARTITION OF pt FOR VALUES IN (1); CREATE TABLE p2 PARTITION OF pt FOR VALUES IN (2);
    CREATE INDEX i ON ONLY pt (v);
  )");
  CHECK_FALSE(db.relation("i").index->valid);
  CHECK(db.indexes("p1").empty());
  db.file("CREATE INDEX CONCURRENTLY i1 ON p1 (v); ALTER INDEX i ATTACH PARTITION i1");
  CHECK_FALSE(db.relation("i").index->valid);
  db.file("CREATE INDEX i2 ON p2 (v); ALTER INDEX i ATTACH PARTITION i2");
  CHECK(db.relation("i").index->valid);
  CHECK(db.relation("i2").index->parent == db.relation("i").id);
}

TEST_CASE("dropping a partition tells the parent", "[catalog]") {
  Replayed db;
  db.file(setup).file("CREATE TABLE pd PARTITION OF pt DEFAULT; DROP TABLE pd");
  CHECK(db.relation("pt").partitions.empty());
  CHECK(db.relation("pt").default_partition == migralint::catalog::no_relation);
  CHECK(db.relation("pt_pkey").partitions.empty());
}

TEST_CASE("row triggers are cloned to partitions", "[catalog]") {
  Replayed db;
  db.file(R"(
    CREATE TABLE pt (k int) PARTITION BY LIST (k); CREATE TABLE p1 PARTITION OF pt DEFAULT;
    CREATE TRIGGER r AFTER INSERT ON pt FOR EACH ROW EXECUTE FUNCTION f();
    CREATE TRIGGER s AFTER INSERT ON pt FOR EACH STATEMENT EXECUTE FUNCTION f();
    CREATE TABLE p2 PARTITION OF pt FOR VALUES IN (2);
  )");
  CHECK(db.relation("p1").triggers.size() == 1);
  CHECK(db.relation("p2").triggers.size() == 1);
  db.file("DROP TRIGGER r ON pt");
  CHECK(db.relation("p2").triggers.empty());
  CHECK(db.relation("pt").triggers.size() == 1);
}

TEST_CASE("DROP IF EXISTS of partitioned tables and indexes", "[catalog]") {
  Replayed db;
  db.file(setup).file("DROP INDEX IF EXISTS pt_v_idx; DROP VIEW IF EXISTS pt");
  CHECK(db.indexes("pt") == "pt_pkey");
  db.file("DROP TABLE IF EXISTS pt");
  CHECK(db.relations() == "ref ref_pkey");
}
