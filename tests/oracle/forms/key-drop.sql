-- form: key/primary-drop-referenced-in-other-order-cascade
-- setup
CREATE TABLE q (a int, b int, CONSTRAINT qf FOREIGN KEY (a, b) REFERENCES order_line (line_no, order_id));
-- measure
ALTER TABLE order_line DROP CONSTRAINT order_line_pkey CASCADE;

-- form: key/primary-drop-that-a-view-groups-by-cascade
-- setup
CREATE VIEW sv AS SELECT s.id, s.name, count(*) FROM store s JOIN orders o ON o.store_id = s.id GROUP BY s.id;
-- measure
ALTER TABLE store DROP CONSTRAINT store_pkey CASCADE;
