-- INSERT, UPDATE, DELETE, MERGE, COPY FROM: what writing locks

-- form: dml/insert
-- measure
INSERT INTO scratch VALUES (1000, 1000, 'x');

-- form: dml/insert-columns
-- measure
INSERT INTO customer (id, email) VALUES (1000, 'new@example.com');

-- form: dml/insert-select
-- measure
INSERT INTO scratch_copy SELECT * FROM scratch;

-- form: dml/insert-default-values
-- measure
INSERT INTO ticket DEFAULT VALUES;

-- form: dml/insert-returning
-- measure
INSERT INTO ticket (n) VALUES (5) RETURNING id;

-- form: dml/insert-referencing
-- why: the referenced row is locked
-- measure
INSERT INTO orders (id, customer_id, store_id, total) VALUES (5000, 1, 1, 10);

-- form: dml/insert-referencing-null
-- why: nothing is referred to
-- measure
INSERT INTO orders (id, total) VALUES (5000, 10);

-- form: dml/insert-referencing-dangling
-- why: refused (23503)
-- measure
INSERT INTO orders (id, customer_id, total) VALUES (5000, 100000, 10);

-- form: dml/insert-deferred-foreign-key
-- why: checked at the end only
-- measure
INSERT INTO parcel VALUES (5000, 100000, 1, 2.0);

-- form: dml/insert-on-conflict-do-nothing
-- measure
INSERT INTO store (id, name) VALUES (1, 'x') ON CONFLICT DO NOTHING;

-- form: dml/insert-on-conflict-do-update
-- measure
INSERT INTO store (id, name) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET name = excluded.name;

-- form: dml/insert-on-conflict-without-index
-- why: refused (42P10)
-- measure
INSERT INTO scratch VALUES (1, 1, 'x') ON CONFLICT (id) DO NOTHING;

-- form: dml/insert-duplicate
-- why: refused (23505)
-- measure
INSERT INTO store (id, name) VALUES (1, 'x');

-- form: dml/insert-violating-check
-- why: refused (23514)
-- measure
INSERT INTO customer (id, email, credit) VALUES (1000, 'x', -1);

-- form: dml/insert-violating-not-valid-check
-- why: refused (23514): not validated, but in force for new rows
-- measure
INSERT INTO customer (id, email, born) VALUES (1000, 'x', '1800-01-01');

-- form: dml/insert-identity-always
-- why: refused (428C9)
-- setup
ALTER TABLE voucher ALTER COLUMN id SET GENERATED ALWAYS;
-- measure
INSERT INTO voucher (id, n) VALUES (1000, 5);

-- form: dml/insert-identity-overriding
-- measure
INSERT INTO voucher (id, n) OVERRIDING SYSTEM VALUE VALUES (1000, 5);

-- form: dml/insert-generated
-- why: refused (42601 -13, 428C9 14-)
-- measure
INSERT INTO rectangle (id, w, h, area) VALUES (1000, 1, 1, 1);

-- form: dml/insert-partitioned
-- why: only the partition that takes the row is locked besides
-- measure
INSERT INTO event VALUES (5000, 'us', 'w');

-- form: dml/insert-partitioned-without-partition
-- why: refused (23514)
-- measure
INSERT INTO reading VALUES (5000, '2050-01-01', 1, 1, 'K');

-- form: dml/insert-partition
-- measure
INSERT INTO event_us VALUES (5000, 'us', 'w');

-- form: dml/insert-view
-- measure
INSERT INTO store_view VALUES (5000, 'new');

-- form: dml/insert-view-not-updatable
-- why: refused (55000)
-- measure
INSERT INTO order_summary VALUES (5000, 'x', 5);

-- form: dml/insert-inheritance-parent
-- measure
INSERT INTO vehicle VALUES (5000, 4, 'v');

-- form: dml/insert-new-table
-- same transaction
CREATE TABLE crate (id int);
-- measure
INSERT INTO crate SELECT generate_series(1, 100);

-- form: dml/insert-after-alter
-- same transaction
ALTER TABLE scratch ADD COLUMN extra int DEFAULT 5;
-- measure
INSERT INTO scratch VALUES (1000, 1000, 'x', 6);

-- form: dml/insert-not-null-violated
-- why: refused (23502)
-- measure
INSERT INTO customer (id) VALUES (1000);

-- form: dml/update-all
-- measure
UPDATE scratch SET n = n + 1;

-- form: dml/update-by-primary-key
-- measure
UPDATE customer SET notes = 'x' WHERE id = 5;

-- form: dml/update-by-unindexed-column
-- measure
UPDATE orders SET note = 'x' WHERE note = 'n5';

-- form: dml/update-nothing
-- measure
UPDATE scratch SET n = 5 WHERE false;

-- form: dml/update-from
-- measure
UPDATE orders o SET note = c.name FROM customer c WHERE c.id = o.customer_id;

-- form: dml/update-subquery
-- measure
UPDATE orders SET note = (SELECT max(name) FROM customer);

-- form: dml/update-foreign-key-column
-- why: the new referenced row is locked
-- measure
UPDATE orders SET customer_id = 2 WHERE id = 5;

