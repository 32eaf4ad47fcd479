-- FOREIGN KEY constraints: added, validated

-- form: foreign-key/add
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_customer_fk FOREIGN KEY (n) REFERENCES customer (id);

-- form: foreign-key/add-without-name
-- measure
ALTER TABLE scratch ADD FOREIGN KEY (n) REFERENCES customer;

-- form: foreign-key/add-not-valid
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_customer_fk FOREIGN KEY (n) REFERENCES customer (id) NOT VALID;

-- form: foreign-key/add-violated
-- why: refused (23503)
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_store_fk FOREIGN KEY (n) REFERENCES store (id);

-- form: foreign-key/add-violated-not-valid
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_store_fk FOREIGN KEY (n) REFERENCES store (id) NOT VALID;

-- form: foreign-key/add-on-delete-cascade
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_customer_fk FOREIGN KEY (n) REFERENCES customer (id) ON DELETE CASCADE ON UPDATE CASCADE;

-- form: foreign-key/add-on-delete-set-null-columns
-- versions: 15-
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_line_fk FOREIGN KEY (id, n) REFERENCES order_line ON DELETE SET NULL (n) NOT VALID;

-- form: foreign-key/add-deferrable
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_customer_fk FOREIGN KEY (n) REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED;

-- form: foreign-key/add-match-full
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_line_fk FOREIGN KEY (id, n) REFERENCES order_line MATCH FULL NOT VALID;

-- form: foreign-key/add-composite
-- setup
UPDATE scratch SET n = 1;
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_line_fk FOREIGN KEY (id, n) REFERENCES order_line (order_id, line_no);

-- form: foreign-key/add-to-unique-constraint
-- setup
UPDATE scratch SET label = 'SKU1';
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_sku_fk FOREIGN KEY (label) REFERENCES product (sku);

-- form: foreign-key/add-to-unique-index
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_card_fk FOREIGN KEY (n) REFERENCES customer (card_no);

-- form: foreign-key/add-to-itself
-- measure
ALTER TABLE tool ADD CONSTRAINT tool_tool_fk FOREIGN KEY (n) REFERENCES tool (id);

-- form: foreign-key/add-second-of-the-same
-- measure
ALTER TABLE orders ADD CONSTRAINT orders_customer_again FOREIGN KEY (customer_id) REFERENCES customer (id);

-- form: foreign-key/add-two
-- measure
ALTER TABLE scratch ADD FOREIGN KEY (id) REFERENCES orders (id), ADD FOREIGN KEY (n) REFERENCES customer (id);

-- form: foreign-key/add-one-of-two-not-valid
-- measure
ALTER TABLE scratch ADD FOREIGN KEY (id) REFERENCES orders (id) NOT VALID, ADD FOREIGN KEY (n) REFERENCES customer (id);

-- form: foreign-key/add-with-new-column
-- measure
ALTER TABLE scratch ADD COLUMN customer_id int, ADD CONSTRAINT scratch_customer_fk FOREIGN KEY (customer_id) REFERENCES customer (id);

-- form: foreign-key/add-column-added-before
-- same transaction
ALTER TABLE scratch ADD COLUMN customer_id int;
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_customer_fk FOREIGN KEY (customer_id) REFERENCES customer (id);

-- form: foreign-key/add-other-int-type
-- measure
ALTER TABLE specimen ADD CONSTRAINT specimen_fk FOREIGN KEY (a_bigint) REFERENCES customer (id);

-- form: foreign-key/add-numeric-to-int
-- why: refused (42804)
-- measure
ALTER TABLE specimen ADD CONSTRAINT specimen_fk FOREIGN KEY (a_numeric) REFERENCES customer (id);

-- form: foreign-key/add-int-to-text
-- why: refused (42804)
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_sku_fk FOREIGN KEY (n) REFERENCES product (sku);

-- form: foreign-key/add-to-not-unique
-- why: refused (42830)
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_fk FOREIGN KEY (n) REFERENCES customer (score);

