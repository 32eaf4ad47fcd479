-- form: dml/delete-with-locking-subquery
-- measure
DELETE FROM order_line WHERE order_id IN (SELECT id FROM orders WHERE total < 5 FOR UPDATE);

-- form: dml/update-with-locking-subquery
-- measure
UPDATE scratch SET n = 0 WHERE id IN (SELECT id FROM scratch_copy WHERE n > 10 LIMIT 10 FOR UPDATE SKIP LOCKED);

-- form: dml/delete-with-locking-cte
-- measure
WITH x AS (SELECT id FROM scratch_copy ORDER BY id LIMIT 5 FOR UPDATE SKIP LOCKED) DELETE FROM scratch USING x WHERE x.id = scratch.id;

-- form: dml/insert-select-for-share
-- measure
INSERT INTO scratch SELECT id, id, 'x' FROM store FOR SHARE;
