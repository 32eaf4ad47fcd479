// effects() as tables: a history, a statement, the expected dump. Most expectations are measured forms
// (facts/postgres.md) or follow from them; what is about the history's gaps and the open transaction is this
// program's own contract.
#include "effects/effects.hpp"

#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/replay_sql.hpp"
#include "unit/effects/dump.hpp"

namespace migralint::test {
namespace {

struct Case {
  std::string_view history;
  std::string_view statement;
  std::string_view expected;
};

/// The schema that every case starts from.
constexpr std::string_view base = R"sql(
  CREATE TABLE p (id int PRIMARY KEY, code text);
  CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(50), c text, nn int NOT NULL);
  CREATE INDEX t_a_idx ON t (a);
  CREATE TABLE ch (id int PRIMARY KEY, p_id int REFERENCES p (id));
  CREATE TABLE pt (id int NOT NULL, k int NOT NULL, v text) PARTITION BY RANGE (k);
  CREATE TABLE pt_1 PARTITION OF pt FOR VALUES FROM (0) TO (1000);
  CREATE TABLE pt_d PARTITION OF pt DEFAULT;
  CREATE VIEW v AS SELECT id, b FROM t;
)sql";

std::string effects_of(const Case& test, int version) {
  Replayed state(version);
  state.file(base).open_file(test.history);
  sql::Reader reader;
  const auto statement = reader.read(test.statement, 0);
  REQUIRE(statement);
  return dump(effects::effects(*statement, {state.catalog, state.session, version}));
}

void check(const std::vector<Case>& cases, int version = 15) {
  for (const auto& test : cases) {
    INFO("history:   " << test.history << "\nstatement: " << test.statement);
    CHECK(effects_of(test, version) == test.expected);
  }
}

}  // namespace

TEST_CASE("indexes", "[effects]") {
  check({
      {"", "CREATE INDEX i ON t (c)", "t:S; IDXBUILD i"},
      {"", "CREATE INDEX CONCURRENTLY i ON t (c)", "t:SUX; IDXBUILD i; NOT-IN-TXN"},
      {"", "CREATE INDEX ON t (c, lower(b))", "t:S; IDXBUILD t_c_lower_idx"},
      {"", "CREATE INDEX IF NOT EXISTS t_a_idx ON t (a)", "t:S"},
      {"", "CREATE INDEX ON pt (v)", "pt:S pt_1:S pt_d:S; IDXBUILD pt_1_v_idx,pt_d_v_idx"},
      {"", "CREATE INDEX ON ONLY pt (v)", "pt:S"},
      {"CREATE TEMP TABLE tt (a int);", "CREATE INDEX CONCURRENTLY i ON tt (a)",
       "pg_temp.tt:S*; IDXBUILD pg_temp.i*; NOT-IN-TXN"},
      {"", "DROP INDEX t_a_idx", "t:AX t_a_idx:AX"},
      {"", "DROP INDEX CONCURRENTLY t_a_idx", "t:SUX t_a_idx:SUX; NOT-IN-TXN"},
      {"", "DROP INDEX IF EXISTS gone", ""},
      {"", "REINDEX INDEX t_a_idx", "t:S t_a_idx:AX; IDXREBUILD t_a_idx"},
      {"", "REINDEX TABLE CONCURRENTLY t",
       "t:SUX t_a_idx:SUX t_pkey:SUX; IDXREBUILD t_a_idx,t_pkey; NOT-IN-TXN"},
      {"", "ALTER INDEX t_a_idx RENAME TO x", "t_a_idx:SUX"},
      {"", "ALTER TABLE t_a_idx RENAME TO x", "t_a_idx:AX"},
      {"", "ALTER INDEX t_a_idx SET TABLESPACE ts", "t_a_idx:AX; IDXREBUILD t_a_idx"},
  });
}

