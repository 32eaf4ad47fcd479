-- SELECT, COPY TO, EXPLAIN: what reading locks

-- form: dml/select-all
-- measure
SELECT * FROM customer;

-- form: dml/select-by-primary-key
-- measure
SELECT * FROM customer WHERE id = 5;

-- form: dml/select-by-unindexed-column
-- measure
SELECT * FROM orders WHERE note = 'n5';

-- form: dml/select-count
-- measure
SELECT count(*) FROM scratch;

-- form: dml/select-limit
-- measure
SELECT * FROM scratch LIMIT 1;

-- form: dml/select-nothing
-- why: the planner knows that no row can come, and still locks the table
-- measure
SELECT * FROM scratch WHERE false;

-- form: dml/select-for-update
-- measure
SELECT * FROM customer WHERE id = 5 FOR UPDATE;

-- form: dml/select-for-update-all
-- measure
SELECT * FROM scratch FOR UPDATE;

-- form: dml/select-for-no-key-update
-- measure
SELECT * FROM customer WHERE id = 5 FOR NO KEY UPDATE;

-- form: dml/select-for-share
-- measure
SELECT * FROM customer WHERE id = 5 FOR SHARE;

-- form: dml/select-for-key-share-skip-locked
-- measure
SELECT * FROM customer WHERE id = 5 FOR KEY SHARE SKIP LOCKED;

-- form: dml/select-for-update-of-one-table
-- measure
SELECT * FROM orders o JOIN customer c ON c.id = o.customer_id WHERE o.id = 5 FOR UPDATE OF o;

-- form: dml/select-for-update-view
-- measure
SELECT * FROM store_view FOR UPDATE;

-- form: dml/select-for-update-partitioned
-- measure
SELECT * FROM event FOR UPDATE;

-- form: dml/select-view
-- measure
SELECT * FROM order_summary;

-- form: dml/select-view-on-view
-- measure
SELECT * FROM good_customer;

-- form: dml/select-materialized-view
-- measure
SELECT * FROM sales_by_store;

-- form: dml/select-partitioned
-- measure
SELECT * FROM event;

-- form: dml/select-partitioned-pruned
-- why: partitions that the planner rules out are not locked
-- measure
SELECT * FROM event WHERE region = 'us';

-- form: dml/select-partitioned-pruned-to-default
-- measure
SELECT * FROM event WHERE region = 'africa';

-- form: dml/select-partitioned-only
-- measure
SELECT * FROM ONLY event;

-- form: dml/select-partition
-- measure
SELECT * FROM event_us;

-- form: dml/select-inheritance-parent
-- measure
SELECT * FROM vehicle;

-- form: dml/select-inheritance-only
-- measure
SELECT * FROM ONLY vehicle;

-- form: dml/select-join
-- measure
SELECT * FROM orders o JOIN customer c ON c.id = o.customer_id;

-- form: dml/select-subquery
-- measure
SELECT * FROM store WHERE id IN (SELECT store_id FROM orders);

-- form: dml/select-union
-- measure
SELECT id FROM store UNION ALL SELECT id FROM station;

-- form: dml/select-with-writing-query
-- measure
WITH gone AS (DELETE FROM scratch RETURNING id) SELECT count(*) FROM gone;

-- form: dml/select-row-security
-- same transaction
GRANT SELECT ON diary TO app_reader;
SET LOCAL ROLE app_reader;
-- measure
SELECT * FROM diary;

-- form: dml/select-foreign-table
-- measure
SELECT * FROM import_line;

-- form: dml/select-absent-table
-- why: refused (42P01)
-- measure
SELECT * FROM nowhere;

-- form: dml/select-absent-column
-- why: refused (42703)
-- measure
SELECT nothing FROM customer;

-- form: dml/select-without-privilege
-- why: refused (42501)
-- same transaction
SET LOCAL ROLE app_reader;
-- measure
SELECT * FROM tool;

-- form: dml/select-without-table
-- measure
SELECT 1;

-- form: dml/select-in-other-schema
-- measure
SELECT * FROM archive.old_order;

-- form: dml/select-quoted
-- measure
SELECT "Unit Price" FROM "Order Item";

-- form: dml/values
-- measure
VALUES (1), (2);

-- form: dml/table
-- measure
TABLE scratch;

-- form: dml/explain
-- why: planned, not run
-- measure
EXPLAIN SELECT * FROM customer;

-- form: dml/explain-analyze
-- measure
EXPLAIN ANALYZE SELECT * FROM scratch;

-- form: dml/explain-analyze-delete
-- measure
EXPLAIN ANALYZE DELETE FROM scratch;

-- form: dml/explain-create-table-as
-- measure
EXPLAIN CREATE TABLE crate AS SELECT * FROM scratch;

-- form: dml/copy-to
-- measure
COPY customer TO '/dev/null';

-- form: dml/copy-to-columns
-- measure
COPY customer (id, email) TO '/dev/null' WITH (FORMAT csv);

-- form: dml/copy-query-to
-- measure
COPY (SELECT * FROM orders WHERE total > 5) TO '/dev/null';

-- form: dml/copy-to-partitioned
-- why: refused (42809): only with a query
-- measure
COPY event TO '/dev/null';

-- form: dml/copy-to-view
-- why: refused (42809)
-- measure
COPY active_customer TO '/dev/null';

-- form: dml/copy-to-materialized-view
-- why: refused (42809 -17): since 18
-- measure
COPY sales_by_store TO '/dev/null';
