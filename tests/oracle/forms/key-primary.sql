-- PRIMARY KEY on tables of other kinds and of an index; EXCLUDE

-- form: key/primary-add-partitioned
-- measure
ALTER TABLE event ADD PRIMARY KEY (id, region);

-- form: key/primary-add-partitioned-nullable
-- setup
ALTER TABLE event ALTER COLUMN id DROP NOT NULL;
-- measure
ALTER TABLE event ADD PRIMARY KEY (id, region);

-- form: key/primary-add-partitioned-only
-- measure
ALTER TABLE ONLY event ADD PRIMARY KEY (id, region);

-- form: key/primary-add-partitioned-only-nullable
-- why: refused (42P16 -17, XX000 18-): the partitions must say NOT NULL first; 18 says so with an internal error
-- setup
ALTER TABLE event ALTER COLUMN id DROP NOT NULL;
-- measure
ALTER TABLE ONLY event ADD PRIMARY KEY (id, region);

-- form: key/primary-add-partition
-- measure
ALTER TABLE event_eu ADD PRIMARY KEY (id);

-- form: key/primary-add-partition-has-one
-- why: refused (42P16): another primary key in a partition
-- setup
ALTER TABLE event_eu ADD PRIMARY KEY (region, id);
-- measure
ALTER TABLE event ADD PRIMARY KEY (id, region);

-- form: key/primary-add-inheritance-parent
-- measure
ALTER TABLE vehicle ADD PRIMARY KEY (id);

-- form: key/primary-add-inheritance-parent-only
-- why: refused (XX000 18-): the children would need NOT NULL, says an internal error
-- measure
ALTER TABLE ONLY vehicle ADD PRIMARY KEY (id);

-- form: key/primary-add-typed-table
-- measure
ALTER TABLE pair_list ADD PRIMARY KEY (x);

-- form: key/primary-add-foreign-table
-- why: refused (42809 -12, 0A000 13-)
-- measure
ALTER TABLE import_line ADD PRIMARY KEY (line);

-- form: key/primary-using-index-nullable
-- why: the rows are read for NOT NULL, the index is there
-- setup
CREATE UNIQUE INDEX scratch_idx ON scratch (id);
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_pkey PRIMARY KEY USING INDEX scratch_idx;

-- form: key/primary-using-index-not-null
-- setup
ALTER TABLE scratch ALTER COLUMN id SET NOT NULL;
CREATE UNIQUE INDEX scratch_idx ON scratch (id);
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_pkey PRIMARY KEY USING INDEX scratch_idx;

-- form: key/primary-using-index-proved
-- setup
ALTER TABLE scratch ADD CONSTRAINT scratch_id_given CHECK (id IS NOT NULL);
CREATE UNIQUE INDEX scratch_idx ON scratch (id);
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_pkey PRIMARY KEY USING INDEX scratch_idx;

-- form: key/primary-using-index-swap
-- why: a primary key is exchanged in one statement
-- setup
CREATE UNIQUE INDEX tool_idx ON tool (id);
-- measure
ALTER TABLE tool DROP CONSTRAINT tool_pkey, ADD CONSTRAINT tool_pkey PRIMARY KEY USING INDEX tool_idx;

-- form: key/primary-using-index-built-concurrently
-- setup
ALTER TABLE scratch ALTER COLUMN id SET NOT NULL;
CREATE UNIQUE INDEX CONCURRENTLY scratch_idx ON scratch (id);
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_pkey PRIMARY KEY USING INDEX scratch_idx;

-- form: key/primary-using-index-of-another-table
-- why: refused (55000)
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_pkey PRIMARY KEY USING INDEX customer_phone_idx, ADD COLUMN extra int;

-- form: key/primary-drop
-- measure
ALTER TABLE cache_entry DROP CONSTRAINT cache_entry_pkey;

-- form: key/primary-drop-that-is-referenced
-- why: refused (2BP01)
-- measure
ALTER TABLE customer DROP CONSTRAINT customer_pkey;

-- form: key/primary-drop-that-is-referenced-cascade
-- why: the foreign keys of two tables, one in another schema, go too
-- measure
ALTER TABLE customer DROP CONSTRAINT customer_pkey CASCADE;

-- form: key/primary-drop-referenced-by-itself
-- why: refused (2BP01)
-- measure
ALTER TABLE employee DROP CONSTRAINT employee_pkey;

-- form: key/primary-drop-referenced-by-itself-cascade
-- measure
ALTER TABLE employee DROP CONSTRAINT employee_pkey CASCADE;

-- form: key/primary-drop-partitioned
-- why: refused (2BP01): a foreign key points at it
-- measure
ALTER TABLE reading DROP CONSTRAINT reading_pkey;

-- form: key/primary-drop-partitioned-cascade
-- measure
ALTER TABLE reading DROP CONSTRAINT reading_pkey CASCADE;

-- form: key/primary-drop-partition
-- why: refused (42P16)
-- measure
ALTER TABLE shard_0 DROP CONSTRAINT shard_0_pkey;

-- form: key/primary-drop-that-a-view-groups-by
-- why: refused (2BP01): GROUP BY leans on the primary key
-- setup
CREATE VIEW tool_count AS SELECT id, n, count(*) FROM tool GROUP BY id;
-- measure
ALTER TABLE tool DROP CONSTRAINT tool_pkey;

-- form: key/primary-drop-in-other-schema
-- measure
ALTER TABLE archive.old_order DROP CONSTRAINT old_order_pkey;

-- form: key/primary-drop-and-add
-- measure
ALTER TABLE cache_entry DROP CONSTRAINT cache_entry_pkey, ADD PRIMARY KEY (id, n);

-- form: key/exclude-add
-- setup
ALTER TABLE booking DROP CONSTRAINT booking_no_overlap;
-- measure
ALTER TABLE booking ADD CONSTRAINT booking_disjoint EXCLUDE USING gist (room WITH =, during WITH &&);

-- form: key/exclude-add-partial
-- measure
ALTER TABLE booking ADD CONSTRAINT booking_disjoint EXCLUDE USING gist (during WITH &&) WHERE (room = 1);

-- form: key/exclude-add-violated
-- why: refused (23P01)
-- measure
ALTER TABLE booking ADD CONSTRAINT booking_one_room EXCLUDE USING gist (room WITH =);

-- form: key/exclude-add-btree
-- measure
ALTER TABLE booking ADD CONSTRAINT booking_id EXCLUDE USING btree (id WITH =);

-- form: key/exclude-add-deferrable
-- measure
ALTER TABLE booking ADD CONSTRAINT booking_disjoint EXCLUDE USING gist (room WITH =, during WITH &&) DEFERRABLE INITIALLY DEFERRED;

-- form: key/exclude-add-not-valid
-- why: refused (0A000)
-- measure
ALTER TABLE booking ADD CONSTRAINT booking_disjoint EXCLUDE USING gist (during WITH &&) NOT VALID;

-- form: key/exclude-add-partitioned
-- why: refused (0A000 -16): since 17, when it has the partition key
-- measure
ALTER TABLE event ADD CONSTRAINT event_excl EXCLUDE USING gist (region WITH =, id WITH =);

-- form: key/exclude-using-index
-- why: refused (42601): there is no such thing
-- measure
ALTER TABLE booking ADD CONSTRAINT booking_disjoint EXCLUDE USING INDEX booking_no_overlap;

-- form: key/exclude-drop
-- measure
ALTER TABLE booking DROP CONSTRAINT booking_no_overlap;
