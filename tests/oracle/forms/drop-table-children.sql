-- form: drop-table/leaf-of-two-levels-referenced-cascade
-- setup
ALTER TABLE ledger ADD PRIMARY KEY (id, year, kind);
CREATE TABLE lr (a int, b int, c text, CONSTRAINT lrf FOREIGN KEY (a, b, c) REFERENCES ledger);
-- measure
DROP TABLE ledger_2023_in CASCADE;

-- form: drop-table/partitioned-with-foreign-key-of-a-partition
-- setup
ALTER TABLE ledger_2024 ADD CONSTRAINT lf FOREIGN KEY (id) REFERENCES orders;
-- measure
DROP TABLE ledger;

-- form: drop-table/partition-middle-level-with-foreign-key-of-a-leaf
-- setup
ALTER TABLE ledger_2023_in ADD CONSTRAINT lf FOREIGN KEY (id) REFERENCES orders;
-- measure
DROP TABLE ledger_2023;

-- form: drop-table/partitioned-with-sequence-of-a-partition
-- setup
ALTER TABLE ledger_2024 ADD CONSTRAINT lf UNIQUE (id);
CREATE SEQUENCE ls OWNED BY ledger_2024.id;
ALTER TABLE ledger_2024 ALTER id SET DEFAULT nextval('ls');
-- measure
DROP TABLE ledger;

-- form: drop-table/partitioned-with-referenced-partition-cascade
-- setup
CREATE TABLE lr (a int REFERENCES shard_0 (id));
-- measure
DROP TABLE shard CASCADE;

-- form: drop-table/inheritance-parent-cascade-child-with-foreign-key
-- setup
ALTER TABLE truck ADD CONSTRAINT tf FOREIGN KEY (id) REFERENCES customer;
-- measure
DROP TABLE vehicle CASCADE;

-- form: drop-table/inheritance-parent-cascade-child-referenced
-- setup
ALTER TABLE truck ADD PRIMARY KEY (id);
CREATE TABLE trip (truck_id int REFERENCES truck);
-- measure
DROP TABLE vehicle CASCADE;

-- form: drop-table/inheritance-parent-cascade-child-with-sequence
-- setup
CREATE TABLE bus (num serial) INHERITS (vehicle);
-- measure
DROP TABLE vehicle CASCADE;

-- form: drop-table/inheritance-parent-cascade-view-on-child
-- setup
CREATE VIEW tv AS SELECT load FROM truck;
-- measure
DROP TABLE vehicle CASCADE;

-- form: drop-table/partitioned-cascade-view-on-partition
-- setup
CREATE VIEW lv AS SELECT id FROM ledger_2024;
-- measure
DROP TABLE ledger CASCADE;
