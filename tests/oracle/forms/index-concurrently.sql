-- CREATE INDEX CONCURRENTLY and DROP INDEX CONCURRENTLY

-- form: index/concurrently-create
-- measure
CREATE INDEX CONCURRENTLY i ON customer (notes);

-- form: index/concurrently-create-unique
-- measure
CREATE UNIQUE INDEX CONCURRENTLY i ON customer (score);

-- form: index/concurrently-create-without-name
-- measure
CREATE INDEX CONCURRENTLY ON customer (notes);

-- form: index/concurrently-create-unique-over-duplicates
-- why: refused (23505): and an invalid index stays
-- measure
CREATE UNIQUE INDEX CONCURRENTLY i ON customer (country);

-- form: index/concurrently-create-partial
-- measure
CREATE INDEX CONCURRENTLY i ON customer (notes) WHERE active;

-- form: index/concurrently-create-expression
-- measure
CREATE INDEX CONCURRENTLY i ON customer (upper(notes));

-- form: index/concurrently-create-covering
-- measure
CREATE INDEX CONCURRENTLY i ON customer (phone) INCLUDE (notes);

-- form: index/concurrently-create-gin
-- measure
CREATE INDEX CONCURRENTLY i ON customer USING gin (tags);

-- form: index/concurrently-create-brin
-- measure
CREATE INDEX CONCURRENTLY i ON customer USING brin (seen);

-- form: index/concurrently-create-hash
-- measure
CREATE INDEX CONCURRENTLY i ON customer USING hash (notes);

-- form: index/concurrently-create-gist
-- measure
CREATE INDEX CONCURRENTLY i ON booking USING gist (during);

-- form: index/concurrently-create-if-not-exists-absent
-- measure
CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON customer (notes);

-- form: index/concurrently-create-if-not-exists-present
-- measure
CREATE INDEX CONCURRENTLY IF NOT EXISTS customer_score_idx ON customer (score);

-- form: index/concurrently-create-over-invalid
-- why: the index that a failed build has left, made here by hand, is taken for the one that is wanted
-- setup
CREATE INDEX i ON customer (notes);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'i'::regclass;
-- measure
CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON customer (notes);

-- form: index/concurrently-create-name-taken
-- why: refused (42P07)
-- measure
CREATE INDEX CONCURRENTLY customer_score_idx ON customer (score);

-- form: index/concurrently-create-on-absent-table
-- why: refused (42P01)
-- measure
CREATE INDEX CONCURRENTLY i ON nowhere (id);

-- form: index/concurrently-create-on-partitioned-table
-- why: refused (0A000)
-- measure
CREATE INDEX CONCURRENTLY i ON reading (unit);

-- form: index/concurrently-create-only-on-partitioned-table
-- why: refused (0A000): ONLY does not help
-- measure
CREATE INDEX CONCURRENTLY i ON ONLY reading (unit);

-- form: index/concurrently-create-on-partition
-- measure
CREATE INDEX CONCURRENTLY i ON reading_2023 (unit);

-- form: index/concurrently-create-on-default-partition
-- measure
CREATE INDEX CONCURRENTLY i ON event_rest (what);

-- form: index/concurrently-create-on-materialized-view
-- measure
CREATE INDEX CONCURRENTLY i ON sales_by_customer (total);

-- form: index/concurrently-create-on-temporary-table
-- why: nobody else sees the table, so it is built the plain way; still not in a transaction
-- setup
CREATE TEMP TABLE basket (id int);
INSERT INTO basket SELECT generate_series(1, 100);
-- measure
CREATE INDEX CONCURRENTLY i ON basket (id);

-- form: index/concurrently-create-on-unlogged-table
-- measure
CREATE INDEX CONCURRENTLY i ON cache_entry (n);

-- form: index/concurrently-create-on-empty-table
-- measure
CREATE INDEX CONCURRENTLY i ON empty_box (n);

-- form: index/concurrently-create-on-new-table
-- why: in a transaction 25001 even here
-- same transaction
CREATE TABLE crate (id int);
-- measure
CREATE INDEX CONCURRENTLY i ON crate (id);

