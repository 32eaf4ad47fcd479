-- PRIMARY KEY, UNIQUE and EXCLUDE constraints: added, made of an index, altered, dropped

-- form: key/unique-add
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_score_key UNIQUE (score);

-- form: key/unique-add-without-name
-- measure
ALTER TABLE customer ADD UNIQUE (score);

-- form: key/unique-add-two-columns
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_key UNIQUE (country, score);

-- form: key/unique-add-over-duplicates
-- why: refused (23505)
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_country_key UNIQUE (country);

-- form: key/unique-add-include
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_score_key UNIQUE (score) INCLUDE (name);

-- form: key/unique-add-nulls-not-distinct
-- versions: 15-
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_score_key UNIQUE NULLS NOT DISTINCT (score);

-- form: key/unique-add-deferrable
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_score_key UNIQUE (score) DEFERRABLE INITIALLY DEFERRED;

-- form: key/unique-add-with-fillfactor-and-tablespace
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_score_key UNIQUE (score) WITH (fillfactor = 70) USING INDEX TABLESPACE fast_disk;

-- form: key/unique-add-not-valid
-- why: refused (0A000)
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_score_key UNIQUE (score) NOT VALID;

-- form: key/unique-add-same-columns-again
-- why: a second index is built
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_email_again UNIQUE (email);

-- form: key/unique-add-name-of-index-taken
-- why: refused (42P07)
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_score_idx UNIQUE (score);

-- form: key/unique-add-without-overlaps
-- versions: 18-
-- measure
ALTER TABLE booking ADD CONSTRAINT booking_room_time UNIQUE (room, during WITHOUT OVERLAPS);

-- form: key/unique-add-new-table
-- same transaction
CREATE TABLE crate AS SELECT g AS n FROM generate_series(1, 200) g;
-- measure
ALTER TABLE crate ADD CONSTRAINT crate_key UNIQUE (n);

-- form: key/unique-add-other-schema
-- measure
ALTER TABLE archive.old_order ADD CONSTRAINT old_order_key UNIQUE (n);

-- form: key/unique-add-inheritance-parent
-- measure
ALTER TABLE vehicle ADD CONSTRAINT vehicle_key UNIQUE (id);

-- form: key/unique-add-partitioned
-- measure
ALTER TABLE event ADD CONSTRAINT event_key UNIQUE (id, region);

-- form: key/unique-add-partitioned-without-key
-- why: refused (0A000)
-- measure
ALTER TABLE event ADD CONSTRAINT event_key UNIQUE (id);

-- form: key/unique-add-partitioned-only
-- why: without partitions it is but a shell, to which theirs are attached
-- measure
ALTER TABLE ONLY event ADD CONSTRAINT event_key UNIQUE (id, region);

-- form: key/unique-add-partitioned-indexes-are-there
-- why: an index does not stand for a constraint: every partition gets another one
-- setup
CREATE UNIQUE INDEX event_eu_key ON event_eu (id, region);
CREATE UNIQUE INDEX event_us_key ON event_us (id, region);
CREATE UNIQUE INDEX event_rest_key ON event_rest (id, region);
-- measure
ALTER TABLE event ADD CONSTRAINT event_key UNIQUE (id, region);

-- form: key/unique-add-partitioned-constraints-are-there
-- why: the constraints are attached, nothing is built
-- setup
ALTER TABLE event_eu ADD CONSTRAINT event_eu_key UNIQUE (id, region);
ALTER TABLE event_us ADD CONSTRAINT event_us_key UNIQUE (id, region);
ALTER TABLE event_rest ADD CONSTRAINT event_rest_key UNIQUE (id, region);
-- measure
ALTER TABLE event ADD CONSTRAINT event_key UNIQUE (id, region);

-- form: key/unique-add-partition
-- measure
ALTER TABLE event_eu ADD CONSTRAINT event_eu_key UNIQUE (id);

-- form: key/unique-using-index
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_card_no_key UNIQUE USING INDEX customer_card_no_idx;

-- form: key/unique-using-index-same-name
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_card_no_idx UNIQUE USING INDEX customer_card_no_idx;

-- form: key/unique-using-index-without-name
-- measure
ALTER TABLE customer ADD UNIQUE USING INDEX customer_card_no_idx;

-- form: key/unique-using-index-deferrable
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_card_no_key UNIQUE USING INDEX customer_card_no_idx DEFERRABLE;

-- form: key/unique-using-index-not-unique
-- why: refused (42809)
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_score_key UNIQUE USING INDEX customer_score_idx;

-- form: key/unique-using-index-partial
-- why: refused (42809)
-- setup
CREATE UNIQUE INDEX customer_part_idx ON customer (score) WHERE active;
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_part_key UNIQUE USING INDEX customer_part_idx;

-- form: key/unique-using-index-on-expression
-- why: refused (42809)
-- setup
CREATE UNIQUE INDEX customer_lower_idx ON customer (lower(email));
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_lower_key UNIQUE USING INDEX customer_lower_idx;

-- form: key/unique-using-index-descending
-- why: refused (42809)
-- setup
CREATE UNIQUE INDEX customer_desc_idx ON customer (score DESC);
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_desc_key UNIQUE USING INDEX customer_desc_idx;