-- form: foreign-key/add-to-partial-unique-index
-- why: refused (42830)
-- setup
CREATE UNIQUE INDEX customer_part_idx ON customer (score) WHERE active;
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_fk FOREIGN KEY (n) REFERENCES customer (score);

-- form: foreign-key/add-to-absent-table
-- why: refused (42P01)
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_fk FOREIGN KEY (n) REFERENCES nowhere (id);

-- form: foreign-key/add-to-view
-- why: refused (42809)
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_fk FOREIGN KEY (n) REFERENCES active_customer (id);

-- form: foreign-key/add-absent-column
-- why: refused (42703)
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_fk FOREIGN KEY (nothing) REFERENCES customer (id);

-- form: foreign-key/add-name-taken
-- why: refused (42710)
-- measure
ALTER TABLE orders ADD CONSTRAINT orders_store_fk FOREIGN KEY (store_id) REFERENCES store (id);

-- form: foreign-key/add-to-unlogged
-- why: refused (42P16): a permanent table does not lean on one that may be empty after a crash
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_fk FOREIGN KEY (n) REFERENCES cache_entry (id);

-- form: foreign-key/add-from-unlogged
-- measure
ALTER TABLE cache_entry ADD CONSTRAINT cache_entry_fk FOREIGN KEY (n) REFERENCES customer (id);

-- form: foreign-key/add-from-temporary
-- why: refused (42P16)
-- setup
CREATE TEMP TABLE basket (id int);
-- measure
ALTER TABLE basket ADD FOREIGN KEY (id) REFERENCES customer (id);

-- form: foreign-key/add-from-empty-table
-- measure
ALTER TABLE empty_box ADD CONSTRAINT empty_box_fk FOREIGN KEY (n) REFERENCES customer (id);

-- form: foreign-key/add-from-new-table
-- same transaction
CREATE TABLE crate (id int);
-- measure
ALTER TABLE crate ADD CONSTRAINT crate_fk FOREIGN KEY (id) REFERENCES customer (id);

-- form: foreign-key/add-to-new-table
-- same transaction
CREATE TABLE crate (id int PRIMARY KEY);
INSERT INTO crate SELECT generate_series(1, 500);
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_crate_fk FOREIGN KEY (n) REFERENCES crate (id);

-- form: foreign-key/add-between-new-tables
-- same transaction
CREATE TABLE crate (id int PRIMARY KEY);
CREATE TABLE bottle (crate_id int);
-- measure
ALTER TABLE bottle ADD CONSTRAINT bottle_crate_fk FOREIGN KEY (crate_id) REFERENCES crate (id);

-- form: foreign-key/add-to-other-schema
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_old_fk FOREIGN KEY (n) REFERENCES archive.old_order (id) NOT VALID;

-- form: foreign-key/add-from-other-schema
-- measure
ALTER TABLE archive.old_order ADD CONSTRAINT old_order_fk FOREIGN KEY (n) REFERENCES customer (id);

-- form: foreign-key/add-quoted
-- measure
ALTER TABLE "Order Item" ADD CONSTRAINT "Item FK" FOREIGN KEY ("Unit Price") REFERENCES customer (id);

-- form: foreign-key/add-to-inheritance-parent
-- why: refused (42830): no unique constraint
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_vehicle_fk FOREIGN KEY (n) REFERENCES vehicle (id);

-- form: foreign-key/add-from-inheritance-parent
-- why: the children do not get it
-- measure
ALTER TABLE vehicle ADD CONSTRAINT vehicle_fk FOREIGN KEY (wheels) REFERENCES customer (id);

-- form: foreign-key/add-to-generated-column
-- why: refused (42830)
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_area_fk FOREIGN KEY (n) REFERENCES rectangle (area);

-- form: foreign-key/add-from-generated-column
-- measure
ALTER TABLE rectangle ADD CONSTRAINT rectangle_fk FOREIGN KEY (area) REFERENCES customer (id);

