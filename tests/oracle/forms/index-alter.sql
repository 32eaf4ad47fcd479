-- DROP INDEX and ALTER INDEX, without CONCURRENTLY

-- form: index/drop
-- measure
DROP INDEX customer_score_idx;

-- form: index/drop-unique
-- measure
DROP INDEX customer_card_no_idx;

-- form: index/drop-two-of-one-table
-- measure
DROP INDEX customer_score_idx, customer_born_idx;

-- form: index/drop-of-two-tables
-- measure
DROP INDEX customer_score_idx, orders_customer_idx;

-- form: index/drop-if-exists-present
-- measure
DROP INDEX IF EXISTS customer_score_idx;

-- form: index/drop-if-exists-absent
-- measure
DROP INDEX IF EXISTS nowhere_idx;

-- form: index/drop-if-exists-one-of-two
-- measure
DROP INDEX IF EXISTS nowhere_idx, customer_score_idx;

-- form: index/drop-absent
-- why: refused (42704)
-- measure
DROP INDEX nowhere_idx;

-- form: index/drop-a-table
-- why: refused (42809)
-- measure
DROP INDEX scratch;

-- form: index/drop-of-primary-key
-- why: refused (2BP01)
-- measure
DROP INDEX customer_pkey;

-- form: index/drop-of-exclusion-constraint
-- why: refused (2BP01)
-- measure
DROP INDEX booking_no_overlap;

-- form: index/drop-that-a-foreign-key-needs
-- why: refused (2BP01)
-- setup
ALTER TABLE scratch ADD CONSTRAINT scratch_card_fk FOREIGN KEY (n) REFERENCES customer (card_no);
-- measure
DROP INDEX customer_card_no_idx;

-- form: index/drop-that-a-foreign-key-needs-cascade
-- why: the foreign key of the other table goes with it
-- setup
ALTER TABLE scratch ADD CONSTRAINT scratch_card_fk FOREIGN KEY (n) REFERENCES customer (card_no);
-- measure
DROP INDEX customer_card_no_idx CASCADE;

-- form: index/drop-replica-identity
-- setup
CREATE UNIQUE INDEX store_name_idx ON store (name);
ALTER TABLE store REPLICA IDENTITY USING INDEX store_name_idx;
-- measure
DROP INDEX store_name_idx;

-- form: index/drop-of-materialized-view
-- measure
DROP INDEX sales_by_customer_idx;

-- form: index/drop-in-other-schema
-- measure
DROP INDEX archive.old_order_n_idx;

-- form: index/drop-quoted-name
-- measure
DROP INDEX "Order Item idx";

-- form: index/drop-on-unlogged-table
-- setup
CREATE INDEX cache_entry_n_idx ON cache_entry (n);
-- measure
DROP INDEX cache_entry_n_idx;

-- form: index/drop-on-temporary-table
-- setup
CREATE TEMP TABLE basket (id int);
CREATE INDEX basket_idx ON basket (id);
-- measure
DROP INDEX basket_idx;

-- form: index/drop-created-in-the-transaction
-- same transaction
CREATE INDEX i ON scratch (n);
-- measure
DROP INDEX i;

-- form: index/drop-on-inheritance-parent
-- measure
DROP INDEX vehicle_id_idx;

-- form: index/drop-with-open-cursor
-- why: refused (55006): the cursor of this session reads through it
-- same transaction
SET LOCAL enable_seqscan = off;
SET LOCAL enable_indexscan = on;
DECLARE c CURSOR FOR SELECT * FROM customer WHERE score > 5;
FETCH 1 FROM c;
-- measure
DROP INDEX customer_score_idx;

-- form: index/rename
-- measure
ALTER INDEX customer_score_idx RENAME TO customer_score_index;

-- form: index/rename-if-exists-present
-- measure
ALTER INDEX IF EXISTS customer_score_idx RENAME TO customer_score_index;

-- form: index/rename-if-exists-absent
-- measure
ALTER INDEX IF EXISTS nowhere_idx RENAME TO somewhere_idx;

-- form: index/rename-name-taken
-- why: refused (42P07)
-- measure
ALTER INDEX customer_score_idx RENAME TO customer_born_idx;

