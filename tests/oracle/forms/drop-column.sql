-- ALTER TABLE DROP COLUMN: what goes with it, what stops it

-- form: drop-column/plain
-- measure
ALTER TABLE customer DROP COLUMN notes;

-- form: drop-column/without-word-column
-- measure
ALTER TABLE customer DROP notes;

-- form: drop-column/if-exists-present
-- measure
ALTER TABLE customer DROP COLUMN IF EXISTS notes;

-- form: drop-column/if-exists-absent
-- why: nothing to do, under the same lock
-- measure
ALTER TABLE customer DROP COLUMN IF EXISTS nothing;

-- form: drop-column/absent
-- why: refused (42703)
-- measure
ALTER TABLE customer DROP COLUMN nothing;

-- form: drop-column/if-exists-absent-table
-- measure
ALTER TABLE IF EXISTS nowhere DROP COLUMN n;

-- form: drop-column/two
-- measure
ALTER TABLE customer DROP COLUMN notes, DROP COLUMN tags;

-- form: drop-column/restrict
-- measure
ALTER TABLE customer DROP COLUMN notes RESTRICT;

-- form: drop-column/system-column
-- why: refused (0A000)
-- measure
ALTER TABLE customer DROP COLUMN ctid;

-- form: drop-column/last-column
-- setup
CREATE TABLE narrow (n int);
-- measure
ALTER TABLE narrow DROP COLUMN n;

-- form: drop-column/indexed
-- why: the index goes silently
-- measure
ALTER TABLE customer DROP COLUMN card_no;

-- form: drop-column/indexed-by-expression
-- measure
ALTER TABLE product DROP COLUMN sku;

-- form: drop-column/in-two-column-index
-- setup
CREATE INDEX scratch_idx ON scratch (n, label);
-- measure
ALTER TABLE scratch DROP COLUMN label;

-- form: drop-column/included-in-index
-- measure
ALTER TABLE customer DROP COLUMN name;

-- form: drop-column/in-predicate-of-index
-- setup
CREATE INDEX scratch_idx ON scratch (n) WHERE label <> '';
-- measure
ALTER TABLE scratch DROP COLUMN label;

-- form: drop-column/with-check
-- measure
ALTER TABLE customer DROP COLUMN credit;

-- form: drop-column/in-check-of-two-columns
-- setup
ALTER TABLE scratch ADD CONSTRAINT scratch_check CHECK (n > 0 OR label <> '');
-- measure
ALTER TABLE scratch DROP COLUMN label;

-- form: drop-column/in-unique-of-two-columns
-- setup
ALTER TABLE scratch ADD CONSTRAINT scratch_key UNIQUE (n, label);
-- measure
ALTER TABLE scratch DROP COLUMN label;

-- form: drop-column/in-exclusion
-- measure
ALTER TABLE booking DROP COLUMN room;

-- form: drop-column/primary-key
-- measure
ALTER TABLE cache_entry DROP COLUMN id;

-- form: drop-column/primary-key-that-is-referenced
-- why: refused (2BP01)
-- measure
ALTER TABLE station DROP COLUMN id;

-- form: drop-column/primary-key-that-is-referenced-cascade
-- measure
ALTER TABLE station DROP COLUMN id CASCADE;

-- form: drop-column/foreign-key
-- why: the referenced table is locked too
-- measure
ALTER TABLE order_line DROP COLUMN product_id;

-- form: drop-column/composite-foreign-key
-- measure
ALTER TABLE parcel DROP COLUMN line_no;

-- form: drop-column/foreign-key-to-itself
-- measure
ALTER TABLE employee DROP COLUMN manager_id;

-- form: drop-column/foreign-key-to-partitioned
-- measure
ALTER TABLE alarm DROP COLUMN taken;

-- form: drop-column/view
-- why: refused (2BP01)
-- measure
ALTER TABLE store DROP COLUMN name;

-- form: drop-column/view-cascade
-- measure
ALTER TABLE store DROP COLUMN name CASCADE;

-- form: drop-column/view-on-view-cascade
-- measure
ALTER TABLE customer DROP COLUMN score CASCADE;

-- form: drop-column/materialized-view-cascade
-- measure
ALTER TABLE orders DROP COLUMN store_id CASCADE;

-- form: drop-column/policy
-- why: refused (2BP01)
-- measure
ALTER TABLE diary DROP COLUMN author;

-- form: drop-column/policy-cascade
-- measure
ALTER TABLE diary DROP COLUMN author CASCADE;

-- form: drop-column/trigger-update-of
-- why: refused (2BP01)
-- measure
ALTER TABLE orders DROP COLUMN status;

-- form: drop-column/trigger-update-of-cascade
-- measure
ALTER TABLE orders DROP COLUMN status CASCADE;

-- form: drop-column/generated-base
-- why: refused (2BP01 15-): until 14 the generated column went silently
-- measure
ALTER TABLE rectangle DROP COLUMN w;

-- form: drop-column/generated-base-cascade
-- measure
ALTER TABLE rectangle DROP COLUMN w CASCADE;