-- form: foreign-key/add-from-generated-column-cascade
-- why: refused (42601): the column cannot be set
-- measure
ALTER TABLE rectangle ADD CONSTRAINT rectangle_fk FOREIGN KEY (area) REFERENCES customer (id) ON UPDATE CASCADE;

-- form: foreign-key/add-not-enforced
-- versions: 18-
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_customer_fk FOREIGN KEY (n) REFERENCES customer (id) NOT ENFORCED;

-- form: foreign-key/add-period
-- versions: 18-
-- setup
CREATE TABLE season (room int, during int4range, PRIMARY KEY (room, during WITHOUT OVERLAPS));
INSERT INTO season VALUES (1, '[1,100000)');
-- measure
ALTER TABLE booking ADD CONSTRAINT booking_season_fk FOREIGN KEY (room, PERIOD during) REFERENCES season (room, PERIOD during);

-- form: foreign-key/add-without-privilege
-- why: refused (42501): REFERENCES is needed on the other table
-- setup
ALTER TABLE scratch OWNER TO app_owner;
-- same transaction
SET LOCAL ROLE app_owner;
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_customer_fk FOREIGN KEY (n) REFERENCES customer (id);

-- form: foreign-key/add-with-pending-trigger-events
-- why: refused (55006)
-- same transaction
UPDATE parcel SET order_id = 2 WHERE id = 1;
-- measure
ALTER TABLE parcel ADD CONSTRAINT parcel_fk FOREIGN KEY (id) REFERENCES customer (id);

-- form: foreign-key/validate
-- measure
ALTER TABLE orders VALIDATE CONSTRAINT orders_store_fk;

-- form: foreign-key/validate-already-valid
-- measure
ALTER TABLE orders VALIDATE CONSTRAINT orders_customer_fk;

-- form: foreign-key/validate-violated
-- why: refused (23503)
-- setup
ALTER TABLE scratch ADD CONSTRAINT scratch_store_fk FOREIGN KEY (n) REFERENCES store (id) NOT VALID;
-- measure
ALTER TABLE scratch VALIDATE CONSTRAINT scratch_store_fk;

-- form: foreign-key/validate-after-adding-in-the-transaction
-- same transaction
ALTER TABLE scratch ADD CONSTRAINT scratch_customer_fk FOREIGN KEY (n) REFERENCES customer (id) NOT VALID;
-- measure
ALTER TABLE scratch VALIDATE CONSTRAINT scratch_customer_fk;

-- form: foreign-key/validate-two
-- setup
ALTER TABLE scratch ADD CONSTRAINT f1 FOREIGN KEY (n) REFERENCES customer (id) NOT VALID;
ALTER TABLE scratch ADD CONSTRAINT f2 FOREIGN KEY (id) REFERENCES orders (id) NOT VALID;
-- measure
ALTER TABLE scratch VALIDATE CONSTRAINT f1, VALIDATE CONSTRAINT f2;

-- form: foreign-key/validate-with-another-sub-command
-- why: the stronger lock for all of it
-- measure
ALTER TABLE orders VALIDATE CONSTRAINT orders_store_fk, ADD COLUMN extra int;

-- form: foreign-key/validate-not-enforced
-- why: refused (55000)
-- versions: 18-
-- setup
ALTER TABLE scratch ADD CONSTRAINT scratch_customer_fk FOREIGN KEY (n) REFERENCES customer (id) NOT ENFORCED;
-- measure
ALTER TABLE scratch VALIDATE CONSTRAINT scratch_customer_fk;

-- form: foreign-key/validate-to-itself
-- setup
ALTER TABLE tool ADD CONSTRAINT tool_tool_fk FOREIGN KEY (n) REFERENCES tool (id) NOT VALID;
-- measure
ALTER TABLE tool VALIDATE CONSTRAINT tool_tool_fk;
