-- Materialized views

-- form: materialized-view/create
-- measure
CREATE MATERIALIZED VIEW sales AS SELECT sum(total) AS total FROM orders;

-- form: materialized-view/create-with-no-data
-- measure
CREATE MATERIALIZED VIEW sales AS SELECT sum(total) AS total FROM orders WITH NO DATA;

-- form: materialized-view/create-if-not-exists-absent
-- measure
CREATE MATERIALIZED VIEW IF NOT EXISTS sales AS SELECT sum(total) AS total FROM orders;

-- form: materialized-view/create-if-not-exists-present
-- measure
CREATE MATERIALIZED VIEW IF NOT EXISTS sales_by_store AS SELECT 1 AS n;

-- form: materialized-view/create-name-taken
-- why: refused (42P07)
-- measure
CREATE MATERIALIZED VIEW sales_by_store AS SELECT 1 AS n;

-- form: materialized-view/create-or-replace
-- why: refused (42601): there is no such thing
-- measure
CREATE OR REPLACE MATERIALIZED VIEW sales_by_store AS SELECT 1 AS n;

-- form: materialized-view/create-unlogged
-- why: refused (0A000)
-- measure
CREATE UNLOGGED MATERIALIZED VIEW sales AS SELECT sum(total) AS total FROM orders;

-- form: materialized-view/create-on-temporary
-- why: refused (0A000)
-- setup
CREATE TEMP TABLE basket (id int);
-- measure
CREATE MATERIALIZED VIEW basket_view AS SELECT * FROM basket;

-- form: materialized-view/create-on-view
-- measure
CREATE MATERIALIZED VIEW best AS SELECT * FROM good_customer;

-- form: materialized-view/create-on-partitioned
-- measure
CREATE MATERIALIZED VIEW all_readings AS SELECT * FROM reading;

-- form: materialized-view/create-in-tablespace
-- measure
CREATE MATERIALIZED VIEW sales TABLESPACE fast_disk AS SELECT sum(total) AS total FROM orders;

-- form: materialized-view/refresh
-- measure
REFRESH MATERIALIZED VIEW sales_by_customer;

-- form: materialized-view/refresh-without-index
-- measure
REFRESH MATERIALIZED VIEW sales_by_store;

-- form: materialized-view/refresh-unpopulated
-- measure
REFRESH MATERIALIZED VIEW stale_sales;

-- form: materialized-view/refresh-with-no-data
-- measure
REFRESH MATERIALIZED VIEW sales_by_customer WITH NO DATA;

-- form: materialized-view/refresh-concurrently
-- measure
REFRESH MATERIALIZED VIEW CONCURRENTLY sales_by_customer;

-- form: materialized-view/refresh-concurrently-with-changes
-- setup
UPDATE orders SET total = total + 1;
-- measure
REFRESH MATERIALIZED VIEW CONCURRENTLY sales_by_customer;

-- form: materialized-view/refresh-concurrently-without-unique-index
-- why: refused (55000)
-- measure
REFRESH MATERIALIZED VIEW CONCURRENTLY sales_by_store;

-- form: materialized-view/refresh-concurrently-unpopulated
-- why: refused (0A000)
-- measure
REFRESH MATERIALIZED VIEW CONCURRENTLY stale_sales;

-- form: materialized-view/refresh-concurrently-partial-unique-index
-- why: refused (55000)
-- setup
CREATE UNIQUE INDEX sales_by_store_idx ON sales_by_store (store_id) WHERE store_id > 0;
-- measure
REFRESH MATERIALIZED VIEW CONCURRENTLY sales_by_store;

-- form: materialized-view/refresh-concurrently-with-no-data
-- why: refused (42601)
-- measure
REFRESH MATERIALIZED VIEW CONCURRENTLY sales_by_customer WITH NO DATA;

-- form: materialized-view/refresh-created-before
-- same transaction
CREATE MATERIALIZED VIEW sales AS SELECT sum(total) AS total FROM orders WITH NO DATA;
-- measure
REFRESH MATERIALIZED VIEW sales;

-- form: materialized-view/refresh-a-table
-- why: refused (0A000)
-- measure
REFRESH MATERIALIZED VIEW scratch;

-- form: materialized-view/refresh-absent
-- why: refused (42P01)
-- measure
REFRESH MATERIALIZED VIEW nowhere;

-- form: materialized-view/refresh-not-the-owner
-- why: refused (42501)
-- same transaction
SET LOCAL ROLE app_reader;
-- measure
REFRESH MATERIALIZED VIEW sales_by_customer;

-- form: materialized-view/select-unpopulated
-- why: refused (55000)
-- measure
SELECT * FROM stale_sales;

-- form: materialized-view/insert
-- why: refused (42809)
-- measure
INSERT INTO sales_by_store VALUES (1, 1);

-- form: materialized-view/drop
-- measure
DROP MATERIALIZED VIEW sales_by_customer;

-- form: materialized-view/drop-if-exists-absent
-- measure
DROP MATERIALIZED VIEW IF EXISTS nowhere;

-- form: materialized-view/drop-a-view
-- why: refused (42809)
-- measure
DROP MATERIALIZED VIEW active_customer;

-- form: materialized-view/drop-cascade
-- setup
CREATE VIEW sales_view AS SELECT * FROM sales_by_customer;
-- measure
DROP MATERIALIZED VIEW sales_by_customer CASCADE;

-- form: materialized-view/drop-and-create
-- same transaction
DROP MATERIALIZED VIEW sales_by_store;
-- measure
CREATE MATERIALIZED VIEW sales_by_store AS SELECT store_id, count(*) AS n FROM orders GROUP BY store_id;

-- form: materialized-view/alter-set-schema
-- measure
ALTER MATERIALIZED VIEW sales_by_customer SET SCHEMA archive;

-- form: materialized-view/alter-owner
-- measure
ALTER MATERIALIZED VIEW sales_by_customer OWNER TO app_owner;

-- form: materialized-view/alter-cluster-on
-- measure
ALTER MATERIALIZED VIEW sales_by_customer CLUSTER ON sales_by_customer_idx;

-- form: materialized-view/alter-set-compression
-- versions: 14-
-- measure
ALTER MATERIALIZED VIEW sales_by_customer ALTER COLUMN total SET COMPRESSION pglz;

-- form: materialized-view/alter-depends-on-extension
-- measure
ALTER MATERIALIZED VIEW sales_by_customer DEPENDS ON EXTENSION citext;

-- form: materialized-view/comment
-- measure
COMMENT ON MATERIALIZED VIEW sales_by_customer IS 'sums';
