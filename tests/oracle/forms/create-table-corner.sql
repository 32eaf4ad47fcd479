-- Corner cases, found by looking for differences

-- form: create-table/fk-two-level-create-leaf
-- setup
ALTER TABLE ledger ADD CONSTRAINT lf FOREIGN KEY (id) REFERENCES orders;
-- measure
CREATE TABLE l23x PARTITION OF ledger_2023 FOR VALUES IN ('x');

-- form: create-table/create-partition-default-proved-or
-- setup
ALTER TABLE ledger_rest ADD CONSTRAINT nb CHECK (year < 2030 OR year >= 2031);
-- measure
CREATE TABLE ledger_2030 PARTITION OF ledger FOR VALUES FROM (2030) TO (2031);

-- form: create-table/create-partition-default-proved-not
-- setup
ALTER TABLE ledger_rest ADD CONSTRAINT nb CHECK (NOT (year >= 2030 AND year < 2031));
-- measure
CREATE TABLE ledger_2030 PARTITION OF ledger FOR VALUES FROM (2030) TO (2031);

-- form: create-table/create-partition-with-subpartition
-- measure
CREATE TABLE ledger_2031 PARTITION OF ledger FOR VALUES FROM (2031) TO (2032) PARTITION BY LIST (kind);

-- form: create-table/create-table-fk-to-two-level
-- setup
ALTER TABLE ledger ADD PRIMARY KEY (id, year, kind);
-- measure
CREATE TABLE lr (a int, b int, c text, FOREIGN KEY (a, b, c) REFERENCES ledger);

-- form: create-table/self-fk-create-partition
-- setup
CREATE TABLE m (id int PRIMARY KEY, r int, CONSTRAINT mfk FOREIGN KEY (r) REFERENCES m (id)) PARTITION BY RANGE (id);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (0) TO (100);
-- measure
CREATE TABLE m2 PARTITION OF m FOR VALUES FROM (100) TO (200);
