-- VACUUM, ANALYZE, CLUSTER, CHECKPOINT, DISCARD, LOAD

-- form: maintenance/vacuum
-- measure
VACUUM customer;

-- form: maintenance/vacuum-analyze
-- measure
VACUUM ANALYZE customer;

-- form: maintenance/vacuum-options
-- measure
VACUUM (ANALYZE, VERBOSE) customer;

-- form: maintenance/vacuum-freeze
-- measure
VACUUM FREEZE customer;

-- form: maintenance/vacuum-full
-- measure
VACUUM FULL customer;

-- form: maintenance/vacuum-full-options
-- measure
VACUUM (FULL, ANALYZE) customer;

-- form: maintenance/vacuum-full-without-index
-- measure
VACUUM FULL scratch;

-- form: maintenance/vacuum-full-partitioned
-- measure
VACUUM FULL reading;

-- form: maintenance/vacuum-full-materialized-view
-- measure
VACUUM FULL sales_by_customer;

-- form: maintenance/vacuum-full-database
-- measure
VACUUM FULL;

-- form: maintenance/vacuum-skip-locked
-- measure
VACUUM (SKIP_LOCKED) customer;

-- form: maintenance/vacuum-without-truncation
-- why: without it the empty pages at the end would be cut off, under the strongest lock
-- setup
DELETE FROM scratch WHERE id > 5;
-- measure
VACUUM (TRUNCATE off) scratch;

-- form: maintenance/vacuum-with-truncation
-- setup
INSERT INTO scratch SELECT g, g, repeat('x', 200) FROM generate_series(1000, 50000) g;
DELETE FROM scratch WHERE id > 500;
-- measure
VACUUM scratch;

-- form: maintenance/vacuum-index-cleanup-off
-- measure
VACUUM (INDEX_CLEANUP off) customer;

-- form: maintenance/vacuum-parallel
-- versions: 13-
-- measure
VACUUM (PARALLEL 2) customer;

-- form: maintenance/vacuum-process-toast-off
-- versions: 14-
-- measure
VACUUM (PROCESS_TOAST off) customer;

-- form: maintenance/vacuum-only-database-stats
-- versions: 16-
-- measure
VACUUM (ONLY_DATABASE_STATS);

-- form: maintenance/vacuum-database
-- measure
VACUUM;

-- form: maintenance/vacuum-two-tables
-- measure
VACUUM customer, orders;

-- form: maintenance/vacuum-columns
-- measure
VACUUM ANALYZE customer (score, email);

-- form: maintenance/vacuum-partitioned
-- measure
VACUUM reading;

-- form: maintenance/vacuum-inheritance-parent
-- why: since 18 the children too
-- measure
VACUUM vehicle;

-- form: maintenance/vacuum-only
-- versions: 18-
-- measure
VACUUM ONLY vehicle;

-- form: maintenance/vacuum-absent
-- why: refused (42P01)
-- measure
VACUUM nowhere;

-- form: maintenance/vacuum-a-view
-- why: a warning, and nothing happens
-- measure
VACUUM active_customer;

-- form: maintenance/vacuum-not-the-owner
-- why: a warning, and nothing happens
-- setup
SET ROLE app_reader;
-- measure
VACUUM tool;

-- form: maintenance/vacuum-temporary
-- setup
CREATE TEMP TABLE basket (id int);
-- measure
VACUUM basket;

-- form: maintenance/analyze
-- measure
ANALYZE customer;

-- form: maintenance/analyze-columns
-- measure
ANALYZE customer (score);

-- form: maintenance/analyze-verbose
-- measure
ANALYZE VERBOSE customer;

-- form: maintenance/analyze-skip-locked
-- measure
ANALYZE (SKIP_LOCKED) customer;

-- form: maintenance/analyze-two-tables
-- measure
ANALYZE customer, orders;

-- form: maintenance/analyze-database
-- why: one transaction a table when it may, one for all in a transaction block
-- measure
ANALYZE;

-- form: maintenance/analyze-partitioned
-- measure
ANALYZE reading;

-- form: maintenance/analyze-partition
-- measure
ANALYZE reading_2023;

-- form: maintenance/analyze-inheritance-parent
-- measure
ANALYZE vehicle;

-- form: maintenance/analyze-only
-- versions: 18-
-- measure
ANALYZE ONLY reading;

-- form: maintenance/analyze-materialized-view
-- measure
ANALYZE sales_by_customer;

-- form: maintenance/analyze-absent
-- why: refused (42P01)
-- measure
ANALYZE nowhere;

-- form: maintenance/analyze-absent-column
-- why: refused (42703)
-- measure
ANALYZE customer (nothing);

-- form: maintenance/analyze-new-table
-- same transaction
CREATE TABLE crate AS SELECT g AS id FROM generate_series(1, 200) g;
-- measure
ANALYZE crate;

-- form: maintenance/cluster
-- measure
CLUSTER customer USING customer_score_idx;

-- form: maintenance/cluster-verbose
-- measure
CLUSTER VERBOSE customer USING customer_score_idx;

-- form: maintenance/cluster-again
-- setup
ALTER TABLE customer CLUSTER ON customer_score_idx;
-- measure
CLUSTER customer;

-- form: maintenance/cluster-never-before
-- why: refused (42704)
-- measure
CLUSTER customer;

-- form: maintenance/cluster-absent-index
-- why: refused (42704)
-- measure
CLUSTER customer USING nowhere_idx;

-- form: maintenance/cluster-partial-index
-- why: refused (0A000)
-- measure
CLUSTER customer USING customer_active_idx;

-- form: maintenance/cluster-database
-- setup
ALTER TABLE customer CLUSTER ON customer_score_idx;
-- measure
CLUSTER;

-- form: maintenance/cluster-partitioned
-- why: refused (0A000 -14)
-- measure
CLUSTER reading USING reading_value_idx;

-- form: maintenance/cluster-partition
-- measure
CLUSTER reading_2023 USING reading_2023_value_idx;

-- form: maintenance/cluster-materialized-view
-- measure
CLUSTER sales_by_customer USING sales_by_customer_idx;

-- form: maintenance/checkpoint
-- measure
CHECKPOINT;

-- form: maintenance/discard-all
-- measure
DISCARD ALL;

-- form: maintenance/discard-plans
-- measure
DISCARD PLANS;

-- form: maintenance/discard-temp
-- measure
DISCARD TEMP;

-- form: maintenance/load
-- measure
LOAD 'auto_explain';

-- form: maintenance/brin-summarize
-- measure
SELECT brin_summarize_new_values('customer_born_idx');

-- form: maintenance/gin-clean-pending-list
-- measure
SELECT gin_clean_pending_list('customer_data_idx');

-- form: maintenance/vacuum-only-partitioned
-- why: a warning: its partitions are where the rows are
-- versions: 18-
-- measure
VACUUM ONLY reading;

-- form: maintenance/vacuum-analyze-only-partitioned
-- versions: 18-
-- measure
VACUUM (ANALYZE) ONLY reading;

-- form: maintenance/vacuum-full-unpopulated-materialized-view
-- measure
VACUUM FULL stale_sales;