-- form: dml/update-foreign-key-column-to-the-same
-- measure
UPDATE orders SET customer_id = customer_id WHERE id = 5;

-- form: dml/update-referenced-key
-- why: refused (23503)
-- measure
UPDATE customer SET id = 100000 WHERE id = 5;

-- form: dml/update-referenced-key-of-no-one
-- setup
INSERT INTO customer (id, email) VALUES (1000, 'lone@example.com');
-- measure
UPDATE customer SET id = 100000 WHERE id = 1000;

-- form: dml/update-referenced-other-column
-- measure
UPDATE station SET name = 'x';

-- form: dml/update-not-valid-check
-- why: refused (23514): a row that violates it cannot be changed at all
-- setup
ALTER TABLE scratch ADD CONSTRAINT scratch_check CHECK (n > 5) NOT VALID;
-- measure
UPDATE scratch SET label = 'x' WHERE id = 1;

-- form: dml/update-partitioned
-- measure
UPDATE event SET what = 'x';

-- form: dml/update-partitioned-pruned
-- measure
UPDATE event SET what = 'x' WHERE region = 'us';

-- form: dml/update-partition-key
-- why: the rows go to another partition
-- measure
UPDATE event SET region = 'eu' WHERE region = 'us';

-- form: dml/update-inheritance-parent
-- measure
UPDATE vehicle SET label = 'x';

-- form: dml/update-inheritance-only
-- measure
UPDATE ONLY vehicle SET label = 'x';

-- form: dml/update-view
-- measure
UPDATE store_view SET name = 'x' WHERE id = 5;

-- form: dml/update-returning
-- measure
UPDATE scratch SET n = 5 RETURNING id;

-- form: dml/update-generated-column
-- why: refused (42601 -13, 428C9 14-)
-- measure
UPDATE rectangle SET area = 5;

-- form: dml/delete-all
-- measure
DELETE FROM scratch;

-- form: dml/delete-by-primary-key
-- measure
DELETE FROM cache_entry WHERE id = 5;

-- form: dml/delete-by-unindexed-column
-- measure
DELETE FROM scratch WHERE label = 'l5';

-- form: dml/delete-using
-- measure
DELETE FROM scratch USING scratch_copy c WHERE c.id = scratch.id;

-- form: dml/delete-referenced-cascade
-- why: the lines of the order go, too
-- setup
DELETE FROM parcel;
-- measure
DELETE FROM orders WHERE id = 900;

-- form: dml/delete-referenced
-- why: refused (23503)
-- measure
DELETE FROM station WHERE id = 5;

-- form: dml/delete-referencing
-- measure
DELETE FROM parcel WHERE id = 5;

-- form: dml/delete-partitioned
-- measure
DELETE FROM event;

-- form: dml/delete-inheritance-parent
-- measure
DELETE FROM vehicle;

-- form: dml/delete-with-rule
-- why: the rule does nothing instead
-- measure
DELETE FROM legacy;

-- form: dml/delete-returning
-- measure
DELETE FROM scratch RETURNING id;

-- form: dml/delete-batch
-- measure
DELETE FROM scratch WHERE ctid = ANY (ARRAY(SELECT ctid FROM scratch LIMIT 10));

-- form: dml/merge
-- versions: 15-
-- measure
MERGE INTO scratch s USING scratch_copy c ON c.id = s.id WHEN MATCHED THEN UPDATE SET n = c.n WHEN NOT MATCHED THEN INSERT VALUES (c.id, c.n, c.label);

-- form: dml/merge-delete
-- versions: 15-
-- measure
MERGE INTO scratch s USING scratch_copy c ON c.id = s.id WHEN MATCHED THEN DELETE;

-- form: dml/merge-partitioned
-- versions: 15-
-- measure
MERGE INTO event e USING event_asia a ON a.id = e.id WHEN NOT MATCHED THEN INSERT VALUES (a.id, a.region, a.what);

-- form: dml/merge-by-source
-- versions: 17-
-- measure
MERGE INTO scratch s USING scratch_copy c ON c.id = s.id WHEN NOT MATCHED BY SOURCE THEN DELETE;

-- form: dml/copy-from
-- measure
COPY scratch FROM PROGRAM 'printf "1001\t1\ta\n1002\t2\tb\n"';

-- form: dml/copy-from-nothing
-- measure
COPY customer (id, email) FROM '/dev/null';

-- form: dml/copy-from-partitioned
-- measure
COPY event FROM PROGRAM 'printf "5001\tus\tw\n"';

-- form: dml/copy-from-where
-- measure
COPY scratch FROM PROGRAM 'printf "1001\t1\ta\n1002\t2\tb\n"' WHERE n > 1;

-- form: dml/copy-from-freeze
-- same transaction
TRUNCATE scratch;
-- measure
COPY scratch FROM PROGRAM 'printf "1001\t1\ta\n"' WITH (FREEZE);

-- form: dml/copy-from-referencing
-- measure
COPY orders (id, customer_id, total) FROM PROGRAM 'printf "5001\t1\t5\n"';

-- form: dml/copy-from-view
-- why: refused (42809)
-- measure
COPY active_customer FROM '/dev/null';
