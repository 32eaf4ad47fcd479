-- ATTACH PARTITION: nullable keys, trees of two levels, refusals of every kind

-- form: attach/nullable-key-proved-without-not-null
-- why: a CHECK lets null pass, so it proves nothing about a key that may be null
-- setup
CREATE TABLE visit (id int, day int) PARTITION BY RANGE (day);
CREATE TABLE visit_1 (id int, day int, CHECK (day >= 0 AND day < 1000));
INSERT INTO visit_1 SELECT g, g FROM generate_series(1, 200) g;
-- measure
ALTER TABLE visit ATTACH PARTITION visit_1 FOR VALUES FROM (0) TO (1000);

-- form: attach/nullable-key-proved-with-is-not-null
-- setup
CREATE TABLE visit (id int, day int) PARTITION BY RANGE (day);
CREATE TABLE visit_1 (id int, day int, CHECK (day IS NOT NULL AND day >= 0 AND day < 1000));
INSERT INTO visit_1 SELECT g, g FROM generate_series(1, 200) g;
-- measure
ALTER TABLE visit ATTACH PARTITION visit_1 FOR VALUES FROM (0) TO (1000);

-- form: attach/nullable-key-proved-with-not-null-column
-- setup
CREATE TABLE visit (id int, day int) PARTITION BY RANGE (day);
CREATE TABLE visit_1 (id int, day int NOT NULL, CHECK (day >= 0 AND day < 1000));
INSERT INTO visit_1 SELECT g, g FROM generate_series(1, 200) g;
-- measure
ALTER TABLE visit ATTACH PARTITION visit_1 FOR VALUES FROM (0) TO (1000);

-- form: attach/two-column-range-proved
-- setup
CREATE TABLE slot (a int NOT NULL, b int NOT NULL) PARTITION BY RANGE (a, b);
CREATE TABLE slot_1 (a int NOT NULL, b int NOT NULL, CHECK (a = 1 AND b >= 0 AND b < 1000));
INSERT INTO slot_1 SELECT 1, g FROM generate_series(1, 200) g;
-- measure
ALTER TABLE slot ATTACH PARTITION slot_1 FOR VALUES FROM (1, 0) TO (1, 1000);

-- form: attach/expression-key-proved
-- setup
CREATE TABLE slot (a int NOT NULL) PARTITION BY RANGE ((a / 10));
CREATE TABLE slot_1 (a int NOT NULL, CHECK ((a / 10) IS NOT NULL AND (a / 10) >= 0 AND (a / 10) < 100));
INSERT INTO slot_1 SELECT g FROM generate_series(1, 200) g;
-- measure
ALTER TABLE slot ATTACH PARTITION slot_1 FOR VALUES FROM (0) TO (100);

-- form: attach/two-levels-leaf-to-top
-- why: the default partition of the top is locked and read
-- measure
ALTER TABLE ledger ATTACH PARTITION ledger_2025 FOR VALUES FROM (2025) TO (2026);

-- form: attach/two-levels-default-proved
-- setup
ALTER TABLE ledger_rest ADD CONSTRAINT ledger_rest_not_2025 CHECK (NOT (year >= 2025 AND year < 2026));
-- measure
ALTER TABLE ledger ATTACH PARTITION ledger_2025 FOR VALUES FROM (2025) TO (2026);

-- form: attach/two-levels-default-proved-otherwise
-- why: all rows of the default partition are older
-- setup
ALTER TABLE ledger_rest ADD CONSTRAINT ledger_rest_old CHECK (year < 2000);
-- measure
ALTER TABLE ledger ATTACH PARTITION ledger_2025 FOR VALUES FROM (2025) TO (2026);

-- form: attach/two-levels-partitioned-table
-- why: a whole tree is attached; its leaves are read
-- measure
ALTER TABLE ledger ATTACH PARTITION ledger_2026 FOR VALUES FROM (2026) TO (2027);

-- form: attach/two-levels-partitioned-table-proved
-- setup
ALTER TABLE ledger_2026 ADD CONSTRAINT ledger_2026_bounds CHECK (year >= 2026 AND year < 2027);
-- measure
ALTER TABLE ledger ATTACH PARTITION ledger_2026 FOR VALUES FROM (2026) TO (2027);