TEST_CASE("effects: ADD COLUMN", "[effects]") {
  check({
      {"", "ALTER TABLE t ADD COLUMN n int NOT NULL DEFAULT 5", "t:AX"},
      {"", "ALTER TABLE t ADD COLUMN n timestamptz DEFAULT now()", "t:AX"},
      {"", "ALTER TABLE t ADD COLUMN n uuid DEFAULT gen_random_uuid()", "t:AX; REWRITE t"},
      {"", "ALTER TABLE t ADD COLUMN n int DEFAULT made_elsewhere()", "t:AX; REWRITE t"},
      {"", "ALTER TABLE t ADD COLUMN n bigserial", "t:AX; REWRITE t"},
      {"", "ALTER TABLE t ADD COLUMN n int GENERATED ALWAYS AS IDENTITY", "t:AX; REWRITE t"},
      {"", "ALTER TABLE t ADD COLUMN n int GENERATED ALWAYS AS (a * 2) STORED", "t:AX; REWRITE t"},
      {"", "ALTER TABLE t ADD COLUMN n int CHECK (n > 0)", "t:AX; SCAN t"},
      {"", "ALTER TABLE t ADD COLUMN n int UNIQUE", "t:AX; IDXBUILD t_n_key"},
      {"", "ALTER TABLE t ADD COLUMN n int REFERENCES p", "p:SRX t:AX"},
      {"", "ALTER TABLE t ADD COLUMN n int DEFAULT NULL REFERENCES p", "p:SRX t:AX; SCAN t"},
      {"", "ALTER TABLE t ADD COLUMN n int DEFAULT 1 REFERENCES p", "p:SRX t:AX; SCAN p,t"},
      {"", "ALTER TABLE t ADD COLUMN IF NOT EXISTS a int DEFAULT random()", "t:AX"},
      {"", "ALTER TABLE pt ADD COLUMN n float8 DEFAULT random()", "pt:AX pt_1:AX pt_d:AX; REWRITE pt_1,pt_d"},
      {"CREATE DOMAIN d AS int CHECK (VALUE > 0);", "ALTER TABLE t ADD COLUMN n d", "t:AX; REWRITE t"},
      {"CREATE DOMAIN d AS int;", "ALTER TABLE t ADD COLUMN n d", "t:AX"},
      {"CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 5';",
       "ALTER TABLE t ADD COLUMN n int DEFAULT f()", "t:AX"},
      {"CREATE FUNCTION f() RETURNS float8 LANGUAGE sql AS 'SELECT random()';",
       "ALTER TABLE t ADD COLUMN n float8 DEFAULT f()", "t:AX; REWRITE t"},
      {"CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 5; END';",
       "ALTER TABLE t ADD COLUMN n int DEFAULT f()", "t:AX; REWRITE t"},
      {"", "ALTER TABLE t ADD COLUMN n int, ADD COLUMN m uuid DEFAULT gen_random_uuid()", "t:AX; REWRITE t"},
  });
  check({{"CREATE DOMAIN d AS int CHECK (VALUE > 0);", "ALTER TABLE t ADD COLUMN n d", "t:AX"}}, 19);
  check({{"", "ALTER TABLE t ADD COLUMN n int GENERATED ALWAYS AS (a * 2)", "t:AX"}}, 18);
  check({{"", "ALTER TABLE t ADD COLUMN n int GENERATED ALWAYS AS (a * 2)", "t:AX; REWRITE t"}}, 17);
}

TEST_CASE("constraints of ALTER TABLE", "[effects]") {
  check({
      {"", "ALTER TABLE t ADD CHECK (a > 0)", "t:AX; SCAN t"},
      {"", "ALTER TABLE t ADD CHECK (a > 0) NOT VALID", "t:AX"},
      {"", "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p", "p:SRX t:SRX; SCAN p,t"},
      {"", "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p NOT VALID", "p:SRX t:SRX"},
      {"", "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES t", "t:SRX; SCAN t"},
      {"ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES p NOT VALID;",
       "ALTER TABLE t VALIDATE CONSTRAINT fk", "p:RS t:SUX; SCAN p,t"},
      {"ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0) NOT VALID;", "ALTER TABLE t VALIDATE CONSTRAINT ck",
       "t:SUX; SCAN t"},
      {"ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0);", "ALTER TABLE t VALIDATE CONSTRAINT ck", "t:SUX"},
      {"", "ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0) NOT VALID, VALIDATE CONSTRAINT ck", "t:AX; SCAN t"},
      {"", "ALTER TABLE t ADD UNIQUE (a, b)", "t:AX; IDXBUILD t_a_b_key"},
      {"CREATE UNIQUE INDEX u ON t (a);", "ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX u",
       "t:AX u:SUX"},
      {"CREATE TABLE n (x int); CREATE UNIQUE INDEX u ON n (x);",
       "ALTER TABLE n ADD PRIMARY KEY USING INDEX u", "n:AX u:SUX; SCAN n"},
      {"CREATE TABLE n (x int NOT NULL); CREATE UNIQUE INDEX u ON n (x);",
       "ALTER TABLE n ADD PRIMARY KEY USING INDEX u", "n:AX u:SUX"},
      {"", "ALTER TABLE ch DROP CONSTRAINT ch_p_id_fkey", "ch:AX p:AX"},
      {"", "ALTER TABLE ch DROP COLUMN p_id", "ch:AX p:AX"},
      {"", "ALTER TABLE t DROP CONSTRAINT IF EXISTS gone", "t:AX"},
  });
}

