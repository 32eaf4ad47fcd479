-- ALTER TABLE ALTER COLUMN: statistics, storage, compression, options; and DROP COLUMN's neighbours on every kind of table

-- form: column/set-statistics
-- measure
ALTER TABLE customer ALTER COLUMN score SET STATISTICS 500;

-- form: column/set-statistics-zero
-- measure
ALTER TABLE customer ALTER COLUMN data SET STATISTICS 0;

-- form: column/reset-statistics
-- measure
ALTER TABLE customer ALTER COLUMN score SET STATISTICS -1;

-- form: column/set-statistics-default
-- versions: 17-
-- measure
ALTER TABLE customer ALTER COLUMN score SET STATISTICS DEFAULT;

-- form: column/set-statistics-too-high
-- why: the server takes 10000 and warns
-- measure
ALTER TABLE customer ALTER COLUMN score SET STATISTICS 20000;

-- form: column/set-statistics-partitioned
-- measure
ALTER TABLE reading ALTER COLUMN value SET STATISTICS 500;

-- form: column/set-statistics-inheritance
-- measure
ALTER TABLE vehicle ALTER COLUMN label SET STATISTICS 500;

-- form: column/set-statistics-materialized-view
-- measure
ALTER MATERIALIZED VIEW sales_by_customer ALTER COLUMN total SET STATISTICS 500;

-- form: column/set-statistics-foreign-table
-- measure
ALTER FOREIGN TABLE import_line ALTER COLUMN line SET STATISTICS 500;

-- form: column/set-statistics-view
-- why: refused (42809)
-- measure
ALTER TABLE active_customer ALTER COLUMN score SET STATISTICS 500;

-- form: column/set-storage-external
-- measure
ALTER TABLE customer ALTER COLUMN notes SET STORAGE EXTERNAL;

-- form: column/set-storage-main
-- measure
ALTER TABLE customer ALTER COLUMN notes SET STORAGE MAIN;

-- form: column/set-storage-plain
-- measure
ALTER TABLE customer ALTER COLUMN notes SET STORAGE PLAIN;

-- form: column/set-storage-default
-- versions: 16-
-- measure
ALTER TABLE customer ALTER COLUMN notes SET STORAGE DEFAULT;

-- form: column/set-storage-of-int
-- why: refused (0A000)
-- measure
ALTER TABLE customer ALTER COLUMN score SET STORAGE EXTERNAL;

-- form: column/set-storage-indexed
-- why: the index has the column's storage too
-- measure
ALTER TABLE gadget ALTER COLUMN label SET STORAGE MAIN;

-- form: column/set-storage-partitioned
-- measure
ALTER TABLE event ALTER COLUMN what SET STORAGE EXTERNAL;

-- form: column/set-storage-materialized-view
-- measure
ALTER MATERIALIZED VIEW sales_by_customer ALTER COLUMN total SET STORAGE EXTERNAL;

-- form: column/set-compression
-- versions: 14-
-- measure
ALTER TABLE customer ALTER COLUMN notes SET COMPRESSION pglz;

-- form: column/set-compression-default
-- versions: 14-
-- measure
ALTER TABLE customer ALTER COLUMN notes SET COMPRESSION default;

-- form: column/set-compression-of-int
-- why: refused (0A000)
-- versions: 14-
-- measure
ALTER TABLE customer ALTER COLUMN score SET COMPRESSION pglz;

-- form: column/set-compression-unknown
-- why: refused (22023)
-- versions: 14-
-- measure
ALTER TABLE customer ALTER COLUMN notes SET COMPRESSION zip;

-- form: column/set-compression-indexed
-- versions: 14-
-- measure
ALTER TABLE gadget ALTER COLUMN label SET COMPRESSION pglz;

-- form: column/set-compression-partitioned
-- versions: 14-
-- measure
ALTER TABLE event ALTER COLUMN what SET COMPRESSION pglz;

-- form: column/set-option
-- measure
ALTER TABLE customer ALTER COLUMN score SET (n_distinct = 100);

-- form: column/set-option-inherited
-- measure
ALTER TABLE vehicle ALTER COLUMN label SET (n_distinct_inherited = -0.5);

-- form: column/reset-option
-- measure
ALTER TABLE customer ALTER COLUMN score RESET (n_distinct);

-- form: column/set-option-unknown
-- why: refused (22023)
-- measure
ALTER TABLE customer ALTER COLUMN score SET (colour = 5);

-- form: column/set-option-foreign-table
-- measure
ALTER FOREIGN TABLE import_line ALTER COLUMN line OPTIONS (ADD force_not_null 'true');

-- form: column/set-option-if-exists-absent-table
-- measure
ALTER TABLE IF EXISTS nowhere ALTER COLUMN n SET (n_distinct = 5);

-- form: column/set-statistics-and-option
-- measure
ALTER TABLE customer ALTER COLUMN score SET STATISTICS 500, ALTER COLUMN score SET (n_distinct = 100);

-- form: column/set-statistics-and-storage
-- why: the stronger lock of the two
-- measure
ALTER TABLE customer ALTER COLUMN score SET STATISTICS 500, ALTER COLUMN notes SET STORAGE EXTERNAL;

-- form: column/set-statistics-two-columns
-- measure
ALTER TABLE customer ALTER COLUMN score SET STATISTICS 500, ALTER COLUMN name SET STATISTICS 500;

-- form: column/set-statistics-quoted
-- measure
ALTER TABLE "Order Item" ALTER COLUMN "Unit Price" SET STATISTICS 500;

-- form: column/set-default-only-child
-- measure
ALTER TABLE ONLY vehicle ALTER COLUMN label SET DEFAULT 'x';

-- form: column/set-default-no-such-table
-- why: refused (42P01)
-- measure
ALTER TABLE nowhere ALTER COLUMN n SET DEFAULT 5;

-- form: column/set-default-materialized-view
-- why: refused (42809)
-- measure
ALTER TABLE sales_by_customer ALTER COLUMN total SET DEFAULT 0;

-- form: column/set-default-temporary
-- setup
CREATE TEMP TABLE basket (id int);
-- measure
ALTER TABLE basket ALTER COLUMN id SET DEFAULT 5;

-- form: column/set-default-new-table
-- same transaction
CREATE TABLE crate (id int);
-- measure
ALTER TABLE crate ALTER COLUMN id SET DEFAULT 5;