-- form: attach/two-levels-leaf-proved
-- why: a check on the leaf spares that leaf
-- setup
ALTER TABLE ledger_2026_in ADD CONSTRAINT ledger_2026_in_bounds CHECK (year >= 2026 AND year < 2027);
-- measure
ALTER TABLE ledger ATTACH PARTITION ledger_2026 FOR VALUES FROM (2026) TO (2027);

-- form: attach/two-levels-to-the-middle
-- why: the default partition of the middle level, whose rows of that kind must be gone first
-- setup
DELETE FROM ledger_2023_rest;
CREATE TABLE ledger_2023_out (LIKE ledger INCLUDING ALL);
-- measure
ALTER TABLE ledger_2023 ATTACH PARTITION ledger_2023_out FOR VALUES IN ('out');

-- form: attach/default-partition-partitioned
-- why: the default partition has partitions of its own, which are read
-- setup
CREATE TABLE stay (id int NOT NULL, k int NOT NULL) PARTITION BY RANGE (k);
CREATE TABLE stay_rest PARTITION OF stay DEFAULT PARTITION BY RANGE (k);
CREATE TABLE stay_rest_1 PARTITION OF stay_rest FOR VALUES FROM (0) TO (1000);
INSERT INTO stay SELECT g, g FROM generate_series(1, 200) g;
CREATE TABLE stay_2 (id int NOT NULL, k int NOT NULL);
-- measure
ALTER TABLE stay ATTACH PARTITION stay_2 FOR VALUES FROM (5000) TO (6000);

-- form: attach/to-partitioned-table-that-is-referenced
-- why: a foreign key of another table points at the parent
-- setup
CREATE TABLE shard_note (id int, shard_id int REFERENCES shard (id));
INSERT INTO shard_note SELECT g, NULL FROM generate_series(1, 200) g;
-- measure
ALTER TABLE shard ATTACH PARTITION shard_3 FOR VALUES WITH (MODULUS 4, REMAINDER 3);

-- form: attach/without-parent-indexes
-- setup
CREATE TABLE plain_log (id int NOT NULL, k int NOT NULL) PARTITION BY RANGE (k);
CREATE TABLE plain_log_1 (id int NOT NULL, k int NOT NULL);
INSERT INTO plain_log_1 SELECT g, g FROM generate_series(1, 200) g;
-- measure
ALTER TABLE plain_log ATTACH PARTITION plain_log_1 FOR VALUES FROM (0) TO (1000);

-- form: attach/row-triggers-are-copied
-- setup
CREATE TRIGGER event_touch AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION touch_row();
-- measure
ALTER TABLE event ATTACH PARTITION event_asia FOR VALUES IN ('asia');

-- form: attach/foreign-table
-- setup
CREATE FOREIGN TABLE event_file (id int NOT NULL, region text NOT NULL, what text) SERVER files OPTIONS (filename '/dev/null');
-- measure
ALTER TABLE event ATTACH PARTITION event_file FOR VALUES IN ('file');

-- form: attach/foreign-table-with-unique-index
-- why: refused (42809): the parent has a unique index
-- setup
CREATE FOREIGN TABLE shard_file (id int NOT NULL, n int) SERVER files OPTIONS (filename '/dev/null');
-- measure
ALTER TABLE shard ATTACH PARTITION shard_file FOR VALUES WITH (MODULUS 4, REMAINDER 3);

-- form: attach/unlogged-candidate
-- setup
ALTER TABLE event_asia SET UNLOGGED;
-- measure
ALTER TABLE event ATTACH PARTITION event_asia FOR VALUES IN ('asia');

-- form: attach/temporary-candidate
-- why: refused (42809)
-- setup
CREATE TEMP TABLE event_temp (id int NOT NULL, region text NOT NULL, what text);
-- measure
ALTER TABLE event ATTACH PARTITION event_temp FOR VALUES IN ('temp');

-- form: attach/from-other-schema
-- setup
CREATE TABLE archive.event_old (LIKE event);
INSERT INTO archive.event_old SELECT g, 'old', 'w' FROM generate_series(1, 200) g;
-- measure
ALTER TABLE event ATTACH PARTITION archive.event_old FOR VALUES IN ('old');