-- form: index/concurrently-create-in-other-schema
-- measure
CREATE INDEX CONCURRENTLY i ON archive.old_order (customer_id);

-- form: index/concurrently-create-quoted-names
-- measure
CREATE INDEX CONCURRENTLY "Second Index" ON "Order Item" ("select");

-- form: index/concurrently-create-on-inheritance-parent
-- measure
CREATE INDEX CONCURRENTLY i ON vehicle (label);

-- form: index/concurrently-create-in-tablespace
-- measure
CREATE INDEX CONCURRENTLY i ON customer (notes) TABLESPACE fast_disk;

-- form: index/concurrently-create-on-system-table
-- why: refused (42501): not even by a superuser
-- measure
CREATE INDEX CONCURRENTLY i ON pg_class (relpages);

-- form: index/concurrently-create-in-do
-- why: refused (25001): from a function never
-- measure
DO $$ BEGIN EXECUTE 'CREATE INDEX CONCURRENTLY i ON customer (notes)'; END $$;

-- form: index/concurrently-drop
-- measure
DROP INDEX CONCURRENTLY customer_score_idx;

-- form: index/concurrently-drop-unique
-- measure
DROP INDEX CONCURRENTLY customer_card_no_idx;

-- form: index/concurrently-drop-if-exists-present
-- measure
DROP INDEX CONCURRENTLY IF EXISTS customer_score_idx;

-- form: index/concurrently-drop-if-exists-absent
-- measure
DROP INDEX CONCURRENTLY IF EXISTS nowhere_idx;

-- form: index/concurrently-drop-absent
-- why: refused (42704)
-- measure
DROP INDEX CONCURRENTLY nowhere_idx;

-- form: index/concurrently-drop-two
-- why: refused (0A000): one at a time
-- measure
DROP INDEX CONCURRENTLY customer_score_idx, customer_born_idx;

-- form: index/concurrently-drop-cascade
-- why: refused (0A000)
-- measure
DROP INDEX CONCURRENTLY customer_score_idx CASCADE;

-- form: index/concurrently-drop-restrict
-- measure
DROP INDEX CONCURRENTLY customer_score_idx RESTRICT;

-- form: index/concurrently-drop-of-constraint
-- why: refused (2BP01): the constraint is what one drops
-- measure
DROP INDEX CONCURRENTLY customer_email_key;

-- form: index/concurrently-drop-partitioned
-- why: refused (0A000)
-- measure
DROP INDEX CONCURRENTLY reading_value_idx;

-- form: index/concurrently-drop-on-partition
-- setup
CREATE INDEX reading_2023_unit_idx ON reading_2023 (unit);
-- measure
DROP INDEX CONCURRENTLY reading_2023_unit_idx;

-- form: index/concurrently-drop-invalid
-- setup
CREATE INDEX i ON customer (notes);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'i'::regclass;
-- measure
DROP INDEX CONCURRENTLY i;

-- form: index/concurrently-drop-on-temporary-table
-- setup
CREATE TEMP TABLE basket (id int);
CREATE INDEX basket_idx ON basket (id);
-- measure
DROP INDEX CONCURRENTLY basket_idx;

-- form: index/concurrently-drop-of-materialized-view
-- measure
DROP INDEX CONCURRENTLY sales_by_customer_idx;

-- form: index/concurrently-drop-in-other-schema
-- measure
DROP INDEX CONCURRENTLY archive.old_order_n_idx;

-- form: index/concurrently-drop-quoted-name
-- measure
DROP INDEX CONCURRENTLY "Order Item idx";

-- form: index/concurrently-drop-of-foreign-key-target
-- why: refused (2BP01): the foreign key was built on the unique index, which is no constraint
-- setup
ALTER TABLE scratch ADD CONSTRAINT scratch_card_fk FOREIGN KEY (n) REFERENCES customer (card_no);
-- measure
DROP INDEX CONCURRENTLY customer_card_no_idx;
