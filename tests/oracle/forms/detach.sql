-- DETACH PARTITION, plain, CONCURRENTLY and FINALIZE

-- form: detach/list-with-default-partition
-- why: the default partition is locked too
-- measure
ALTER TABLE event DETACH PARTITION event_us;

-- form: detach/default-partition
-- measure
ALTER TABLE event DETACH PARTITION event_rest;

-- form: detach/without-default-partition
-- measure
ALTER TABLE shard DETACH PARTITION shard_0;

-- form: detach/with-foreign-key-to-others
-- setup
DROP TABLE alarm;
-- measure
ALTER TABLE reading DETACH PARTITION reading_2024;

-- form: detach/that-is-referenced
-- why: refused (23503): rows of the other table point at rows of the partition
-- measure
ALTER TABLE reading DETACH PARTITION reading_2023;

-- form: detach/that-is-referenced-by-nothing-there
-- why: no row points at it, but that has to be found out, and the other table is locked
-- measure
ALTER TABLE reading DETACH PARTITION reading_2024;

-- form: detach/two-levels-leaf
-- measure
ALTER TABLE ledger DETACH PARTITION ledger_2024;

-- form: detach/two-levels-middle
-- measure
ALTER TABLE ledger DETACH PARTITION ledger_2023;

-- form: detach/two-levels-leaf-of-the-middle
-- measure
ALTER TABLE ledger_2023 DETACH PARTITION ledger_2023_in;

-- form: detach/not-a-partition-of-it
-- why: refused (42P01)
-- measure
ALTER TABLE event DETACH PARTITION shard_0;

-- form: detach/grandchild
-- why: refused (42P01): only from its own parent
-- measure
ALTER TABLE ledger DETACH PARTITION ledger_2023_in;

-- form: detach/absent
-- why: refused (42P01)
-- measure
ALTER TABLE event DETACH PARTITION nowhere;

-- form: detach/from-plain-table
-- why: refused (42P17 -17, 42809 18-)
-- measure
ALTER TABLE scratch DETACH PARTITION scratch_copy;

-- form: detach/if-exists-absent-parent
-- measure
ALTER TABLE IF EXISTS nowhere DETACH PARTITION event_us;

-- form: detach/foreign-table
-- setup
CREATE FOREIGN TABLE event_file PARTITION OF event FOR VALUES IN ('file') SERVER files OPTIONS (filename '/dev/null');
-- measure
ALTER TABLE event DETACH PARTITION event_file;

-- form: detach/attached-before
-- same transaction
ALTER TABLE event ATTACH PARTITION event_asia FOR VALUES IN ('asia');
-- measure
ALTER TABLE event DETACH PARTITION event_asia;

-- form: detach/with-row-trigger
-- setup
CREATE TRIGGER event_touch AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION touch_row();
-- measure
ALTER TABLE event DETACH PARTITION event_us;

-- form: detach/identity
-- setup
ALTER TABLE event ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
-- measure
ALTER TABLE event DETACH PARTITION event_us;

-- form: detach/concurrently
-- versions: 14-
-- measure
ALTER TABLE shard DETACH PARTITION shard_0 CONCURRENTLY;

-- form: detach/concurrently-with-default-partition
-- why: refused (55000)
-- versions: 14-
-- measure
ALTER TABLE event DETACH PARTITION event_us CONCURRENTLY;

-- form: detach/concurrently-the-default-partition
-- why: refused (55000)
-- versions: 14-
-- measure
ALTER TABLE event DETACH PARTITION event_rest CONCURRENTLY;

-- form: detach/concurrently-with-foreign-key
-- versions: 14-
-- setup
DROP TABLE alarm;
-- measure
ALTER TABLE reading DETACH PARTITION reading_2024 CONCURRENTLY;

-- form: detach/concurrently-that-is-referenced
-- why: refused (23503)
-- versions: 14-
-- measure
ALTER TABLE reading DETACH PARTITION reading_2023 CONCURRENTLY;

-- form: detach/concurrently-middle-level
-- versions: 14-
-- setup
ALTER TABLE ledger DETACH PARTITION ledger_rest;
-- measure
ALTER TABLE ledger DETACH PARTITION ledger_2023 CONCURRENTLY;

-- form: detach/concurrently-absent
-- why: refused (42P01)
-- versions: 14-
-- measure
ALTER TABLE shard DETACH PARTITION nowhere CONCURRENTLY;

-- form: detach/concurrently-while-another-is-pending
-- why: refused (55000)
-- versions: 14-
-- setup
UPDATE pg_inherits SET inhdetachpending = true WHERE inhrelid = 'shard_1'::regclass;
-- measure
ALTER TABLE shard DETACH PARTITION shard_0 CONCURRENTLY;

-- form: detach/finalize
-- why: what an interrupted DETACH CONCURRENTLY leaves, made by hand
-- versions: 14-
-- setup
UPDATE pg_inherits SET inhdetachpending = true WHERE inhrelid = 'shard_0'::regclass;
-- measure
ALTER TABLE shard DETACH PARTITION shard_0 FINALIZE;

-- form: detach/finalize-nothing-pending
-- why: refused (55000)
-- versions: 14-
-- measure
ALTER TABLE shard DETACH PARTITION shard_0 FINALIZE;

-- form: detach/plain-while-pending
-- why: refused (55000)
-- versions: 14-
-- setup
UPDATE pg_inherits SET inhdetachpending = true WHERE inhrelid = 'shard_0'::regclass;
-- measure
ALTER TABLE shard DETACH PARTITION shard_0;

-- form: detach/drop-while-pending
-- versions: 14-
-- setup
UPDATE pg_inherits SET inhdetachpending = true WHERE inhrelid = 'shard_0'::regclass;
-- measure
DROP TABLE shard_0;
