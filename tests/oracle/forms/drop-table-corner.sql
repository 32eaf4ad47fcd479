-- Corner cases, found by looking for differences

-- form: drop-table/fk-two-level-drop-leaf
-- setup
ALTER TABLE ledger ADD CONSTRAINT lf FOREIGN KEY (id) REFERENCES orders;
-- measure
DROP TABLE ledger_2023_in;

-- form: drop-table/fk-two-level-drop-referenced-cascade-15
-- setup
DELETE FROM ledger WHERE id > 200;
ALTER TABLE ledger ADD CONSTRAINT lf FOREIGN KEY (id) REFERENCES tool;
-- measure
DROP TABLE tool CASCADE;

-- form: drop-table/drop-partitioned-referenced-two-level
-- setup
ALTER TABLE ledger ADD PRIMARY KEY (id, year, kind);
CREATE TABLE lr (a int, b int, c text, CONSTRAINT lrf FOREIGN KEY (a, b, c) REFERENCES ledger);
-- measure
DROP TABLE ledger CASCADE;

-- form: drop-table/drop-middle-referenced-two-level-cascade
-- setup
ALTER TABLE ledger ADD PRIMARY KEY (id, year, kind);
CREATE TABLE lr (a int, b int, c text, CONSTRAINT lrf FOREIGN KEY (a, b, c) REFERENCES ledger);
-- measure
DROP TABLE ledger_2023 CASCADE;

-- form: drop-table/drop-table-fk-to-each-other
-- setup
ALTER TABLE store ADD COLUMN boss int REFERENCES employee;
ALTER TABLE employee ADD COLUMN store int REFERENCES store;
-- measure
DROP TABLE store CASCADE;

-- form: drop-table/drop-table-fk-to-each-other-both
-- setup
ALTER TABLE scratch ADD PRIMARY KEY (id);
ALTER TABLE scratch ADD COLUMN boss int REFERENCES employee;
ALTER TABLE employee ADD COLUMN store int REFERENCES scratch;
-- measure
DROP TABLE scratch, employee;

-- form: drop-table/drop-table-referenced-by-partitioned-cascade
-- setup
CREATE TABLE r (n int REFERENCES tool) PARTITION BY RANGE (n);
CREATE TABLE r1 PARTITION OF r FOR VALUES FROM (0) TO (10) PARTITION BY RANGE (n);
CREATE TABLE r11 PARTITION OF r1 DEFAULT;
-- measure
DROP TABLE tool CASCADE;

-- form: drop-table/detached-drop
-- setup
ALTER TABLE alarm DROP CONSTRAINT alarm_reading_fk;
ALTER TABLE reading DETACH PARTITION reading_2024;
-- measure
DROP TABLE reading_2024;

-- form: drop-table/swap-tables-fk-follows
-- setup
ALTER TABLE customer RENAME TO customer_old;
CREATE TABLE customer (id int PRIMARY KEY);
-- measure
DROP TABLE customer_old CASCADE;

-- form: drop-table/view-follows-schema
-- setup
ALTER TABLE customer SET SCHEMA archive;
-- measure
DROP TABLE archive.customer CASCADE;

-- form: drop-table/rails-rename-seq-with-drop
-- setup
ALTER TABLE "ticket" RENAME TO "coupon";
ALTER TABLE "public"."ticket_id_seq" RENAME TO "coupon_id_seq";
-- measure
DROP TABLE coupon;

-- form: drop-table/inherit-two-parents-drop-parent
-- setup
CREATE TABLE p2 (idx int, extra int);
CREATE TABLE kid (own int) INHERITS (vehicle, p2);
-- measure
DROP TABLE p2 CASCADE;

-- form: drop-table/partition-of-referenced-cascade-then-truncate
-- setup
DROP TABLE reading_2024 CASCADE;
-- measure
TRUNCATE reading;
