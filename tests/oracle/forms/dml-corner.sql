-- Corner cases, found by looking for differences

-- form: dml/cte-delete-insert
-- measure
WITH gone AS (DELETE FROM scratch WHERE id < 10 RETURNING *) INSERT INTO scratch_copy SELECT * FROM gone;

-- form: dml/cte-insert-insert-fk
-- measure
WITH c AS (INSERT INTO customer (id, email) VALUES (9001, 'a@b') RETURNING id) INSERT INTO orders (id, customer_id) SELECT 9001, id FROM c;

-- form: dml/select-for-update-subquery
-- measure
SELECT * FROM (SELECT * FROM scratch FOR UPDATE) x JOIN store s ON s.id = x.id;

-- form: dml/delete-cascade-partitioned-child
-- setup
CREATE TABLE st (id int PRIMARY KEY);
CREATE TABLE ch (id int, st_id int REFERENCES st ON DELETE CASCADE) PARTITION BY RANGE (id);
CREATE TABLE ch1 PARTITION OF ch DEFAULT;
INSERT INTO st SELECT g FROM generate_series(1,50) g;
INSERT INTO ch SELECT g, g FROM generate_series(1,50) g;
-- measure
DELETE FROM st WHERE id = 5;

-- form: dml/delete-cascade-to-parent-of-inheritance
-- setup
CREATE TABLE st (id int PRIMARY KEY);
CREATE TABLE ch (id int, st_id int REFERENCES st ON DELETE CASCADE);
CREATE TABLE ch1 () INHERITS (ch);
INSERT INTO st SELECT g FROM generate_series(1,50) g;
INSERT INTO ch SELECT g, g FROM generate_series(1,50) g;
-- measure
DELETE FROM st WHERE id = 5;

-- form: dml/cte-name-hides-table
-- measure
WITH store AS (SELECT 1 AS id) SELECT * FROM store JOIN product USING (id);

-- form: dml/cte-name-hides-table-in-insert
-- measure
WITH store AS (SELECT 1 AS id) INSERT INTO scratch (id) SELECT id FROM store;

-- form: dml/cte-recursive
-- measure
WITH RECURSIVE t AS (SELECT id, manager_id FROM employee WHERE manager_id IS NULL UNION ALL SELECT e.id, e.manager_id FROM employee e JOIN t ON t.id = e.manager_id) UPDATE scratch SET n = 0 FROM t WHERE t.id = scratch.id;

-- form: dml/update-alias-is-table-name
-- measure
UPDATE scratch AS store SET n = 5 WHERE store.id = 3;

-- form: dml/update-multi-set
-- measure
UPDATE orders SET (customer_id, store_id) = (7, 8) WHERE id = 4;

-- form: dml/for-update-in-cte
-- measure
WITH x AS (SELECT id FROM store FOR UPDATE) SELECT count(*) FROM x;

-- form: dml/for-update-lateral
-- measure
SELECT * FROM store s, LATERAL (SELECT * FROM scratch c WHERE c.id = s.id FOR SHARE) l;