-- form: key/unique-using-index-invalid
-- why: refused (55000)
-- setup
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'customer_card_no_idx'::regclass;
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_card_no_key UNIQUE USING INDEX customer_card_no_idx;

-- form: key/unique-using-index-of-another-table
-- why: refused (55000)
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_key UNIQUE USING INDEX customer_card_no_idx;

-- form: key/unique-using-index-that-has-a-constraint
-- why: refused (55000)
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_email_other UNIQUE USING INDEX customer_email_key;

-- form: key/unique-using-index-absent
-- why: refused (42704)
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_key UNIQUE USING INDEX nowhere_idx;

-- form: key/unique-using-index-partitioned
-- why: refused (0A000)
-- setup
CREATE UNIQUE INDEX event_idx ON event (id, region);
-- measure
ALTER TABLE event ADD CONSTRAINT event_key UNIQUE USING INDEX event_idx;

-- form: key/unique-using-index-partition
-- setup
CREATE UNIQUE INDEX event_eu_idx ON event_eu (id, region);
-- measure
ALTER TABLE event_eu ADD CONSTRAINT event_eu_key UNIQUE USING INDEX event_eu_idx;

-- form: key/unique-using-index-created-in-the-transaction
-- same transaction
CREATE UNIQUE INDEX customer_score_key ON customer (score);
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_score_key UNIQUE USING INDEX customer_score_key;

-- form: key/unique-drop
-- measure
ALTER TABLE customer DROP CONSTRAINT customer_email_key;

-- form: key/unique-drop-that-is-referenced
-- why: refused (2BP01)
-- setup
ALTER TABLE product ADD CONSTRAINT product_stock_key UNIQUE (stock);
ALTER TABLE scratch ADD CONSTRAINT scratch_stock_fk FOREIGN KEY (n) REFERENCES product (stock) NOT VALID;
-- measure
ALTER TABLE product DROP CONSTRAINT product_stock_key;

-- form: key/unique-drop-that-is-referenced-cascade
-- setup
ALTER TABLE product ADD CONSTRAINT product_stock_key UNIQUE (stock);
ALTER TABLE scratch ADD CONSTRAINT scratch_stock_fk FOREIGN KEY (n) REFERENCES product (stock) NOT VALID;
-- measure
ALTER TABLE product DROP CONSTRAINT product_stock_key CASCADE;

-- form: key/unique-drop-partitioned
-- setup
ALTER TABLE event ADD CONSTRAINT event_key UNIQUE (id, region);
-- measure
ALTER TABLE event DROP CONSTRAINT event_key;

-- form: key/unique-drop-partition
-- why: refused (42P16): the parent's
-- setup
ALTER TABLE event ADD CONSTRAINT event_key UNIQUE (id, region);
-- measure
ALTER TABLE event_eu DROP CONSTRAINT event_eu_id_region_key;

-- form: key/unique-alter-not-a-foreign-key
-- why: refused (42809): only foreign keys can be altered
-- measure
ALTER TABLE customer ALTER CONSTRAINT customer_email_key DEFERRABLE;

-- form: key/primary-add
-- why: of a column that may be null, so the rows are read for that too
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_pkey PRIMARY KEY (id);

-- form: key/primary-add-not-null-column
-- setup
ALTER TABLE scratch ALTER COLUMN id SET NOT NULL;
-- measure
ALTER TABLE scratch ADD PRIMARY KEY (id);

-- form: key/primary-add-proved
-- setup
ALTER TABLE scratch ADD CONSTRAINT scratch_id_given CHECK (id IS NOT NULL);
-- measure
ALTER TABLE scratch ADD PRIMARY KEY (id);

-- form: key/primary-add-over-nulls
-- why: refused (23502)
-- setup
INSERT INTO scratch VALUES (NULL, 1, 'x');
-- measure
ALTER TABLE scratch ADD PRIMARY KEY (id);

-- form: key/primary-add-over-duplicates
-- why: refused (23505)
-- setup
INSERT INTO scratch VALUES (1, 1, 'x');
-- measure
ALTER TABLE scratch ADD PRIMARY KEY (id);

-- form: key/primary-add-second
-- why: refused (42P16)
-- measure
ALTER TABLE customer ADD PRIMARY KEY (score);

-- form: key/primary-add-two-columns
-- measure
ALTER TABLE scratch ADD PRIMARY KEY (id, n);

-- form: key/primary-add-include
-- measure
ALTER TABLE scratch ADD PRIMARY KEY (id) INCLUDE (n);

-- form: key/primary-add-deferrable
-- measure
ALTER TABLE scratch ADD PRIMARY KEY (id) DEFERRABLE;

-- form: key/primary-add-without-overlaps
-- versions: 18-
-- measure
ALTER TABLE booking ADD PRIMARY KEY (room, during WITHOUT OVERLAPS);

-- form: key/primary-add-absent-column
-- why: refused (42703)
-- measure
ALTER TABLE scratch ADD PRIMARY KEY (nothing);

-- form: key/primary-add-over-not-valid-not-null
-- why: refused (55000)
-- versions: 18-
-- setup
ALTER TABLE scratch ADD CONSTRAINT scratch_id_nn NOT NULL id NOT VALID;
-- measure
ALTER TABLE scratch ADD PRIMARY KEY (id);
