-- FOREIGN KEY constraints of and to partitioned tables; altered and dropped

-- form: foreign-key/partitioned-add
-- measure
ALTER TABLE event ADD CONSTRAINT event_fk FOREIGN KEY (id) REFERENCES orders (id);

-- form: foreign-key/partitioned-add-not-valid
-- why: refused (42809 -17)
-- measure
ALTER TABLE event ADD CONSTRAINT event_fk FOREIGN KEY (id) REFERENCES orders (id) NOT VALID;

-- form: foreign-key/partitioned-add-two-levels
-- measure
ALTER TABLE ledger ADD CONSTRAINT ledger_fk FOREIGN KEY (id) REFERENCES orders (id);

-- form: foreign-key/partitioned-add-only
-- why: refused (42809)
-- measure
ALTER TABLE ONLY event ADD CONSTRAINT event_fk FOREIGN KEY (id) REFERENCES orders (id);

-- form: foreign-key/partitioned-add-partitions-have-it
-- why: a valid one of the partition is taken over without reading
-- setup
ALTER TABLE event_eu ADD CONSTRAINT event_eu_fk FOREIGN KEY (id) REFERENCES orders (id);
ALTER TABLE event_us ADD CONSTRAINT event_us_fk FOREIGN KEY (id) REFERENCES orders (id);
ALTER TABLE event_rest ADD CONSTRAINT event_rest_fk FOREIGN KEY (id) REFERENCES orders (id);
-- measure
ALTER TABLE event ADD CONSTRAINT event_fk FOREIGN KEY (id) REFERENCES orders (id);

-- form: foreign-key/partitioned-add-one-partition-has-it
-- setup
ALTER TABLE event_eu ADD CONSTRAINT event_eu_fk FOREIGN KEY (id) REFERENCES orders (id);
-- measure
ALTER TABLE event ADD CONSTRAINT event_fk FOREIGN KEY (id) REFERENCES orders (id);

-- form: foreign-key/partitioned-add-partition-has-it-not-valid
-- setup
ALTER TABLE event_eu ADD CONSTRAINT event_eu_fk FOREIGN KEY (id) REFERENCES orders (id) NOT VALID;
-- measure
ALTER TABLE event ADD CONSTRAINT event_fk FOREIGN KEY (id) REFERENCES orders (id);

-- form: foreign-key/partitioned-validate
-- versions: 18-
-- setup
ALTER TABLE event ADD CONSTRAINT event_fk FOREIGN KEY (id) REFERENCES orders (id) NOT VALID;
-- measure
ALTER TABLE event VALIDATE CONSTRAINT event_fk;

-- form: foreign-key/partition-add
-- measure
ALTER TABLE event_eu ADD CONSTRAINT event_eu_fk FOREIGN KEY (id) REFERENCES orders (id);

-- form: foreign-key/partition-add-not-valid
-- measure
ALTER TABLE event_eu ADD CONSTRAINT event_eu_fk FOREIGN KEY (id) REFERENCES orders (id) NOT VALID;

-- form: foreign-key/partition-validate
-- setup
ALTER TABLE event_eu ADD CONSTRAINT event_eu_fk FOREIGN KEY (id) REFERENCES orders (id) NOT VALID;
-- measure
ALTER TABLE event_eu VALIDATE CONSTRAINT event_eu_fk;

-- form: foreign-key/to-partitioned-add
-- setup
DELETE FROM scratch WHERE NOT EXISTS (SELECT FROM shard s WHERE s.id = scratch.n);
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_shard_fk FOREIGN KEY (n) REFERENCES shard (id);

-- form: foreign-key/to-partitioned-add-not-valid
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_shard_fk FOREIGN KEY (n) REFERENCES shard (id) NOT VALID;

-- form: foreign-key/to-partitioned-validate
-- setup
DELETE FROM scratch WHERE NOT EXISTS (SELECT FROM shard s WHERE s.id = scratch.n);
ALTER TABLE scratch ADD CONSTRAINT scratch_shard_fk FOREIGN KEY (n) REFERENCES shard (id) NOT VALID;
-- measure
ALTER TABLE scratch VALIDATE CONSTRAINT scratch_shard_fk;

-- form: foreign-key/to-partition-add
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_shard_fk FOREIGN KEY (n) REFERENCES shard_0 (id) NOT VALID;

-- form: foreign-key/to-partitioned-from-partitioned
-- setup
CREATE TABLE shard_note (id int, note text) PARTITION BY RANGE (id);
CREATE TABLE shard_note_1 PARTITION OF shard_note DEFAULT;
INSERT INTO shard_note SELECT id, 'x' FROM shard;
-- measure
ALTER TABLE shard_note ADD CONSTRAINT shard_note_fk FOREIGN KEY (id) REFERENCES shard (id);

-- form: foreign-key/to-partitioned-without-unique
-- why: refused (42830)
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_event_fk FOREIGN KEY (n) REFERENCES event (id);

-- form: foreign-key/alter-deferrable
-- measure
ALTER TABLE orders ALTER CONSTRAINT orders_customer_fk DEFERRABLE INITIALLY DEFERRED;

-- form: foreign-key/alter-not-deferrable
-- measure
ALTER TABLE parcel ALTER CONSTRAINT parcel_line_fk NOT DEFERRABLE;

-- form: foreign-key/alter-to-what-it-is
-- measure
ALTER TABLE orders ALTER CONSTRAINT orders_customer_fk NOT DEFERRABLE;

-- form: foreign-key/alter-absent
-- why: refused (42704)
-- measure
ALTER TABLE orders ALTER CONSTRAINT nothing DEFERRABLE;