-- form: drop-column/generated
-- measure
ALTER TABLE rectangle DROP COLUMN area;

-- form: drop-column/serial
-- why: its sequence goes with it
-- measure
ALTER TABLE ticket DROP COLUMN id;

-- form: drop-column/identity
-- measure
ALTER TABLE voucher DROP COLUMN id;

-- form: drop-column/with-default-nextval
-- setup
ALTER TABLE scratch ALTER COLUMN n SET DEFAULT nextval('ticket_seq');
-- measure
ALTER TABLE scratch DROP COLUMN n;

-- form: drop-column/statistics
-- measure
ALTER TABLE customer DROP COLUMN country;

-- form: drop-column/published-column-list
-- why: refused (2BP01)
-- versions: 15-
-- setup
CREATE PUBLICATION scratch_pub FOR TABLE scratch (id, label);
-- measure
ALTER TABLE scratch DROP COLUMN label;

-- form: drop-column/published-column-list-cascade
-- versions: 15-
-- setup
CREATE PUBLICATION scratch_pub FOR TABLE scratch (id, label);
-- measure
ALTER TABLE scratch DROP COLUMN label CASCADE;

-- form: drop-column/function-body-in-sql-standard
-- why: refused (2BP01)
-- versions: 14-
-- setup
CREATE FUNCTION best_label() RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT max(label) FROM scratch; END;
-- measure
ALTER TABLE scratch DROP COLUMN label;

-- form: drop-column/function-body-in-quotes
-- setup
CREATE FUNCTION best_label() RETURNS text LANGUAGE sql AS 'SELECT max(label) FROM scratch';
-- measure
ALTER TABLE scratch DROP COLUMN label;

-- form: drop-column/replica-identity
-- setup
CREATE UNIQUE INDEX store_name_idx ON store (name);
ALTER TABLE store REPLICA IDENTITY USING INDEX store_name_idx;
DROP VIEW store_view;
-- measure
ALTER TABLE store DROP COLUMN name;

-- form: drop-column/partitioned
-- measure
ALTER TABLE reading DROP COLUMN unit;

-- form: drop-column/partitioned-indexed
-- measure
ALTER TABLE reading DROP COLUMN value;

-- form: drop-column/partitioned-foreign-key
-- measure
ALTER TABLE reading DROP COLUMN station_id;

-- form: drop-column/partition-key
-- why: refused (42P16)
-- measure
ALTER TABLE event DROP COLUMN region;

-- form: drop-column/partition-key-if-exists-cascade
-- why: refused (42P16)
-- measure
ALTER TABLE event DROP COLUMN IF EXISTS region CASCADE;

-- form: drop-column/partition
-- why: refused (42P16)
-- measure
ALTER TABLE reading_2023 DROP COLUMN unit;

-- form: drop-column/partitioned-only
-- why: refused (42P16)
-- measure
ALTER TABLE ONLY reading DROP COLUMN unit;

-- form: drop-column/partitioned-two-levels
-- measure
ALTER TABLE ledger DROP COLUMN amount;

-- form: drop-column/inheritance-parent
-- measure
ALTER TABLE vehicle DROP COLUMN label;

-- form: drop-column/inheritance-parent-only
-- why: the children keep the column as their own
-- measure
ALTER TABLE ONLY vehicle DROP COLUMN label;

-- form: drop-column/inheritance-child-own
-- measure
ALTER TABLE truck DROP COLUMN load;

-- form: drop-column/inheritance-child-inherited
-- why: refused (42P16)
-- measure
ALTER TABLE truck DROP COLUMN label;

-- form: drop-column/typed-table
-- why: refused (42809)
-- measure
ALTER TABLE pair_list DROP COLUMN x;

-- form: drop-column/foreign-table
-- measure
ALTER FOREIGN TABLE import_line DROP COLUMN line;

-- form: drop-column/of-a-view
-- why: refused (42809)
-- measure
ALTER TABLE active_customer DROP COLUMN score;

-- form: drop-column/other-schema-with-foreign-key
-- measure
ALTER TABLE archive.old_order DROP COLUMN customer_id;

-- form: drop-column/quoted
-- measure
ALTER TABLE "Order Item" DROP COLUMN "Unit Price";

-- form: drop-column/temporary
-- setup
CREATE TEMP TABLE basket (id int, n int);
-- measure
ALTER TABLE basket DROP COLUMN n;

-- form: drop-column/new-table
-- same transaction
CREATE TABLE crate (id int, n int);
-- measure
ALTER TABLE crate DROP COLUMN n;

-- form: drop-column/added-before
-- same transaction
ALTER TABLE customer ADD COLUMN extra int;
-- measure
ALTER TABLE customer DROP COLUMN extra;

-- form: drop-column/with-open-cursor
-- why: refused (55006)
-- same transaction
DECLARE c CURSOR FOR SELECT * FROM scratch;
FETCH 1 FROM c;
-- measure
ALTER TABLE scratch DROP COLUMN n;

-- form: drop-column/used-as-row-type
-- setup
CREATE TABLE product_log (entry product);
-- measure
ALTER TABLE product DROP COLUMN price;
