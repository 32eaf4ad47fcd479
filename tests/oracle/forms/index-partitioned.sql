-- CREATE, ATTACH, DROP and ALTER of indexes on partitioned tables

-- form: index/partitioned-create
-- measure
CREATE INDEX i ON reading (unit);

-- form: index/partitioned-create-unique-with-key
-- measure
CREATE UNIQUE INDEX i ON reading (taken, value, id);

-- form: index/partitioned-create-unique-without-key
-- why: refused (0A000): a unique index has all columns of the partition key
-- measure
CREATE UNIQUE INDEX i ON reading (value);

-- form: index/partitioned-create-only
-- why: invalid until an index of every partition is attached; nothing is read
-- measure
CREATE INDEX i ON ONLY reading (unit);

-- form: index/partitioned-create-unique-only
-- measure
CREATE UNIQUE INDEX i ON ONLY reading (taken, unit, id);

-- form: index/partitioned-create-on-list
-- measure
CREATE INDEX i ON event (what);

-- form: index/partitioned-create-on-hash
-- measure
CREATE INDEX i ON shard (n);

-- form: index/partitioned-create-on-two-levels
-- measure
CREATE INDEX i ON ledger (kind);

-- form: index/partitioned-create-only-on-two-levels
-- measure
CREATE INDEX i ON ONLY ledger (kind);

-- form: index/partitioned-create-on-middle-level
-- measure
CREATE INDEX i ON ledger_2023 (kind);

-- form: index/partitioned-create-one-partition-has-it
-- why: the index that is there is attached, the others are built
-- setup
CREATE INDEX reading_2023_unit_idx ON reading_2023 (unit);
-- measure
CREATE INDEX i ON reading (unit);

-- form: index/partitioned-create-all-partitions-have-it
-- why: only attached, nothing is built
-- setup
CREATE INDEX reading_2023_unit_idx ON reading_2023 (unit);
CREATE INDEX reading_2024_unit_idx ON reading_2024 (unit);
-- measure
CREATE INDEX i ON reading (unit);

-- form: index/partitioned-create-a-partition-has-another
-- why: a partial index is not the same index: every partition gets one
-- setup
CREATE INDEX reading_2023_unit_idx ON reading_2023 (unit) WHERE value > 0;
-- measure
CREATE INDEX i ON reading (unit);

-- form: index/partitioned-create-if-not-exists-present
-- measure
CREATE INDEX IF NOT EXISTS reading_value_idx ON reading (value);

-- form: index/partitioned-create-partial
-- measure
CREATE INDEX i ON reading (unit) WHERE value > 100;

-- form: index/partitioned-create-expression
-- measure
CREATE INDEX i ON reading (upper(unit));

-- form: index/partitioned-create-gin
-- measure
CREATE INDEX i ON event USING gin (what gin_trgm_ops);

-- form: index/partitioned-create-without-partitions
-- setup
CREATE TABLE hollow (id int, k int) PARTITION BY RANGE (k);
-- measure
CREATE INDEX i ON hollow (k);

-- form: index/partitioned-create-with-foreign-partition
-- setup
CREATE FOREIGN TABLE event_file PARTITION OF event FOR VALUES IN ('file') SERVER files OPTIONS (filename '/dev/null');
-- measure
CREATE INDEX i ON event (what);

-- form: index/partitioned-create-unique-with-foreign-partition
-- why: refused (42809)
-- setup
CREATE FOREIGN TABLE event_file PARTITION OF event FOR VALUES IN ('file') SERVER files OPTIONS (filename '/dev/null');
-- measure
CREATE UNIQUE INDEX i ON event (region, id);

-- form: index/partitioned-create-new-table
-- same transaction
CREATE TABLE crate (id int, k int) PARTITION BY RANGE (k);
CREATE TABLE crate_1 PARTITION OF crate DEFAULT;
-- measure
CREATE INDEX i ON crate (id);

-- form: index/partition-create
-- measure
CREATE INDEX i ON reading_2023 (unit);

-- form: index/partition-create-unique
-- measure
CREATE UNIQUE INDEX i ON reading_2023 (id);

-- form: index/partition-create-on-default
-- measure
CREATE INDEX i ON event_rest (what);

-- form: index/partition-create-if-not-exists-present
-- measure
CREATE INDEX IF NOT EXISTS reading_2023_value_idx ON reading_2023 (value);

-- form: index/partition-create-again
-- why: a second index on a column that already has one from the parent
-- measure
CREATE INDEX i ON reading_2023 (value);

-- form: index/attach-first
-- setup
CREATE INDEX reading_unit_idx ON ONLY reading (unit);
CREATE INDEX reading_2023_unit_idx ON reading_2023 (unit);
-- measure
ALTER INDEX reading_unit_idx ATTACH PARTITION reading_2023_unit_idx;

-- form: index/attach-last
-- why: with the last one the index of the parent becomes valid
-- setup
CREATE INDEX reading_unit_idx ON ONLY reading (unit);
CREATE INDEX reading_2023_unit_idx ON reading_2023 (unit);
CREATE INDEX reading_2024_unit_idx ON reading_2024 (unit);
ALTER INDEX reading_unit_idx ATTACH PARTITION reading_2023_unit_idx;
-- measure
ALTER INDEX reading_unit_idx ATTACH PARTITION reading_2024_unit_idx;

