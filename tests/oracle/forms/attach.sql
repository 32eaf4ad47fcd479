-- ATTACH PARTITION: what is read, what is locked, what is built

-- form: attach/bare
-- why: no proof: the new partition is read; its index and key are built; its foreign key is checked
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- form: attach/proved
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- form: attach/proved-for-wider-bounds
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2026 FOR VALUES FROM ('2025-06-01') TO ('2028-01-01');

-- form: attach/not-proved-for-narrower-bounds
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2026 FOR VALUES FROM ('2026-01-01') TO ('2026-12-01');

-- form: attach/with-everything
-- why: bounds proved, index, key and foreign key are there; the referenced table is locked for the latter
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');

-- form: attach/proof-not-valid
-- setup
ALTER TABLE reading_2025 ADD CONSTRAINT bounds CHECK (taken >= '2025-01-01' AND taken < '2026-01-01') NOT VALID;
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- form: attach/proof-validated
-- setup
ALTER TABLE reading_2025 ADD CONSTRAINT bounds CHECK (taken >= '2025-01-01' AND taken < '2026-01-01') NOT VALID;
ALTER TABLE reading_2025 VALIDATE CONSTRAINT bounds;
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- form: attach/proof-added-in-the-transaction
-- same transaction
ALTER TABLE reading_2025 ADD CONSTRAINT bounds CHECK (taken >= '2025-01-01' AND taken < '2026-01-01');
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- form: attach/proof-in-two-checks
-- setup
ALTER TABLE reading_2025 ADD CONSTRAINT lower_bound CHECK (taken >= '2025-01-01');
ALTER TABLE reading_2025 ADD CONSTRAINT upper_bound CHECK (taken < '2026-01-01');
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- form: attach/proof-of-half
-- setup
ALTER TABLE reading_2025 ADD CONSTRAINT lower_bound CHECK (taken >= '2025-01-01');
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- form: attach/proof-with-between
-- why: BETWEEN includes its end, so it ends a day earlier
-- setup
ALTER TABLE reading_2025 ADD CONSTRAINT bounds CHECK (taken BETWEEN '2025-01-01' AND '2025-12-31');
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- form: attach/proof-with-cast-of-the-column
-- why: an expression is no proof for the column
-- setup
ALTER TABLE reading_2025 ADD CONSTRAINT bounds CHECK (extract(year FROM taken) = 2025);
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- form: attach/proof-on-timestamp-constants
-- why: a date compares with a timestamp in the same operator family
-- setup
ALTER TABLE reading_2025 ADD CONSTRAINT bounds CHECK (taken >= timestamp '2025-01-01' AND taken < timestamp '2026-01-01');
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- form: attach/rows-outside
-- why: refused (23514)
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2025 FOR VALUES FROM ('2025-02-01') TO ('2026-01-01');

-- form: attach/overlapping
-- why: refused (42P17)
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2025 FOR VALUES FROM ('2024-06-01') TO ('2026-01-01');

-- form: attach/empty-range
-- why: refused (42P17)
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2025 FOR VALUES FROM ('2026-01-01') TO ('2025-01-01');

-- form: attach/as-default
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2025 DEFAULT;

-- form: attach/as-default-proved
-- setup
ALTER TABLE reading_2025 ADD CONSTRAINT bounds CHECK (taken >= '2025-01-01');
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2025 DEFAULT;

-- form: attach/minvalue
-- setup
DELETE FROM reading_2025;
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2025 FOR VALUES FROM (MINVALUE) TO ('2023-01-01');

-- form: attach/maxvalue
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2025 FOR VALUES FROM ('2025-01-01') TO (MAXVALUE);

-- form: attach/empty-table
-- setup
CREATE TABLE reading_2028 (LIKE reading INCLUDING ALL);
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2028 FOR VALUES FROM ('2028-01-01') TO ('2029-01-01');

-- form: attach/new-table
-- same transaction
CREATE TABLE reading_2028 (LIKE reading INCLUDING DEFAULTS INCLUDING CONSTRAINTS);
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2028 FOR VALUES FROM ('2028-01-01') TO ('2029-01-01');

-- form: attach/new-table-like-including-all
-- same transaction
CREATE TABLE reading_2028 (LIKE reading INCLUDING ALL);
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2028 FOR VALUES FROM ('2028-01-01') TO ('2029-01-01');

