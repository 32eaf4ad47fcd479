-- form: dml/merge-writes-foreign-key-column
-- versions: 15-
-- measure
MERGE INTO orders o USING scratch s ON s.id = o.id WHEN MATCHED THEN UPDATE SET store_id = 1 WHEN NOT MATCHED THEN INSERT (id, customer_id) VALUES (s.id, 1);

-- form: dml/merge-delete-referenced-cascade
-- versions: 15-
-- setup
DELETE FROM parcel;
-- measure
MERGE INTO orders o USING scratch s ON s.id = o.id WHEN MATCHED THEN DELETE;

-- form: dml/merge-update-referenced-key
-- versions: 15-
-- setup
DELETE FROM parcel; DELETE FROM order_line;
-- measure
MERGE INTO orders o USING scratch s ON s.id = o.id WHEN MATCHED THEN UPDATE SET id = o.id + 100000;

-- form: dml/merge-insert-serial
-- versions: 15-
-- measure
MERGE INTO ticket t USING scratch s ON s.id = t.id + 100 WHEN NOT MATCHED THEN INSERT (n) VALUES (s.n);