-- form: index/rename-of-constraint
-- why: the constraint is renamed too
-- measure
ALTER INDEX customer_email_key RENAME TO customer_email_unique;

-- form: index/rename-with-alter-table
-- why: ALTER TABLE on an index locks it as if it were a table
-- measure
ALTER TABLE customer_score_idx RENAME TO customer_score_index;

-- form: index/rename-a-table-with-alter-index
-- why: the server looks what it is and locks the table
-- measure
ALTER INDEX scratch RENAME TO scratch_pad;

-- form: index/rename-in-other-schema
-- measure
ALTER INDEX archive.old_order_n_idx RENAME TO old_order_n_index;

-- form: index/rename-quoted
-- measure
ALTER INDEX "Order Item idx" RENAME TO "Unit Price Index";

-- form: index/rename-column-of-index
-- why: refused (42601): ALTER INDEX does not know RENAME COLUMN
-- measure
ALTER INDEX customer_score_idx RENAME COLUMN score TO points;

-- form: index/set-fillfactor
-- measure
ALTER INDEX customer_score_idx SET (fillfactor = 70);

-- form: index/reset-fillfactor
-- measure
ALTER INDEX customer_score_idx RESET (fillfactor);

-- form: index/set-fastupdate
-- measure
ALTER INDEX customer_data_idx SET (fastupdate = off);

-- form: index/set-deduplicate-items
-- versions: 13-
-- measure
ALTER INDEX customer_score_idx SET (deduplicate_items = off);

-- form: index/set-pages-per-range
-- measure
ALTER INDEX customer_born_idx SET (pages_per_range = 16);

-- form: index/set-autosummarize
-- measure
ALTER INDEX customer_born_idx SET (autosummarize = on);

-- form: index/set-of-another-access-method
-- why: refused (22023)
-- measure
ALTER INDEX customer_score_idx SET (fastupdate = on);

-- form: index/set-if-exists-absent
-- measure
ALTER INDEX IF EXISTS nowhere_idx SET (fillfactor = 70);

-- form: index/set-tablespace
-- measure
ALTER INDEX customer_score_idx SET TABLESPACE fast_disk;

-- form: index/set-tablespace-where-it-is
-- measure
ALTER INDEX customer_score_idx SET TABLESPACE pg_default;

-- form: index/set-tablespace-of-primary-key
-- measure
ALTER INDEX customer_pkey SET TABLESPACE fast_disk;

-- form: index/all-in-tablespace
-- why: every index of the database
-- measure
ALTER INDEX ALL IN TABLESPACE pg_default SET TABLESPACE fast_disk;

-- form: index/all-in-tablespace-owned-by
-- measure
ALTER INDEX ALL IN TABLESPACE pg_default OWNED BY app_owner SET TABLESPACE fast_disk;

-- form: index/set-statistics
-- measure
ALTER INDEX customer_lower_name_idx ALTER COLUMN 1 SET STATISTICS 500;

-- form: index/set-statistics-of-plain-column
-- why: refused (0A000): the statistics are those of the table's column
-- measure
ALTER INDEX customer_score_idx ALTER COLUMN 1 SET STATISTICS 500;

-- form: index/depends-on-extension
-- measure
ALTER INDEX gadget_description_idx DEPENDS ON EXTENSION pg_trgm;

-- form: index/no-depends-on-extension
-- versions: 13-
-- measure
ALTER INDEX gadget_description_idx NO DEPENDS ON EXTENSION pg_trgm;

-- form: index/comment
-- measure
COMMENT ON INDEX customer_score_idx IS 'for the ranking';

-- form: index/owner-with-alter-table
-- why: an index has the owner of its table; the server warns and does nothing
-- measure
ALTER TABLE customer_score_idx OWNER TO app_owner;

-- form: index/set-schema-with-alter-table
-- why: refused (42809)
-- measure
ALTER TABLE customer_score_idx SET SCHEMA archive;

-- form: index/set-fillfactor-with-alter-table
-- measure
ALTER TABLE customer_score_idx SET (fillfactor = 70);

-- form: index/alter-several
-- measure
ALTER INDEX customer_score_idx SET (fillfactor = 70), SET TABLESPACE fast_disk;