TEST_CASE("SET NOT NULL and its proofs", "[effects]") {
  check({
      {"", "ALTER TABLE t ALTER a SET NOT NULL", "t:AX; SCAN t"},
      {"", "ALTER TABLE t ALTER nn SET NOT NULL", "t:AX"},
      {"ALTER TABLE t ADD CHECK (a IS NOT NULL);", "ALTER TABLE t ALTER a SET NOT NULL", "t:AX"},
      {"ALTER TABLE t ADD CHECK (NOT (a IS NULL OR b IS NULL));", "ALTER TABLE t ALTER a SET NOT NULL",
       "t:AX"},
      {"ALTER TABLE t ADD CHECK (a IS NOT NULL) NOT VALID;", "ALTER TABLE t ALTER a SET NOT NULL",
       "t:AX; SCAN t"},
      {"ALTER TABLE t ADD CHECK (a IS NOT NULL OR b IS NOT NULL);", "ALTER TABLE t ALTER a SET NOT NULL",
       "t:AX; SCAN t"},
      {"ALTER TABLE t ADD CHECK (a > 0);", "ALTER TABLE t ALTER a SET NOT NULL", "t:AX; SCAN t"},
      {"", "ALTER TABLE t ADD CONSTRAINT k CHECK (a IS NOT NULL), ALTER a SET NOT NULL", "t:AX; SCAN t"},
      {"ALTER TABLE pt ADD CHECK (v IS NOT NULL);", "ALTER TABLE pt ALTER v SET NOT NULL",
       "pt:AX pt_1:AX pt_d:AX"},
  });
}

TEST_CASE("ALTER COLUMN TYPE", "[effects]") {
  check({
      {"", "ALTER TABLE p ALTER code TYPE varchar", "p:AX"},
      {"", "ALTER TABLE p ALTER code TYPE varchar(10)", "p:AX; REWRITE p"},
      {"", "ALTER TABLE t ALTER a TYPE bigint", "t:AX; REWRITE t"},
      {"", "ALTER TABLE t ALTER a TYPE oid", "t:AX t_a_idx:AX; IDXREBUILD t_a_idx"},
      {"ALTER TABLE t ADD CHECK (b <> '');", "ALTER TABLE t ALTER b TYPE text", "t:AX; SCAN t"},
      {"CREATE INDEX e ON t (lower(b));", "ALTER TABLE t ALTER b TYPE text", "e:AX t:AX; IDXREBUILD e"},
      {"", "ALTER TABLE p ALTER id TYPE bigint", "ch:AX p:AX; REWRITE p; SCAN ch,p"},
      {"", "ALTER TABLE unknown_table ALTER x TYPE text", "unknown_table:AX; REWRITE unknown_table"},
      {"ALTER TABLE t ADD ts timestamp;", "ALTER TABLE t ALTER ts TYPE timestamptz", "t:AX; REWRITE t"},
      {"ALTER TABLE t ADD ts timestamp; SET timezone = 'UTC';", "ALTER TABLE t ALTER ts TYPE timestamptz",
       "t:AX"},
      {"ALTER TABLE t ADD i interval day;", "ALTER TABLE t ALTER i TYPE interval", "t:AX"},
      {"ALTER TABLE t ADD i interval;", "ALTER TABLE t ALTER i TYPE interval day", "t:AX; REWRITE t"},
  });
}

TEST_CASE("partitions", "[effects]") {
  check({
      {"", "CREATE TABLE pt_2 PARTITION OF pt FOR VALUES FROM (1000) TO (2000)",
       "pt:AX pt_2:AX* pt_d:AX; SCAN pt_d"},
      {"ALTER TABLE pt_d ADD CHECK (k < 0 OR k >= 5000);",
       "CREATE TABLE pt_2 PARTITION OF pt FOR VALUES FROM (1000) TO (2000)", "pt:AX pt_2:AX* pt_d:AX"},
      {"CREATE TABLE n (id int NOT NULL, k int NOT NULL, v text);",
       "ALTER TABLE pt ATTACH PARTITION n FOR VALUES FROM (1000) TO (2000)",
       "n:AX pt:SUX pt_d:AX; SCAN n,pt_d"},
      {"CREATE TABLE n (id int NOT NULL, k int NOT NULL CHECK (k >= 1000 AND k < 2000), v text);",
       "ALTER TABLE pt ATTACH PARTITION n FOR VALUES FROM (1000) TO (2000)",
       "n:AX pt:SUX pt_d:AX; SCAN pt_d"},
      {"CREATE TABLE n (id int NOT NULL, k int NOT NULL CHECK (k >= 1000), v text);",
       "ALTER TABLE pt ATTACH PARTITION n FOR VALUES FROM (1000) TO (MAXVALUE)",
       "n:AX pt:SUX pt_d:AX; SCAN pt_d"},
      {"", "ALTER TABLE pt DETACH PARTITION pt_1", "pt:AX pt_1:AX pt_d:AX"},
      {"DROP TABLE pt_d;", "ALTER TABLE pt DETACH PARTITION pt_1 CONCURRENTLY", "pt:SUX pt_1:AX; NOT-IN-TXN"},
      {"", "DROP TABLE pt_1", "pt:AX pt_1:AX pt_d:AX"},
  });
}

