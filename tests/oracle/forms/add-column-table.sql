-- ALTER TABLE ADD COLUMN to tables of every kind, and its other words

-- form: add-column/if-not-exists-absent
-- measure
ALTER TABLE customer ADD COLUMN IF NOT EXISTS extra int;

-- form: add-column/if-not-exists-present
-- why: nothing is done, under the same lock
-- measure
ALTER TABLE customer ADD COLUMN IF NOT EXISTS score int;

-- form: add-column/if-not-exists-present-with-default
-- measure
ALTER TABLE customer ADD COLUMN IF NOT EXISTS score int DEFAULT random();

-- form: add-column/if-not-exists-present-serial
-- why: before 13 the sequence is made all the same
-- measure
ALTER TABLE customer ADD COLUMN IF NOT EXISTS score serial;

-- form: add-column/if-not-exists-present-references
-- why: before 13 the foreign key is made all the same
-- measure
ALTER TABLE orders ADD COLUMN IF NOT EXISTS store_id int REFERENCES store (id);

-- form: add-column/if-not-exists-present-check
-- measure
ALTER TABLE customer ADD COLUMN IF NOT EXISTS score int CHECK (score > 0);

-- form: add-column/if-not-exists-present-unique
-- why: before 13 the constraint is made all the same, and its index built
-- measure
ALTER TABLE customer ADD COLUMN IF NOT EXISTS score int UNIQUE;

-- form: add-column/name-taken
-- why: refused (42701)
-- measure
ALTER TABLE customer ADD COLUMN score int;

-- form: add-column/name-of-system-column
-- why: refused (42701)
-- measure
ALTER TABLE customer ADD COLUMN ctid int;

-- form: add-column/table-absent
-- why: refused (42P01)
-- measure
ALTER TABLE nowhere ADD COLUMN extra int;

-- form: add-column/if-exists-table-absent
-- measure
ALTER TABLE IF EXISTS nowhere ADD COLUMN extra int;

-- form: add-column/if-exists-table-present
-- measure
ALTER TABLE IF EXISTS customer ADD COLUMN extra int;

-- form: add-column/collation
-- measure
ALTER TABLE customer ADD COLUMN extra text COLLATE "C" DEFAULT 'x';

-- form: add-column/collation-of-int
-- why: refused (42804)
-- measure
ALTER TABLE customer ADD COLUMN extra int COLLATE "C";

-- form: add-column/compression
-- versions: 14-
-- measure
ALTER TABLE customer ADD COLUMN extra text COMPRESSION pglz;

-- form: add-column/storage
-- versions: 16-
-- measure
ALTER TABLE customer ADD COLUMN extra text STORAGE EXTERNAL;

-- form: add-column/two
-- measure
ALTER TABLE customer ADD COLUMN extra int, ADD COLUMN more text DEFAULT 'x';

-- form: add-column/two-one-volatile
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT 5, ADD COLUMN more uuid DEFAULT gen_random_uuid();

-- form: add-column/quoted
-- measure
ALTER TABLE "Order Item" ADD COLUMN "Select From" text;

-- form: add-column/other-schema
-- measure
ALTER TABLE archive.old_order ADD COLUMN extra int DEFAULT 0;

-- form: add-column/other-schema-volatile
-- measure
ALTER TABLE archive.old_order ADD COLUMN extra float8 DEFAULT random();

-- form: add-column/empty-table-volatile
-- measure
ALTER TABLE empty_box ADD COLUMN extra float8 DEFAULT random();

-- form: add-column/unlogged-volatile
-- measure
ALTER TABLE cache_entry ADD COLUMN extra float8 DEFAULT random();

-- form: add-column/temporary
-- setup
CREATE TEMP TABLE basket (id int);
-- measure
ALTER TABLE basket ADD COLUMN extra int DEFAULT 5;

-- form: add-column/new-table-volatile
-- same transaction
CREATE TABLE crate AS SELECT g AS id FROM generate_series(1, 200) g;
-- measure
ALTER TABLE crate ADD COLUMN extra float8 DEFAULT random();

-- form: add-column/referenced-table-volatile
-- why: foreign keys point at it and from it; the other tables are not touched
-- measure
ALTER TABLE orders ADD COLUMN extra float8 DEFAULT random();

-- form: add-column/after-add-column
-- same transaction
ALTER TABLE customer ADD COLUMN extra int;
-- measure
ALTER TABLE customer ADD COLUMN more int;

-- form: add-column/with-pending-trigger-events
-- why: refused (55006)
-- same transaction
INSERT INTO parcel VALUES (5000, 1, 1, 2.0);
-- measure
ALTER TABLE parcel ADD COLUMN extra int;

-- form: add-column/with-open-cursor
-- why: refused (55006)
-- same transaction
DECLARE c CURSOR FOR SELECT * FROM scratch;
FETCH 1 FROM c;
-- measure
ALTER TABLE scratch ADD COLUMN extra int;

-- form: add-column/not-the-owner
-- why: refused (42501)
-- same transaction
SET LOCAL ROLE app_reader;
-- measure
ALTER TABLE tool ADD COLUMN extra int;

-- form: add-column/as-owner
-- same transaction
SET LOCAL ROLE app_owner;
-- measure
ALTER TABLE tool ADD COLUMN extra int;

