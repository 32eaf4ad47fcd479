-- TRUNCATE

-- form: truncate/plain
-- measure
TRUNCATE scratch;

-- form: truncate/word-table
-- measure
TRUNCATE TABLE scratch;

-- form: truncate/with-indexes
-- measure
TRUNCATE product CASCADE;

-- form: truncate/two
-- measure
TRUNCATE scratch, scratch_copy;

-- form: truncate/only
-- measure
TRUNCATE ONLY scratch;

-- form: truncate/empty-table
-- measure
TRUNCATE empty_box;

-- form: truncate/absent
-- why: refused (42P01)
-- measure
TRUNCATE nowhere;

-- form: truncate/restart-identity
-- measure
TRUNCATE ticket RESTART IDENTITY;

-- form: truncate/continue-identity
-- measure
TRUNCATE voucher CONTINUE IDENTITY;

-- form: truncate/restart-identity-of-identity
-- measure
TRUNCATE voucher RESTART IDENTITY;

-- form: truncate/referencing
-- why: the referenced table is not touched
-- measure
TRUNCATE parcel;

-- form: truncate/referenced
-- why: refused (0A000)
-- measure
TRUNCATE station;

-- form: truncate/referenced-cascade
-- why: the referencing tables are emptied too
-- measure
TRUNCATE station CASCADE;

-- form: truncate/both-sides
-- measure
TRUNCATE order_line, parcel;

-- form: truncate/referenced-cascade-chain
-- measure
TRUNCATE customer CASCADE;

-- form: truncate/referencing-itself
-- measure
TRUNCATE employee;

-- form: truncate/partitioned
-- measure
TRUNCATE event;

-- form: truncate/partitioned-only
-- why: refused (42809)
-- measure
TRUNCATE ONLY event;

-- form: truncate/partitioned-two-levels
-- measure
TRUNCATE ledger;

-- form: truncate/partition
-- measure
TRUNCATE event_us;

-- form: truncate/partition-of-referenced
-- why: refused (0A000)
-- measure
TRUNCATE reading_2024;

-- form: truncate/partition-of-referenced-cascade
-- measure
TRUNCATE reading_2024 CASCADE;

-- form: truncate/inheritance-parent
-- measure
TRUNCATE vehicle;

-- form: truncate/inheritance-parent-only
-- measure
TRUNCATE ONLY vehicle;

-- form: truncate/inheritance-child
-- measure
TRUNCATE car;

-- form: truncate/in-other-schema
-- measure
TRUNCATE archive.old_order;

-- form: truncate/quoted
-- measure
TRUNCATE "Order Item";

-- form: truncate/unlogged
-- measure
TRUNCATE cache_entry;

-- form: truncate/temporary
-- setup
CREATE TEMP TABLE basket (id int);
-- measure
TRUNCATE basket;

-- form: truncate/new-table
-- why: emptied in place, without a new file
-- same transaction
CREATE TABLE crate AS SELECT g AS id FROM generate_series(1, 100) g;
-- measure
TRUNCATE crate;

-- form: truncate/twice
-- same transaction
TRUNCATE scratch;
-- measure
TRUNCATE scratch;

-- form: truncate/view
-- why: refused (42809)
-- measure
TRUNCATE active_customer;

-- form: truncate/materialized-view
-- why: refused (42809)
-- measure
TRUNCATE sales_by_customer;

-- form: truncate/foreign-table
-- why: refused (42809 -13, 0A000 14-): the wrapper cannot
-- measure
TRUNCATE import_line;

-- form: truncate/with-trigger
-- setup
CREATE TRIGGER scratch_emptied AFTER TRUNCATE ON scratch FOR EACH STATEMENT EXECUTE FUNCTION touch_row();
-- measure
TRUNCATE scratch;

-- form: truncate/without-privilege
-- why: refused (42501)
-- same transaction
SET LOCAL ROLE app_reader;
-- measure
TRUNCATE tool;

-- form: truncate/with-pending-trigger-events
-- why: refused (55006)
-- same transaction
UPDATE parcel SET order_id = 2 WHERE id = 1;
-- measure
TRUNCATE parcel;
