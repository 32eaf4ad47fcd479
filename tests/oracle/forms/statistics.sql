-- Extended statistics

-- form: statistics/create
-- measure
CREATE STATISTICS orders_stats ON customer_id, store_id FROM orders;

-- form: statistics/create-with-kinds
-- measure
CREATE STATISTICS orders_stats (ndistinct, dependencies, mcv) ON customer_id, store_id FROM orders;

-- form: statistics/create-on-expression
-- versions: 14-
-- measure
CREATE STATISTICS orders_stats ON (customer_id % 10), store_id FROM orders;

-- form: statistics/create-without-name
-- versions: 16-
-- measure
CREATE STATISTICS ON customer_id, store_id FROM orders;

-- form: statistics/create-if-not-exists-present
-- why: the table is locked before the name is looked up
-- measure
CREATE STATISTICS IF NOT EXISTS customer_stats ON country, score FROM customer;

-- form: statistics/create-name-taken
-- why: refused (42710)
-- measure
CREATE STATISTICS customer_stats ON country, score FROM customer;

-- form: statistics/create-on-one-column
-- why: refused (42P17)
-- measure
CREATE STATISTICS orders_stats ON customer_id FROM orders;

-- form: statistics/create-on-partitioned
-- measure
CREATE STATISTICS reading_stats ON value, station_id FROM reading;

-- form: statistics/create-on-materialized-view
-- measure
CREATE STATISTICS sales_stats ON customer_id, total FROM sales_by_customer;

-- form: statistics/create-on-view
-- why: refused (42809)
-- measure
CREATE STATISTICS view_stats ON id, score FROM active_customer;

-- form: statistics/create-on-foreign-table
-- setup
ALTER FOREIGN TABLE import_line ADD COLUMN second text;
-- measure
CREATE STATISTICS import_stats ON line, second FROM import_line;

-- form: statistics/alter-target
-- versions: 13-
-- measure
ALTER STATISTICS customer_stats SET STATISTICS 500;

-- form: statistics/alter-owner
-- measure
ALTER STATISTICS customer_stats OWNER TO CURRENT_USER;

-- form: statistics/alter-set-schema
-- measure
ALTER STATISTICS customer_stats SET SCHEMA archive;

-- form: statistics/drop
-- measure
DROP STATISTICS customer_stats;

-- form: statistics/drop-if-exists-absent
-- measure
DROP STATISTICS IF EXISTS nothing;

-- form: statistics/comment
-- measure
COMMENT ON STATISTICS customer_stats IS 'country and score';