-- form: foreign-key/alter-check
-- why: refused (42809)
-- measure
ALTER TABLE orders ALTER CONSTRAINT orders_status_check DEFERRABLE;

-- form: foreign-key/alter-partitioned
-- measure
ALTER TABLE reading ALTER CONSTRAINT reading_station_fk DEFERRABLE;

-- form: foreign-key/alter-partition
-- why: refused (XX000 -17, 55000 18-)
-- measure
ALTER TABLE reading_2023 ALTER CONSTRAINT reading_station_fk DEFERRABLE;

-- form: foreign-key/alter-to-partitioned
-- measure
ALTER TABLE alarm ALTER CONSTRAINT alarm_reading_fk DEFERRABLE INITIALLY DEFERRED;

-- form: foreign-key/alter-not-enforced
-- versions: 18-
-- measure
ALTER TABLE orders ALTER CONSTRAINT orders_customer_fk NOT ENFORCED;

-- form: foreign-key/alter-enforced
-- why: all rows are checked, under the strong lock
-- versions: 18-
-- setup
ALTER TABLE orders ALTER CONSTRAINT orders_customer_fk NOT ENFORCED;
-- measure
ALTER TABLE orders ALTER CONSTRAINT orders_customer_fk ENFORCED;

-- form: foreign-key/alter-enforced-already
-- versions: 18-
-- measure
ALTER TABLE orders ALTER CONSTRAINT orders_customer_fk ENFORCED;

-- form: foreign-key/alter-check-not-enforced
-- why: refused (42809): for foreign keys only
-- versions: 18-
-- measure
ALTER TABLE orders ALTER CONSTRAINT orders_status_check NOT ENFORCED;

-- form: foreign-key/drop
-- why: the referenced table is locked as strongly
-- measure
ALTER TABLE orders DROP CONSTRAINT orders_customer_fk;

-- form: foreign-key/drop-not-valid
-- measure
ALTER TABLE orders DROP CONSTRAINT orders_store_fk;

-- form: foreign-key/drop-not-enforced
-- versions: 18-
-- setup
ALTER TABLE orders ALTER CONSTRAINT orders_customer_fk NOT ENFORCED;
-- measure
ALTER TABLE orders DROP CONSTRAINT orders_customer_fk;

-- form: foreign-key/drop-if-exists-absent
-- measure
ALTER TABLE orders DROP CONSTRAINT IF EXISTS nothing;

-- form: foreign-key/drop-two
-- measure
ALTER TABLE orders DROP CONSTRAINT orders_customer_fk, DROP CONSTRAINT orders_store_fk;

-- form: foreign-key/drop-composite
-- measure
ALTER TABLE parcel DROP CONSTRAINT parcel_line_fk;

-- form: foreign-key/drop-to-itself
-- measure
ALTER TABLE employee DROP CONSTRAINT employee_manager_fk;

-- form: foreign-key/drop-partitioned
-- measure
ALTER TABLE reading DROP CONSTRAINT reading_station_fk;

-- form: foreign-key/drop-partition
-- why: refused (42P16)
-- measure
ALTER TABLE reading_2023 DROP CONSTRAINT reading_station_fk;

-- form: foreign-key/drop-to-partitioned
-- measure
ALTER TABLE alarm DROP CONSTRAINT alarm_reading_fk;

-- form: foreign-key/drop-and-add
-- why: to change ON DELETE; both tables are locked and read
-- measure
ALTER TABLE orders DROP CONSTRAINT orders_customer_fk,
  ADD CONSTRAINT orders_customer_fk FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE;

-- form: foreign-key/drop-and-add-not-valid
-- measure
ALTER TABLE orders DROP CONSTRAINT orders_customer_fk,
  ADD CONSTRAINT orders_customer_fk FOREIGN KEY (customer_id) REFERENCES customer (id) ON DELETE CASCADE NOT VALID;

-- form: foreign-key/drop-in-other-schema
-- measure
ALTER TABLE archive.old_order DROP CONSTRAINT old_order_customer_id_fkey;

-- form: foreign-key/drop-from-temporary
-- setup
CREATE TEMP TABLE basket (id int PRIMARY KEY, parent_id int CONSTRAINT basket_fk REFERENCES basket (id));
-- measure
ALTER TABLE basket DROP CONSTRAINT basket_fk;

-- form: foreign-key/partitioned-add-middle-level-has-it
-- setup
ALTER TABLE ledger_2023 ADD CONSTRAINT lf FOREIGN KEY (id) REFERENCES orders;
-- measure
ALTER TABLE ledger ADD CONSTRAINT lf2 FOREIGN KEY (id) REFERENCES orders;

-- form: foreign-key/add-second-alike-to-partitioned
-- measure
ALTER TABLE reading ADD CONSTRAINT again FOREIGN KEY (station_id) REFERENCES station (id);

-- form: foreign-key/add-second-alike-where-one-partition-has-its-own
-- setup
ALTER TABLE reading_2024 ADD CONSTRAINT own FOREIGN KEY (station_id) REFERENCES station (id);
-- measure
ALTER TABLE reading ADD CONSTRAINT again FOREIGN KEY (station_id) REFERENCES station (id);

-- form: foreign-key/add-second-alike-after-adoption
-- setup
ALTER TABLE reading DROP CONSTRAINT reading_station_fk;
ALTER TABLE reading_2024 ADD CONSTRAINT own FOREIGN KEY (station_id) REFERENCES station (id);
ALTER TABLE reading ADD CONSTRAINT adopts FOREIGN KEY (station_id) REFERENCES station (id);
-- measure
ALTER TABLE reading ADD CONSTRAINT again FOREIGN KEY (station_id) REFERENCES station (id);
