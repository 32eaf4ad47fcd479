-- REINDEX

-- form: reindex/index
-- measure
REINDEX INDEX customer_score_idx;

-- form: reindex/index-of-primary-key
-- measure
REINDEX INDEX customer_pkey;

-- form: reindex/index-of-expression
-- measure
REINDEX INDEX customer_lower_name_idx;

-- form: reindex/index-invalid
-- setup
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'customer_score_idx'::regclass;
-- measure
REINDEX INDEX customer_score_idx;

-- form: reindex/index-absent
-- why: refused (42P01)
-- measure
REINDEX INDEX nowhere_idx;

-- form: reindex/index-that-is-a-table
-- why: refused (42809)
-- measure
REINDEX INDEX scratch;

-- form: reindex/index-verbose
-- measure
REINDEX (VERBOSE) INDEX customer_score_idx;

-- form: reindex/index-to-tablespace
-- versions: 14-
-- measure
REINDEX (TABLESPACE fast_disk) INDEX customer_score_idx;

-- form: reindex/index-in-other-schema
-- measure
REINDEX INDEX archive.old_order_n_idx;

-- form: reindex/index-quoted
-- measure
REINDEX INDEX "Order Item idx";

-- form: reindex/table
-- measure
REINDEX TABLE customer;

-- form: reindex/table-without-index
-- why: only the index of the TOAST table
-- measure
REINDEX TABLE scratch;

-- form: reindex/table-with-nothing-to-do
-- setup
CREATE TABLE narrow (n int);
-- measure
REINDEX TABLE narrow;

-- form: reindex/table-absent
-- why: refused (42P01)
-- measure
REINDEX TABLE nowhere;

-- form: reindex/table-that-is-a-view
-- why: refused (42809)
-- measure
REINDEX TABLE active_customer;

-- form: reindex/table-to-tablespace
-- versions: 14-
-- measure
REINDEX (TABLESPACE fast_disk) TABLE customer;

-- form: reindex/table-of-materialized-view
-- measure
REINDEX TABLE sales_by_customer;

-- form: reindex/table-unlogged
-- measure
REINDEX TABLE cache_entry;

-- form: reindex/table-temporary
-- setup
CREATE TEMP TABLE basket (id int PRIMARY KEY);
-- measure
REINDEX TABLE basket;

-- form: reindex/table-created-in-the-transaction
-- same transaction
CREATE TABLE crate (id int PRIMARY KEY);
-- measure
REINDEX TABLE crate;

-- form: reindex/table-in-other-schema
-- measure
REINDEX TABLE archive.old_order;

-- form: reindex/table-inheritance-parent
-- why: the children are left alone
-- measure
REINDEX TABLE vehicle;

-- form: reindex/partition
-- measure
REINDEX TABLE reading_2023;

-- form: reindex/partition-index
-- measure
REINDEX INDEX reading_2023_value_idx;

-- form: reindex/partitioned-table
-- why: before 14 a warning, and nothing happens
-- measure
REINDEX TABLE reading;

-- form: reindex/partitioned-table-two-levels
-- measure
REINDEX TABLE ledger;

-- form: reindex/partitioned-index
-- why: refused (0A000 -13)
-- measure
REINDEX INDEX reading_value_idx;

-- form: reindex/schema
-- measure
REINDEX SCHEMA archive;

-- form: reindex/schema-absent
-- why: refused (3F000)
-- measure
REINDEX SCHEMA nowhere;

-- form: reindex/database
-- measure
REINDEX DATABASE :"DBNAME";

-- form: reindex/database-without-name
-- versions: 16-
-- measure
REINDEX DATABASE;

-- form: reindex/database-not-the-own
-- why: refused (0A000)
-- measure
REINDEX DATABASE postgres;

-- form: reindex/system
-- measure
REINDEX SYSTEM :"DBNAME";

-- form: reindex/system-concurrently
-- why: refused (0A000)
-- measure
REINDEX SYSTEM CONCURRENTLY :"DBNAME";

-- form: reindex/index-concurrently
-- measure
REINDEX INDEX CONCURRENTLY customer_score_idx;

-- form: reindex/index-concurrently-in-parentheses
-- versions: 14-
-- measure
REINDEX (CONCURRENTLY) INDEX customer_score_idx;

-- form: reindex/index-concurrently-verbose
-- measure
REINDEX (VERBOSE) INDEX CONCURRENTLY customer_score_idx;

-- form: reindex/index-concurrently-of-primary-key
-- measure
REINDEX INDEX CONCURRENTLY customer_pkey;

-- form: reindex/index-concurrently-to-tablespace
-- versions: 14-
-- measure
REINDEX (CONCURRENTLY, TABLESPACE fast_disk) INDEX customer_score_idx;

-- form: reindex/index-concurrently-of-exclusion
-- why: refused (0A000)
-- measure
REINDEX INDEX CONCURRENTLY booking_no_overlap;

-- form: reindex/index-concurrently-invalid
-- setup
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'customer_score_idx'::regclass;
-- measure
REINDEX INDEX CONCURRENTLY customer_score_idx;

-- form: reindex/index-concurrently-absent
-- why: refused (42P01)
-- measure
REINDEX INDEX CONCURRENTLY nowhere_idx;

-- form: reindex/index-concurrently-temporary
-- setup
CREATE TEMP TABLE basket (id int PRIMARY KEY);
-- measure
REINDEX INDEX CONCURRENTLY basket_pkey;

-- form: reindex/table-concurrently
-- measure
REINDEX TABLE CONCURRENTLY customer;

-- form: reindex/table-concurrently-with-exclusion
-- why: the index of the exclusion constraint is left out with a warning
-- setup
CREATE INDEX booking_room_idx ON booking (room);
-- measure
REINDEX TABLE CONCURRENTLY booking;

-- form: reindex/table-concurrently-of-materialized-view
-- measure
REINDEX TABLE CONCURRENTLY sales_by_customer;

-- form: reindex/table-concurrently-system
-- why: refused (0A000)
-- measure
REINDEX TABLE CONCURRENTLY pg_class;

-- form: reindex/partition-concurrently
-- measure
REINDEX TABLE CONCURRENTLY reading_2023;

-- form: reindex/partition-index-concurrently
-- measure
REINDEX INDEX CONCURRENTLY reading_2023_value_idx;

-- form: reindex/partitioned-table-concurrently
-- why: before 14 a warning, and nothing happens
-- measure
REINDEX TABLE CONCURRENTLY reading;

-- form: reindex/partitioned-index-concurrently
-- why: refused (0A000 -13)
-- measure
REINDEX INDEX CONCURRENTLY reading_value_idx;

-- form: reindex/schema-concurrently
-- measure
REINDEX SCHEMA CONCURRENTLY archive;

-- form: reindex/database-concurrently
-- measure
REINDEX DATABASE CONCURRENTLY :"DBNAME";

-- form: reindex/table-as-other-role
-- why: refused (42501): only the owner may
-- same transaction
SET LOCAL ROLE app_reader;
-- measure
REINDEX TABLE tool;