TEST_CASE("tables behind the one that is named", "[effects]") {
  check({
      {"", "CREATE TABLE n (id int PRIMARY KEY, p_id int REFERENCES p)", "n:AX* p:SRX"},
      {"", "CREATE TABLE IF NOT EXISTS t (x int REFERENCES p)", ""},
      {"", "DROP TABLE ch", "ch:AX ch_pkey:AX p:AX"},
      {"", "TRUNCATE p CASCADE", "ch:AX ch_pkey:AX p:AX p_pkey:AX"},
      {"", "TRUNCATE ch", "ch:AX ch_pkey:AX"},
      {"", "CREATE TABLE n AS SELECT * FROM v", "n:AX* t:AS v:AS; SCAN t; ROWS n(all)*"},
      {"", "CREATE VIEW w AS SELECT * FROM v", "v:AS w:AX*"},
      {"", "ALTER TABLE t DROP COLUMN b CASCADE", "t:AX v:AX"},
  });
}

TEST_CASE("the transaction that is open", "[effects]") {
  check({
      {"BEGIN; CREATE TABLE n (a int);", "CREATE INDEX i ON n (a)", "n:S*; IDXBUILD i*"},
      {"CREATE TABLE n (a int);", "CREATE INDEX i ON n (a)", "n:S; IDXBUILD i"},
      {"BEGIN; CREATE TABLE n (a int); COMMIT;", "CREATE INDEX i ON n (a)", "n:S; IDXBUILD i"},
      {"BEGIN; ALTER TABLE elsewhere ADD a int;", "ALTER TABLE elsewhere ALTER a SET NOT NULL",
       "elsewhere:AX; SCAN elsewhere"},
  });
}

TEST_CASE("rows and what is not modelled", "[effects]") {
  check({
      {"", "UPDATE t SET a = 1", "t:RX; ROWS t(all)"},
      {"", "UPDATE t SET a = 1 WHERE id = 5", "t:RX; ROWS t"},
      {"", "DELETE FROM t WHERE 1 = 1", "t:RX; ROWS t(all)"},
      {"", "INSERT INTO t (id, nn) SELECT id, id FROM p", "p:AS t:RX; ROWS p(all),t(all)"},
      {"", "VACUUM FULL t", "t:AX; REWRITE t; NOT-IN-TXN"},
      {"", "ANALYZE t", "t:SUX; ROWS t"},
      {"", "DO $$ BEGIN END $$", "UNKNOWN"},
      {"", "EXPLAIN ANALYZE SELECT 1", "UNKNOWN"},
      {"", "CREATE DATABASE d", "NOT-IN-TXN"},
      {"", "GRANT SELECT ON t TO PUBLIC", ""},
  });
  check({{"", "GRANT SELECT ON t TO PUBLIC", "t:AS"}}, 18);
}

TEST_CASE("each action of ALTER TABLE names what it needs", "[effects]") {
  Replayed state;
  state.file(base);
  sql::Reader reader;
  const auto statement =
      reader.read("ALTER TABLE t SET (fillfactor = 70), ADD FOREIGN KEY (a) REFERENCES p, DROP COLUMN c", 0);
  REQUIRE(statement);
  const auto effects = effects::effects(*statement, {state.catalog, state.session, 15});
  const auto& table = state.relation("t");
  std::vector<std::string_view> modes;
  for (const auto& lock : effects.locks) {
    if (lock.id == table.id) {
      modes.push_back(short_mode(lock.mode));
    }
  }
  CHECK(modes == std::vector<std::string_view>{"SUX", "SRX", "AX"});
  CHECK(effects.on(table.id, {}) == effects::LockMode::access_exclusive);
  REQUIRE(effects.find(effects::Reason::validates_foreign_key) != nullptr);
  CHECK(effects.find(effects::Reason::validates_foreign_key)->part == 1);
  CHECK(effects.cost() == effects::Cost::scan);
}

}  // namespace migralint::test