-- form: attach/already-a-partition
-- why: refused (42809)
-- measure
ALTER TABLE event ATTACH PARTITION event_eu FOR VALUES IN ('asia');

-- form: attach/missing-column
-- why: refused (42804)
-- setup
CREATE TABLE event_short (id int NOT NULL, region text NOT NULL);
-- measure
ALTER TABLE event ATTACH PARTITION event_short FOR VALUES IN ('asia');

-- form: attach/extra-column
-- why: refused (42804)
-- setup
CREATE TABLE event_long (id int NOT NULL, region text NOT NULL, what text, extra int);
-- measure
ALTER TABLE event ATTACH PARTITION event_long FOR VALUES IN ('asia');

-- form: attach/other-type
-- why: refused (42804)
-- setup
CREATE TABLE event_typed (id bigint NOT NULL, region text NOT NULL, what text);
-- measure
ALTER TABLE event ATTACH PARTITION event_typed FOR VALUES IN ('asia');

-- form: attach/columns-in-other-order
-- setup
CREATE TABLE event_turned (what text, region text NOT NULL, id int NOT NULL);
INSERT INTO event_turned SELECT 'w', 'asia', g FROM generate_series(1, 200) g;
-- measure
ALTER TABLE event ATTACH PARTITION event_turned FOR VALUES IN ('asia');

-- form: attach/nullable-column
-- why: refused (42804): the parent says NOT NULL
-- setup
CREATE TABLE event_loose (id int, region text NOT NULL, what text);
-- measure
ALTER TABLE event ATTACH PARTITION event_loose FOR VALUES IN ('asia');

-- form: attach/missing-check
-- why: refused (42804): a CHECK of the parent must be there
-- setup
ALTER TABLE event ADD CONSTRAINT event_check CHECK (id > 0);
-- measure
ALTER TABLE event ATTACH PARTITION event_asia FOR VALUES IN ('asia');

-- form: attach/check-is-there
-- setup
ALTER TABLE event ADD CONSTRAINT event_check CHECK (id > 0);
ALTER TABLE event_asia ADD CONSTRAINT event_check CHECK (id > 0);
-- measure
ALTER TABLE event ATTACH PARTITION event_asia FOR VALUES IN ('asia');

-- form: attach/to-plain-table
-- why: refused (42P17 -17, 42809 18-)
-- measure
ALTER TABLE scratch ATTACH PARTITION scratch_copy FOR VALUES IN (1);

-- form: attach/inheritance-child
-- why: refused (42809)
-- measure
ALTER TABLE event ATTACH PARTITION car FOR VALUES IN ('asia');

-- form: attach/view
-- why: refused (42809)
-- measure
ALTER TABLE event ATTACH PARTITION active_customer FOR VALUES IN ('asia');

-- form: attach/absent-table
-- why: refused (42P01)
-- measure
ALTER TABLE event ATTACH PARTITION nowhere FOR VALUES IN ('asia');

-- form: attach/wrong-kind-of-bound
-- why: refused (42P16)
-- measure
ALTER TABLE event ATTACH PARTITION event_asia FOR VALUES FROM ('a') TO ('b');

-- form: attach/with-another-sub-command
-- why: refused (42601): ATTACH stands alone
-- measure
ALTER TABLE event ATTACH PARTITION event_asia FOR VALUES IN ('asia'), ADD COLUMN extra int;

-- form: attach/if-exists-absent-parent
-- measure
ALTER TABLE IF EXISTS nowhere ATTACH PARTITION event_asia FOR VALUES IN ('asia');

-- form: attach/identity-in-candidate
-- why: refused (55000 17-): the candidate has an identity column of its own, which until 16 it kept
-- setup
ALTER TABLE event_asia ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
-- measure
ALTER TABLE event ATTACH PARTITION event_asia FOR VALUES IN ('asia');

-- form: attach/published-parent
-- versions: 13-
-- setup
CREATE PUBLICATION event_pub FOR TABLE event;
-- measure
ALTER TABLE event ATTACH PARTITION event_asia FOR VALUES IN ('asia');
