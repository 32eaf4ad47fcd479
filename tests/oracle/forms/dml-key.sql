-- form: dml/delete-referenced-cascade-two-levels
-- setup
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a ON DELETE CASCADE);
CREATE TABLE c (id int PRIMARY KEY, b_id int REFERENCES b ON DELETE CASCADE);
INSERT INTO a SELECT g FROM generate_series(1,50) g;
INSERT INTO b SELECT g, g FROM generate_series(1,50) g;
INSERT INTO c SELECT g, g FROM generate_series(1,50) g;
-- measure
DELETE FROM a WHERE id = 5;

-- form: dml/update-referenced-cascade-two-levels
-- setup
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY REFERENCES a ON UPDATE CASCADE);
CREATE TABLE c (id int PRIMARY KEY REFERENCES b ON UPDATE CASCADE);
INSERT INTO a SELECT g FROM generate_series(1,50) g;
INSERT INTO b SELECT g FROM generate_series(1,50) g;
INSERT INTO c SELECT g FROM generate_series(1,50) g;
-- measure
UPDATE a SET id = 100 WHERE id = 5;

-- form: dml/insert-with-update-of-foreign-key-column
-- measure
WITH u AS (UPDATE orders SET customer_id = 7 WHERE id = 3 RETURNING id) INSERT INTO scratch SELECT id, id, 'x' FROM u;

-- form: dml/insert-referencing-partitioned
-- measure
INSERT INTO alarm VALUES (9999, 10, '2023-01-11');

-- form: dml/delete-partition-of-referenced
-- setup
DELETE FROM alarm;
-- measure
DELETE FROM reading_2023 WHERE id = 5;

-- form: dml/insert-partitioned-partition-referencing
-- setup
ALTER TABLE ledger_2024 ADD CONSTRAINT lf FOREIGN KEY (id) REFERENCES orders;
-- measure
INSERT INTO ledger VALUES (5, 2024, 'in', 5);

-- form: dml/delete-partitioned-partition-referenced
-- setup
CREATE TABLE lr (a int REFERENCES shard_0 (id));
-- measure
DELETE FROM shard;

-- form: dml/update-inheritance-parent-child-referencing
-- setup
ALTER TABLE truck ADD CONSTRAINT tf FOREIGN KEY (id) REFERENCES customer;
-- measure
UPDATE vehicle SET id = 5 WHERE id = 6;

-- form: dml/insert-on-conflict-update-referenced-key
-- setup
DELETE FROM parcel; DELETE FROM order_line; DELETE FROM orders; DELETE FROM archive.old_order;
-- measure
INSERT INTO customer (id, email) VALUES (1, 'new@x') ON CONFLICT (id) DO UPDATE SET id = 10001;

-- form: dml/delete-referenced-not-enforced
-- versions: 18-
-- setup
ALTER TABLE alarm ALTER CONSTRAINT alarm_reading_fk NOT ENFORCED;
-- measure
DELETE FROM reading WHERE id = 5;
