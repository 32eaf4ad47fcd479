-- CREATE TABLE: new, referring, partitions, LIKE, INHERITS, AS

-- form: create-table/plain
-- measure
CREATE TABLE crate (id int, n int);

-- form: create-table/with-keys-and-checks
-- measure
CREATE TABLE crate (id bigserial PRIMARY KEY, code text NOT NULL UNIQUE, n int CHECK (n > 0), at timestamptz DEFAULT now());

-- form: create-table/identity-and-generated
-- measure
CREATE TABLE crate (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int, twice int GENERATED ALWAYS AS (n * 2) STORED);

-- form: create-table/virtual
-- versions: 18-
-- measure
CREATE TABLE crate (n int, twice int GENERATED ALWAYS AS (n * 2));

-- form: create-table/with-own-types
-- measure
CREATE TABLE crate (m mood DEFAULT 'ok', a address, p positive_int, c citext, h hstore);

-- form: create-table/default-nextval
-- measure
CREATE TABLE crate (id int DEFAULT nextval('ticket_seq'));

-- form: create-table/default-function
-- measure
CREATE TABLE crate (id int DEFAULT five_volatile());

-- form: create-table/exclusion
-- measure
CREATE TABLE crate (room int, during int4range, EXCLUDE USING gist (room WITH =, during WITH &&));

-- form: create-table/if-not-exists-absent
-- measure
CREATE TABLE IF NOT EXISTS crate (id int);

-- form: create-table/if-not-exists-present
-- measure
CREATE TABLE IF NOT EXISTS scratch (id int);

-- form: create-table/if-not-exists-present-references
-- why: nothing is created, so nothing is locked
-- measure
CREATE TABLE IF NOT EXISTS scratch (id int REFERENCES customer (id));

-- form: create-table/name-taken
-- why: refused (42P07)
-- measure
CREATE TABLE scratch (id int);

-- form: create-table/name-of-a-view
-- why: refused (42P07)
-- measure
CREATE TABLE active_customer (id int);

-- form: create-table/name-of-a-type
-- why: refused (42710)
-- measure
CREATE TABLE mood (id int);

-- form: create-table/in-other-schema
-- measure
CREATE TABLE archive.crate (id int);

-- form: create-table/in-absent-schema
-- why: refused (3F000)
-- measure
CREATE TABLE nowhere.crate (id int);

-- form: create-table/quoted
-- measure
CREATE TABLE "New Crate" ("Id" int PRIMARY KEY, "Group" text);

-- form: create-table/unlogged
-- measure
CREATE UNLOGGED TABLE crate (id int PRIMARY KEY);

-- form: create-table/temporary
-- measure
CREATE TEMP TABLE crate (id int PRIMARY KEY);

-- form: create-table/temporary-on-commit-drop
-- measure
CREATE TEMP TABLE crate (id int) ON COMMIT DROP;

-- form: create-table/temporary-over-existing-name
-- why: it hides the table of that name
-- measure
CREATE TEMP TABLE scratch (id int);

-- form: create-table/tablespace
-- measure
CREATE TABLE crate (id int) TABLESPACE fast_disk;

-- form: create-table/access-method
-- measure
CREATE TABLE crate (id int) USING heap2;

-- form: create-table/fillfactor
-- measure
CREATE TABLE crate (id int) WITH (fillfactor = 70, autovacuum_enabled = off);

-- form: create-table/references
-- why: the referenced table is locked against writers
-- measure
CREATE TABLE crate (id int, customer_id int REFERENCES customer (id));

-- form: create-table/references-two
-- measure
CREATE TABLE crate (customer_id int REFERENCES customer, store_id int REFERENCES store);

-- form: create-table/references-composite
-- measure
CREATE TABLE crate (order_id int, line_no int, FOREIGN KEY (order_id, line_no) REFERENCES order_line);

-- form: create-table/references-itself
-- measure
CREATE TABLE crate (id int PRIMARY KEY, parent_id int REFERENCES crate (id));

-- form: create-table/references-partitioned
-- measure
CREATE TABLE crate (reading_id int, taken date, FOREIGN KEY (reading_id, taken) REFERENCES reading);

-- form: create-table/references-new-table
-- same transaction
CREATE TABLE box (id int PRIMARY KEY);
-- measure
CREATE TABLE crate (box_id int REFERENCES box);

-- form: create-table/references-absent
-- why: refused (42P01)
-- measure
CREATE TABLE crate (box_id int REFERENCES nowhere);

-- form: create-table/references-not-unique
-- why: refused (42830)
-- measure
CREATE TABLE crate (n int REFERENCES scratch (n));

-- form: create-table/references-other-schema
-- measure
CREATE TABLE crate (old_id int REFERENCES archive.old_order (id));

-- form: create-table/references-not-enforced
-- versions: 18-
-- measure
CREATE TABLE crate (customer_id int REFERENCES customer (id) NOT ENFORCED);

