-- LOCK TABLE and advisory locks

-- form: lock/table
-- measure
LOCK TABLE customer;

-- form: lock/without-word-table
-- measure
LOCK customer;

-- form: lock/access-share
-- measure
LOCK TABLE customer IN ACCESS SHARE MODE;

-- form: lock/row-share
-- measure
LOCK TABLE customer IN ROW SHARE MODE;

-- form: lock/row-exclusive
-- measure
LOCK TABLE customer IN ROW EXCLUSIVE MODE;

-- form: lock/share-update-exclusive
-- measure
LOCK TABLE customer IN SHARE UPDATE EXCLUSIVE MODE;

-- form: lock/share
-- measure
LOCK TABLE customer IN SHARE MODE;

-- form: lock/share-row-exclusive
-- measure
LOCK TABLE customer IN SHARE ROW EXCLUSIVE MODE;

-- form: lock/exclusive
-- measure
LOCK TABLE customer IN EXCLUSIVE MODE;

-- form: lock/access-exclusive-nowait
-- measure
LOCK TABLE customer IN ACCESS EXCLUSIVE MODE NOWAIT;

-- form: lock/two
-- measure
LOCK TABLE customer, orders IN SHARE MODE;

-- form: lock/partitioned
-- measure
LOCK TABLE reading IN SHARE MODE;

-- form: lock/partitioned-only
-- measure
LOCK TABLE ONLY reading IN SHARE MODE;

-- form: lock/partitioned-two-levels
-- measure
LOCK TABLE ledger IN SHARE MODE;

-- form: lock/partition
-- measure
LOCK TABLE reading_2023 IN SHARE MODE;

-- form: lock/inheritance-parent
-- measure
LOCK TABLE vehicle IN SHARE MODE;

-- form: lock/inheritance-only
-- measure
LOCK TABLE ONLY vehicle IN SHARE MODE;

-- form: lock/view
-- why: the tables under the view are locked too
-- measure
LOCK TABLE active_customer IN SHARE MODE;

-- form: lock/view-on-view
-- measure
LOCK TABLE good_customer IN SHARE MODE;

-- form: lock/view-join
-- measure
LOCK TABLE order_summary IN SHARE MODE;

-- form: lock/materialized-view
-- why: refused (42809)
-- measure
LOCK TABLE sales_by_store IN SHARE MODE;

-- form: lock/foreign-table
-- why: refused (42809)
-- measure
LOCK TABLE import_line IN SHARE MODE;

-- form: lock/sequence
-- why: refused (42809)
-- measure
LOCK TABLE ticket_seq IN SHARE MODE;

-- form: lock/absent
-- why: refused (42P01)
-- measure
LOCK TABLE nowhere;

-- form: lock/without-privilege
-- why: refused (42501)
-- same transaction
SET LOCAL ROLE app_reader;
-- measure
LOCK TABLE tool IN SHARE MODE;

-- form: lock/new-table
-- same transaction
CREATE TABLE crate (id int);
-- measure
LOCK TABLE crate;

-- form: lock/stronger-than-before
-- same transaction
LOCK TABLE customer IN SHARE MODE;
-- measure
LOCK TABLE customer IN ACCESS EXCLUSIVE MODE;

-- form: lock/in-other-schema
-- measure
LOCK TABLE archive.old_order IN SHARE MODE;

-- form: lock/advisory
-- why: a lock on a number, not on a table
-- measure
SELECT pg_advisory_xact_lock(42);

-- form: lock/try-advisory
-- measure
SELECT pg_try_advisory_xact_lock(42);
