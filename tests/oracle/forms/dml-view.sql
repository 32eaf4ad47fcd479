-- form: dml/insert-view-on-view
-- setup
CREATE VIEW v1 AS SELECT id, n, label FROM scratch;
CREATE VIEW v2 AS SELECT id, n FROM v1;
-- measure
INSERT INTO v2 VALUES (1, 2);

-- form: dml/update-view-on-view
-- measure
UPDATE good_customer SET email = email WHERE id = 400;

-- form: dml/delete-view-on-view
-- setup
CREATE VIEW v1 AS SELECT id, n, label FROM scratch;
CREATE VIEW v2 AS SELECT id, n FROM v1;
-- measure
DELETE FROM v2 WHERE id = 5;

-- form: dml/select-for-update-view-on-view
-- measure
SELECT * FROM good_customer FOR UPDATE;

-- form: dml/update-view-of-partitioned
-- setup
CREATE VIEW lv AS SELECT * FROM ledger;
-- measure
UPDATE lv SET amount = 3;

-- form: dml/delete-view-of-inheritance-parent
-- setup
CREATE VIEW lv AS SELECT * FROM vehicle;
-- measure
DELETE FROM lv WHERE id = 4;

-- form: dml/insert-view-referencing
-- setup
CREATE VIEW ov AS SELECT id, customer_id FROM orders;
-- measure
INSERT INTO ov VALUES (5001, 4);

-- form: dml/delete-view-referenced
-- setup
DELETE FROM parcel; DELETE FROM order_line; DELETE FROM orders; DELETE FROM archive.old_order;
-- measure
DELETE FROM active_customer WHERE id = 2;

-- form: dml/insert-view-of-serial
-- setup
CREATE VIEW tv AS SELECT n FROM ticket;
-- measure
INSERT INTO tv VALUES (4);

-- form: dml/update-view-with-subquery
-- why: the table of the sub-select is read only
-- setup
CREATE VIEW sv AS SELECT id, n FROM scratch WHERE id IN (SELECT id FROM store);
-- measure
UPDATE sv SET n = 4;

-- form: dml/delete-view-instead-of
-- setup
CREATE FUNCTION del() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$;
CREATE TRIGGER io INSTEAD OF DELETE ON order_summary FOR EACH ROW EXECUTE FUNCTION del();
-- measure
DELETE FROM order_summary WHERE id = 4;