-- form: add-column/partitioned
-- measure
ALTER TABLE reading ADD COLUMN extra int;

-- form: add-column/partitioned-default
-- measure
ALTER TABLE reading ADD COLUMN extra int NOT NULL DEFAULT 5;

-- form: add-column/partitioned-volatile
-- measure
ALTER TABLE reading ADD COLUMN extra float8 DEFAULT random();

-- form: add-column/partitioned-references
-- measure
ALTER TABLE event ADD COLUMN extra int REFERENCES store (id);

-- form: add-column/partitioned-check
-- measure
ALTER TABLE event ADD COLUMN extra int CHECK (extra > 0);

-- form: add-column/partitioned-unique
-- why: refused (0A000): without the partition key nothing is unique
-- measure
ALTER TABLE event ADD COLUMN extra int UNIQUE;

-- form: add-column/partitioned-serial
-- measure
ALTER TABLE event ADD COLUMN extra bigserial;

-- form: add-column/partitioned-identity
-- why: refused (42P16 -16): partitioned tables have identity columns since 17
-- measure
ALTER TABLE event ADD COLUMN extra bigint GENERATED ALWAYS AS IDENTITY;

-- form: add-column/partitioned-generated
-- measure
ALTER TABLE reading ADD COLUMN extra int GENERATED ALWAYS AS (value * 2) STORED;

-- form: add-column/partitioned-only
-- why: refused (42P16): the partitions have the columns of the parent
-- measure
ALTER TABLE ONLY reading ADD COLUMN extra int;

-- form: add-column/partitioned-only-without-partitions
-- setup
CREATE TABLE hollow (id int, k int) PARTITION BY RANGE (k);
-- measure
ALTER TABLE ONLY hollow ADD COLUMN extra int;

-- form: add-column/partitioned-two-levels
-- measure
ALTER TABLE ledger ADD COLUMN extra int;

-- form: add-column/partition
-- why: refused (42809)
-- measure
ALTER TABLE reading_2023 ADD COLUMN extra int;

-- form: add-column/inheritance-parent
-- measure
ALTER TABLE vehicle ADD COLUMN extra int;

-- form: add-column/inheritance-parent-volatile
-- measure
ALTER TABLE vehicle ADD COLUMN extra float8 DEFAULT random();

-- form: add-column/inheritance-parent-only
-- why: refused (42P16)
-- measure
ALTER TABLE ONLY vehicle ADD COLUMN extra int;

-- form: add-column/inheritance-parent-merged
-- why: one child has a column of that name and type already
-- measure
ALTER TABLE vehicle ADD COLUMN doors int;

-- form: add-column/inheritance-parent-conflict
-- why: refused (42804): a child has it with another type
-- measure
ALTER TABLE vehicle ADD COLUMN doors text;

-- form: add-column/inheritance-child
-- measure
ALTER TABLE car ADD COLUMN extra int;

-- form: add-column/inheritance-serial
-- measure
ALTER TABLE vehicle ADD COLUMN extra serial;

-- form: add-column/inheritance-identity
-- why: refused (42P16): inheritance does not pass on an identity
-- measure
ALTER TABLE vehicle ADD COLUMN extra int GENERATED ALWAYS AS IDENTITY;

-- form: add-column/inheritance-unique
-- why: the constraint is the parent's alone
-- measure
ALTER TABLE vehicle ADD COLUMN extra int UNIQUE;

-- form: add-column/typed-table
-- why: refused (42809): the columns are those of the type
-- measure
ALTER TABLE pair_list ADD COLUMN extra int;

-- form: add-column/foreign-table
-- measure
ALTER FOREIGN TABLE import_line ADD COLUMN extra int;

-- form: add-column/foreign-table-with-alter-table
-- measure
ALTER TABLE import_line ADD COLUMN extra int DEFAULT 5;

-- form: add-column/view
-- why: refused (42809)
-- measure
ALTER TABLE active_customer ADD COLUMN extra int;

-- form: add-column/materialized-view
-- why: refused (42809)
-- measure
ALTER TABLE sales_by_customer ADD COLUMN extra int;

-- form: add-column/composite-type-with-alter-table
-- why: refused (42809)
-- measure
ALTER TABLE pair ADD COLUMN extra int;

-- form: add-column/used-as-column-type
-- why: the row type of the table is the type of a column elsewhere; a plain column may be added
-- setup
CREATE TABLE store_log (entry store);
-- measure
ALTER TABLE store ADD COLUMN extra int;

-- form: add-column/used-as-column-type-with-default
-- why: refused (0A000): rows of that type stand in another table
-- setup
CREATE TABLE store_log (entry store);
-- measure
ALTER TABLE store ADD COLUMN extra int DEFAULT 5;

-- form: add-column/used-as-column-type-volatile
-- why: refused (0A000)
-- setup
CREATE TABLE store_log (entry store);
-- measure
ALTER TABLE store ADD COLUMN extra float8 DEFAULT random();

-- form: add-column/published
-- measure
ALTER TABLE product ADD COLUMN extra int;

-- form: add-column/security-table
-- measure
ALTER TABLE diary ADD COLUMN extra int DEFAULT five_volatile();

-- form: add-column/table-with-rule
-- measure
ALTER TABLE legacy ADD COLUMN extra int;