-- form: index/attach-last-on-second-level
-- why: validity goes up two levels
-- setup
CREATE INDEX ledger_kind_idx ON ONLY ledger (kind);
CREATE INDEX ledger_2024_kind_idx ON ledger_2024 (kind);
CREATE INDEX ledger_rest_kind_idx ON ledger_rest (kind);
CREATE INDEX ledger_2023_kind_idx ON ledger_2023 (kind);
ALTER INDEX ledger_kind_idx ATTACH PARTITION ledger_2024_kind_idx;
ALTER INDEX ledger_kind_idx ATTACH PARTITION ledger_rest_kind_idx;
-- measure
ALTER INDEX ledger_kind_idx ATTACH PARTITION ledger_2023_kind_idx;

-- form: index/attach-already-attached
-- measure
ALTER INDEX reading_value_idx ATTACH PARTITION reading_2023_value_idx;

-- form: index/attach-second-of-the-same-partition
-- why: refused (55000): the partition already has an index there
-- setup
CREATE INDEX reading_2023_value_idx2 ON reading_2023 (value);
-- measure
ALTER INDEX reading_value_idx ATTACH PARTITION reading_2023_value_idx2;

-- form: index/attach-different-definition
-- why: refused (42P17)
-- setup
CREATE INDEX reading_unit_idx ON ONLY reading (unit);
CREATE INDEX reading_2023_unit_idx ON reading_2023 (upper(unit));
-- measure
ALTER INDEX reading_unit_idx ATTACH PARTITION reading_2023_unit_idx;

-- form: index/attach-of-another-table
-- why: refused (55000): the table is no partition
-- setup
CREATE INDEX reading_unit_idx ON ONLY reading (unit);
CREATE INDEX scratch_label_idx ON scratch (label);
-- measure
ALTER INDEX reading_unit_idx ATTACH PARTITION scratch_label_idx;

-- form: index/attach-to-plain-index
-- why: refused (42P17 -12, 42809 13-)
-- setup
CREATE INDEX reading_2023_unit_idx ON reading_2023 (unit);
-- measure
ALTER INDEX customer_score_idx ATTACH PARTITION reading_2023_unit_idx;

-- form: index/attach-unique-to-plain
-- why: refused (42P17): a unique index is not the same index
-- setup
CREATE INDEX reading_unit_idx ON ONLY reading (unit, id);
CREATE UNIQUE INDEX reading_2023_unit_idx ON reading_2023 (unit, id);
-- measure
ALTER INDEX reading_unit_idx ATTACH PARTITION reading_2023_unit_idx;

-- form: index/attach-created-in-the-transaction
-- same transaction
CREATE INDEX reading_unit_idx ON ONLY reading (unit);
CREATE INDEX reading_2023_unit_idx ON reading_2023 (unit);
-- measure
ALTER INDEX reading_unit_idx ATTACH PARTITION reading_2023_unit_idx;

-- form: index/attach-to-constraint
-- setup
ALTER TABLE ONLY event ADD CONSTRAINT event_pkey PRIMARY KEY (id, region);
ALTER TABLE event_eu ADD CONSTRAINT event_eu_pkey PRIMARY KEY (id, region);
-- measure
ALTER INDEX event_pkey ATTACH PARTITION event_eu_pkey;

-- form: index/attach-index-to-constraint
-- why: refused (42P17): an index without constraint cannot stand for one
-- setup
ALTER TABLE ONLY event ADD CONSTRAINT event_pkey PRIMARY KEY (id, region);
CREATE UNIQUE INDEX event_eu_id ON event_eu (id, region);
-- measure
ALTER INDEX event_pkey ATTACH PARTITION event_eu_id;

-- form: index/partitioned-drop
-- measure
DROP INDEX reading_value_idx;

-- form: index/partitioned-drop-two-levels
-- measure
DROP INDEX ledger_amount_idx;

-- form: index/partition-drop-attached
-- why: refused (2BP01): the index of the parent requires it
-- measure
DROP INDEX reading_2023_value_idx;

-- form: index/partition-drop-attached-cascade
-- why: refused (2BP01): CASCADE does not help
-- measure
DROP INDEX reading_2023_value_idx CASCADE;

-- form: index/partition-drop-own
-- setup
CREATE INDEX reading_2023_unit_idx ON reading_2023 (unit);
-- measure
DROP INDEX reading_2023_unit_idx;

-- form: index/partitioned-drop-invalid
-- setup
CREATE INDEX reading_unit_idx ON ONLY reading (unit);
-- measure
DROP INDEX reading_unit_idx;

-- form: index/partitioned-rename
-- why: the indexes of the partitions keep their names
-- measure
ALTER INDEX reading_value_idx RENAME TO reading_value_index;

-- form: index/partition-rename
-- measure
ALTER INDEX reading_2023_value_idx RENAME TO reading_2023_value_index;

-- form: index/partitioned-set-tablespace
-- why: only for indexes to come
-- measure
ALTER INDEX reading_value_idx SET TABLESPACE fast_disk;

-- form: index/partitioned-set-fillfactor
-- why: refused (42809)
-- measure
ALTER INDEX reading_value_idx SET (fillfactor = 70);

-- form: index/partition-set-fillfactor
-- measure
ALTER INDEX reading_2023_value_idx SET (fillfactor = 70);
