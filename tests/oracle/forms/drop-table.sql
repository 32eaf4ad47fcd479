-- DROP TABLE and TRUNCATE

-- form: drop-table/plain
-- measure
DROP TABLE scratch;

-- form: drop-table/if-exists-present
-- measure
DROP TABLE IF EXISTS scratch;

-- form: drop-table/if-exists-absent
-- measure
DROP TABLE IF EXISTS nowhere;

-- form: drop-table/if-exists-absent-schema
-- measure
DROP TABLE IF EXISTS nowhere.scratch;

-- form: drop-table/absent
-- why: refused (42P01)
-- measure
DROP TABLE nowhere;

-- form: drop-table/two
-- measure
DROP TABLE scratch, scratch_copy;

-- form: drop-table/with-indexes-and-sequence
-- measure
DROP TABLE ticket;

-- form: drop-table/with-statistics-and-policy
-- measure
DROP TABLE diary;

-- form: drop-table/referencing
-- why: the referenced tables are locked too
-- measure
DROP TABLE parcel;

-- form: drop-table/referenced
-- why: refused (2BP01)
-- measure
DROP TABLE station;

-- form: drop-table/referenced-cascade
-- why: only the foreign key of the other tables goes
-- measure
DROP TABLE station CASCADE;

-- form: drop-table/both-sides
-- measure
DROP TABLE parcel, order_line;

-- form: drop-table/both-sides-parent-first
-- measure
DROP TABLE order_line, parcel;

-- form: drop-table/referencing-itself
-- measure
DROP TABLE employee;

-- form: drop-table/view-on-it
-- why: refused (2BP01)
-- measure
DROP TABLE store;

-- form: drop-table/view-on-it-cascade
-- measure
DROP TABLE store CASCADE;

-- form: drop-table/many-things-cascade
-- measure
DROP TABLE customer CASCADE;

-- form: drop-table/in-other-schema
-- measure
DROP TABLE archive.old_order;

-- form: drop-table/quoted
-- measure
DROP TABLE "Order Item";

-- form: drop-table/temporary
-- setup
CREATE TEMP TABLE basket (id int PRIMARY KEY);
-- measure
DROP TABLE basket;

-- form: drop-table/unlogged
-- measure
DROP TABLE cache_entry;

-- form: drop-table/new
-- same transaction
CREATE TABLE crate (id int);
-- measure
DROP TABLE crate;

-- form: drop-table/new-that-references
-- same transaction
CREATE TABLE crate (id int REFERENCES customer (id));
-- measure
DROP TABLE crate;

-- form: drop-table/published
-- measure
DROP TABLE product CASCADE;

-- form: drop-table/partitioned
-- measure
DROP TABLE event;

-- form: drop-table/partitioned-referenced
-- why: refused (2BP01)
-- measure
DROP TABLE reading;

-- form: drop-table/partitioned-referenced-cascade
-- measure
DROP TABLE reading CASCADE;

-- form: drop-table/partitioned-two-levels
-- measure
DROP TABLE ledger;

-- form: drop-table/partition
-- why: the parent is locked, and the default partition
-- measure
DROP TABLE event_us;

-- form: drop-table/partition-without-default
-- measure
DROP TABLE shard_0;

-- form: drop-table/partition-default
-- measure
DROP TABLE event_rest;

-- form: drop-table/partition-middle-level
-- measure
DROP TABLE ledger_2023;

-- form: drop-table/partition-leaf-of-two-levels
-- measure
DROP TABLE ledger_2023_in;

-- form: drop-table/partition-with-foreign-key
-- setup
DROP TABLE alarm;
-- measure
DROP TABLE reading_2024;

-- form: drop-table/partition-of-referenced
-- why: refused (2BP01): the foreign key to the parent depends on every partition
-- measure
DROP TABLE reading_2024;

-- form: drop-table/partition-of-referenced-cascade
-- measure
DROP TABLE reading_2024 CASCADE;

-- form: drop-table/partition-and-parent
-- measure
DROP TABLE event_us, event;

-- form: drop-table/two-partitions
-- measure
DROP TABLE event_us, event_eu;

-- form: drop-table/detached-before
-- same transaction
ALTER TABLE shard DETACH PARTITION shard_0;
-- measure
DROP TABLE shard_0;

-- form: drop-table/inheritance-parent
-- why: refused (2BP01)
-- measure
DROP TABLE vehicle;

-- form: drop-table/inheritance-parent-cascade
-- measure
DROP TABLE vehicle CASCADE;

-- form: drop-table/inheritance-child
-- measure
DROP TABLE truck;

-- form: drop-table/inheritance-middle-cascade
-- measure
DROP TABLE car CASCADE;

-- form: drop-table/foreign
-- measure
DROP FOREIGN TABLE import_line;

-- form: drop-table/foreign-with-drop-table
-- why: refused (42809)
-- measure
DROP TABLE import_line;

-- form: drop-table/a-view
-- why: refused (42809)
-- measure
DROP TABLE active_customer;

-- form: drop-table/a-view-if-exists
-- why: refused (42809): IF EXISTS does not help against the wrong kind
-- measure
DROP TABLE IF EXISTS active_customer;

-- form: drop-table/a-sequence
-- why: refused (42809)
-- measure
DROP TABLE ticket_seq;

-- form: drop-table/not-the-owner
-- why: refused (42501)
-- same transaction
SET LOCAL ROLE app_reader;
-- measure
DROP TABLE tool;

-- form: drop-table/with-pending-trigger-events
-- why: refused (55006)
-- same transaction
UPDATE parcel SET order_id = 2 WHERE id = 1;
-- measure
DROP TABLE parcel;

-- form: drop-table/with-open-cursor
-- why: refused (55006)
-- same transaction
DECLARE c CURSOR FOR SELECT * FROM scratch;
FETCH 1 FROM c;
-- measure
DROP TABLE scratch;

-- form: drop-table/used-as-column-type
-- why: refused (2BP01)
-- setup
CREATE TABLE product_log (entry product);
-- measure
DROP TABLE product;

-- form: drop-table/typed
-- measure
DROP TABLE pair_list;

-- form: drop-table/system
-- why: refused (42501)
-- measure
DROP TABLE pg_description;
