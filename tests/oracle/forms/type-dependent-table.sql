-- ALTER TABLE ALTER COLUMN TYPE: its other words, and tables of other kinds

-- form: type-dependent/set-data-type
-- measure
ALTER TABLE specimen ALTER COLUMN an_int SET DATA TYPE bigint;

-- form: type-dependent/without-word-column
-- measure
ALTER TABLE specimen ALTER an_int TYPE bigint;

-- form: type-dependent/if-exists-absent-table
-- measure
ALTER TABLE IF EXISTS nowhere ALTER COLUMN n TYPE bigint;

-- form: type-dependent/absent-column
-- why: refused (42703)
-- measure
ALTER TABLE specimen ALTER COLUMN nothing TYPE bigint;

-- form: type-dependent/system-column
-- why: refused (0A000)
-- measure
ALTER TABLE specimen ALTER COLUMN ctid TYPE text;

-- form: type-dependent/same-column-twice
-- why: refused (0A000)
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE bigint, ALTER COLUMN an_int TYPE text;

-- form: type-dependent/two-free
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE text, ALTER COLUMN a_numeric10_2 TYPE numeric;

-- form: type-dependent/two-rewritten
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE bigint, ALTER COLUMN a_real TYPE double precision;

-- form: type-dependent/one-of-two-rewritten
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE bigint, ALTER COLUMN a_varchar50 TYPE text;

-- form: type-dependent/using-old-values-of-each-other
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE bigint USING a_bigint, ALTER COLUMN a_bigint TYPE int USING an_int;

-- form: type-dependent/empty-table
-- measure
ALTER TABLE empty_box ALTER COLUMN n TYPE bigint;

-- form: type-dependent/truncated-before
-- same transaction
TRUNCATE scratch;
-- measure
ALTER TABLE scratch ALTER COLUMN n TYPE bigint;

-- form: type-dependent/new-table
-- same transaction
CREATE TABLE crate AS SELECT g AS n FROM generate_series(1, 200) g;
-- measure
ALTER TABLE crate ALTER COLUMN n TYPE bigint;

-- form: type-dependent/twice-in-the-transaction
-- same transaction
ALTER TABLE scratch ALTER COLUMN n TYPE bigint;
-- measure
ALTER TABLE scratch ALTER COLUMN n TYPE numeric;

-- form: type-dependent/quoted
-- measure
ALTER TABLE "Order Item" ALTER COLUMN "Unit Price" TYPE bigint;

-- form: type-dependent/other-schema
-- measure
ALTER TABLE archive.old_order ALTER COLUMN n TYPE bigint;

-- form: type-dependent/unlogged
-- measure
ALTER TABLE cache_entry ALTER COLUMN n TYPE bigint;

-- form: type-dependent/temporary
-- setup
CREATE TEMP TABLE basket (id int);
-- measure
ALTER TABLE basket ALTER COLUMN id TYPE bigint;

-- form: type-dependent/foreign-table
-- measure
ALTER FOREIGN TABLE import_line ALTER COLUMN line TYPE varchar(1000);

-- form: type-dependent/foreign-table-using
-- why: refused (42809)
-- measure
ALTER FOREIGN TABLE import_line ALTER COLUMN line TYPE int USING line::int;

-- form: type-dependent/typed-table
-- why: refused (42809)
-- measure
ALTER TABLE pair_list ALTER COLUMN x TYPE bigint;

-- form: type-dependent/of-a-view
-- why: refused (42809)
-- measure
ALTER TABLE active_customer ALTER COLUMN score TYPE bigint;

-- form: type-dependent/materialized-view-column
-- why: refused (42809)
-- measure
ALTER TABLE sales_by_customer ALTER COLUMN total TYPE numeric;

-- form: type-dependent/used-as-row-type
-- why: refused (0A000): rows of the table's type are stored elsewhere
-- setup
CREATE TABLE product_log (entry product);
-- measure
ALTER TABLE product ALTER COLUMN price TYPE numeric(10, 4);

-- form: type-dependent/inheritance-only
-- why: refused (42P16)
-- measure
ALTER TABLE ONLY vehicle ALTER COLUMN label TYPE varchar;

-- form: type-dependent/inheritance-child-own-column
-- measure
ALTER TABLE truck ALTER COLUMN load TYPE bigint;

-- form: type-dependent/inheritance-middle-own-column
-- measure
ALTER TABLE car ALTER COLUMN doors TYPE smallint;

-- form: type-dependent/inheritance-child-inherited-column
-- why: refused (42P16)
-- measure
ALTER TABLE truck ALTER COLUMN wheels TYPE bigint;

-- form: type-dependent/inheritance-using
-- measure
ALTER TABLE vehicle ALTER COLUMN label TYPE varchar(5) USING left(label, 5);

-- form: type-dependent/inheritance-free
-- measure
ALTER TABLE vehicle ALTER COLUMN label TYPE varchar;

-- form: type-dependent/partitioned-using
-- measure
ALTER TABLE event ALTER COLUMN what TYPE varchar(3) USING left(what, 3);

-- form: type-dependent/partitioned-check-on-column
-- setup
ALTER TABLE reading ADD CONSTRAINT reading_unit_check CHECK (unit <> '');
-- measure
ALTER TABLE reading ALTER COLUMN unit TYPE text;

-- form: type-dependent/partitioned-timestamptz-in-utc
-- setup
ALTER TABLE event ADD COLUMN seen timestamp DEFAULT '2024-01-01';
-- same transaction
SET LOCAL TimeZone = 'UTC';
-- measure
ALTER TABLE event ALTER COLUMN seen TYPE timestamptz;

-- form: type-dependent/published
-- measure
ALTER TABLE product ALTER COLUMN price TYPE numeric(10, 2);

-- form: type-dependent/exclusion-column
-- measure
ALTER TABLE booking ALTER COLUMN room TYPE bigint;

-- form: type-dependent/default-stays-after-fast-default
-- why: a column that was added without rewriting keeps its value in the catalog; changing the type writes it out
-- setup
ALTER TABLE scratch ADD COLUMN extra int DEFAULT 5;
-- measure
ALTER TABLE scratch ALTER COLUMN extra TYPE bigint;

-- form: type-dependent/free-after-fast-default
-- setup
ALTER TABLE scratch ADD COLUMN extra varchar(10) DEFAULT 'x';
-- measure
ALTER TABLE scratch ALTER COLUMN extra TYPE varchar(20);

-- form: type-dependent/alter-view
-- why: refused (42809)
-- measure
ALTER VIEW active_customer ALTER COLUMN score TYPE bigint;

-- form: type-dependent/with-pending-trigger-events
-- why: refused (55006)
-- same transaction
UPDATE parcel SET order_id = 2 WHERE id = 1;
-- measure
ALTER TABLE parcel ALTER COLUMN weight TYPE double precision;

-- form: type-dependent/not-the-owner
-- why: refused (42501)
-- same transaction
SET LOCAL ROLE app_reader;
-- measure
ALTER TABLE tool ALTER COLUMN n TYPE bigint;

-- form: type-dependent/collation-of-partition-key
-- why: refused (42P16)
-- measure
ALTER TABLE event ALTER COLUMN region TYPE text COLLATE "POSIX";