-- form: create-table/references-from-temporary
-- why: refused (42P16)
-- measure
CREATE TEMP TABLE crate (customer_id int REFERENCES customer (id));

-- form: create-table/partitioned
-- measure
CREATE TABLE crate (id int, k int) PARTITION BY RANGE (k);

-- form: create-table/partitioned-with-key-and-foreign-key
-- measure
CREATE TABLE crate (id int, k int, customer_id int REFERENCES customer, PRIMARY KEY (id, k)) PARTITION BY LIST (k);

-- form: create-table/partitioned-key-without-partition-key
-- why: refused (0A000)
-- measure
CREATE TABLE crate (id int PRIMARY KEY, k int) PARTITION BY LIST (k);

-- form: create-table/partitioned-by-expression
-- measure
CREATE TABLE crate (id int, at timestamp) PARTITION BY RANGE ((at::date));

-- form: create-table/partitioned-unlogged
-- why: refused (0A000 18-)
-- measure
CREATE UNLOGGED TABLE crate (id int, k int) PARTITION BY RANGE (k);

-- form: create-table/partition-of-range
-- measure
CREATE TABLE reading_2028 PARTITION OF reading FOR VALUES FROM ('2028-01-01') TO ('2029-01-01');

-- form: create-table/partition-of-list-with-default-partition
-- why: the default partition is locked and read
-- measure
CREATE TABLE event_mars PARTITION OF event FOR VALUES IN ('mars');

-- form: create-table/partition-of-list-default-partition-proved
-- setup
ALTER TABLE event_rest ADD CONSTRAINT event_rest_no_mars CHECK (region <> 'mars');
-- measure
CREATE TABLE event_mars PARTITION OF event FOR VALUES IN ('mars');

-- form: create-table/partition-of-list-rows-in-default-partition
-- why: refused (23514)
-- measure
CREATE TABLE event_africa PARTITION OF event FOR VALUES IN ('africa');

-- form: create-table/partition-of-default
-- measure
CREATE TABLE reading_rest PARTITION OF reading DEFAULT;

-- form: create-table/partition-of-second-default
-- why: refused (42P17)
-- measure
CREATE TABLE event_rest2 PARTITION OF event DEFAULT;

-- form: create-table/partition-of-hash
-- setup
DROP TABLE shard_3;
-- measure
CREATE TABLE shard_3 PARTITION OF shard FOR VALUES WITH (MODULUS 4, REMAINDER 3);

-- form: create-table/partition-of-overlapping
-- why: refused (42P17)
-- measure
CREATE TABLE reading_x PARTITION OF reading FOR VALUES FROM ('2024-06-01') TO ('2029-01-01');

-- form: create-table/partition-of-partitioned
-- measure
CREATE TABLE ledger_2027 PARTITION OF ledger FOR VALUES FROM (2027) TO (2028) PARTITION BY LIST (kind);

-- form: create-table/partition-of-middle-level
-- measure
CREATE TABLE ledger_2023_tax PARTITION OF ledger_2023 FOR VALUES IN ('tax');

-- form: create-table/partition-of-with-own-constraint
-- measure
CREATE TABLE reading_2028 PARTITION OF reading (value DEFAULT 0, CHECK (value >= 0)) FOR VALUES FROM ('2028-01-01') TO ('2029-01-01');

-- form: create-table/partition-of-if-not-exists-present
-- why: nothing is created, so the parent is not locked
-- measure
CREATE TABLE IF NOT EXISTS reading_2024 PARTITION OF reading FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');

-- form: create-table/partition-of-new-table
-- same transaction
CREATE TABLE crate (id int, k int) PARTITION BY RANGE (k);
-- measure
CREATE TABLE crate_1 PARTITION OF crate FOR VALUES FROM (0) TO (100);

-- form: create-table/partition-of-referenced
-- why: another table has a foreign key to the parent
-- setup
CREATE TABLE shard_note (shard_id int REFERENCES shard (id));
DROP TABLE shard_3;
-- measure
CREATE TABLE shard_3 PARTITION OF shard FOR VALUES WITH (MODULUS 4, REMAINDER 3);

-- form: create-table/partition-of-plain-table
-- why: refused (42P17)
-- measure
CREATE TABLE crate PARTITION OF scratch FOR VALUES IN (1);

-- form: create-table/partition-of-temporary
-- why: refused (42809)
-- measure
CREATE TEMP TABLE event_temp PARTITION OF event FOR VALUES IN ('temp');

-- form: create-table/partition-of-in-other-schema
-- measure
CREATE TABLE archive.reading_2022 PARTITION OF reading FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');

-- form: create-table/partition-of-foreign
-- measure
CREATE FOREIGN TABLE event_file PARTITION OF event FOR VALUES IN ('file') SERVER files OPTIONS (filename '/dev/null');