-- form: attach/indexes-are-there
-- why: proved, and the indexes are attached instead of built
-- setup
ALTER TABLE reading_2026 ADD PRIMARY KEY (id, taken);
CREATE INDEX reading_2026_value_idx ON reading_2026 (value);
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- form: attach/index-there-but-no-key
-- setup
CREATE INDEX reading_2026_value_idx ON reading_2026 (value);
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- form: attach/unique-index-instead-of-key
-- why: an index is no constraint: the key is built again
-- setup
CREATE UNIQUE INDEX reading_2026_idx ON reading_2026 (id, taken);
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- form: attach/foreign-key-there-not-valid
-- setup
ALTER TABLE reading_2026 ADD CONSTRAINT reading_2026_fk FOREIGN KEY (station_id) REFERENCES station (id) NOT VALID;
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- form: attach/foreign-key-violated
-- why: refused (23503)
-- setup
UPDATE reading_2026 SET station_id = 100000 WHERE id = 1;
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

-- form: attach/list-with-default-partition
-- why: the default partition is locked and read too: its rows must not belong to the new one
-- measure
ALTER TABLE event ATTACH PARTITION event_asia FOR VALUES IN ('asia');

-- form: attach/list-default-partition-proved
-- setup
ALTER TABLE event_rest ADD CONSTRAINT event_rest_no_asia CHECK (region <> 'asia');
-- measure
ALTER TABLE event ATTACH PARTITION event_asia FOR VALUES IN ('asia');

-- form: attach/list-both-proved
-- setup
ALTER TABLE event_asia ADD CONSTRAINT event_asia_bounds CHECK (region = 'asia');
ALTER TABLE event_rest ADD CONSTRAINT event_rest_no_asia CHECK (region <> 'asia');
-- measure
ALTER TABLE event ATTACH PARTITION event_asia FOR VALUES IN ('asia');

-- form: attach/list-candidate-proved-only
-- setup
ALTER TABLE event_asia ADD CONSTRAINT event_asia_bounds CHECK (region = 'asia');
-- measure
ALTER TABLE event ATTACH PARTITION event_asia FOR VALUES IN ('asia');

-- form: attach/list-proved-with-in
-- setup
ALTER TABLE event_asia ADD CONSTRAINT event_asia_bounds CHECK (region IN ('asia', 'oceania'));
-- measure
ALTER TABLE event ATTACH PARTITION event_asia FOR VALUES IN ('asia', 'oceania');

-- form: attach/list-rows-in-default-partition
-- why: refused (23514)
-- setup
DELETE FROM event_asia;
-- measure
ALTER TABLE event ATTACH PARTITION event_asia FOR VALUES IN ('africa');

-- form: attach/list-value-taken
-- why: refused (42P17)
-- measure
ALTER TABLE event ATTACH PARTITION event_asia FOR VALUES IN ('asia', 'eu');

-- form: attach/list-second-default
-- why: refused (42P17)
-- measure
ALTER TABLE event ATTACH PARTITION event_asia DEFAULT;

-- form: attach/list-null
-- setup
CREATE TABLE parcel_state (id int, state text) PARTITION BY LIST (state);
CREATE TABLE parcel_unknown (id int, state text);
INSERT INTO parcel_unknown SELECT g, NULL FROM generate_series(1, 200) g;
-- measure
ALTER TABLE parcel_state ATTACH PARTITION parcel_unknown FOR VALUES IN (NULL);

-- form: attach/list-null-proved
-- setup
CREATE TABLE parcel_state (id int, state text) PARTITION BY LIST (state);
CREATE TABLE parcel_unknown (id int, state text CHECK (state IS NULL));
INSERT INTO parcel_unknown SELECT g, NULL FROM generate_series(1, 200) g;
-- measure
ALTER TABLE parcel_state ATTACH PARTITION parcel_unknown FOR VALUES IN (NULL);

-- form: attach/hash
-- measure
ALTER TABLE shard ATTACH PARTITION shard_3 FOR VALUES WITH (MODULUS 4, REMAINDER 3);

-- form: attach/hash-remainder-taken
-- why: refused (42P17)
-- measure
ALTER TABLE shard ATTACH PARTITION shard_3 FOR VALUES WITH (MODULUS 4, REMAINDER 0);

-- form: attach/hash-wrong-rows
-- why: refused (23514)
-- setup
INSERT INTO shard_3 SELECT g, g FROM generate_series(10001, 10100) g;
-- measure
ALTER TABLE shard ATTACH PARTITION shard_3 FOR VALUES WITH (MODULUS 4, REMAINDER 3);

-- form: attach/hash-default
-- why: refused (42P16)
-- measure
ALTER TABLE shard ATTACH PARTITION shard_3 DEFAULT;
