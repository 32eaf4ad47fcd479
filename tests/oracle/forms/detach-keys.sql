-- form: detach/leaf-of-two-levels-that-is-referenced
-- setup
ALTER TABLE ledger ADD PRIMARY KEY (id, year, kind);
CREATE TABLE lr (a int, b int, c text, CONSTRAINT lrf FOREIGN KEY (a, b, c) REFERENCES ledger);
INSERT INTO lr SELECT id, year, kind FROM ledger WHERE year = 2024;
-- measure
ALTER TABLE ledger_2023 DETACH PARTITION ledger_2023_in;

-- form: detach/with-foreign-key-to-partitioned
-- setup
CREATE TABLE sn (id int, sid int) PARTITION BY RANGE (id);
CREATE TABLE sn1 PARTITION OF sn FOR VALUES FROM (0) TO (500);
CREATE TABLE sn2 PARTITION OF sn DEFAULT;
INSERT INTO sn SELECT id, id FROM shard;
ALTER TABLE sn ADD CONSTRAINT snf FOREIGN KEY (sid) REFERENCES shard;
-- measure
ALTER TABLE sn DETACH PARTITION sn1;

-- form: detach/that-references-itself
-- setup
CREATE TABLE m (id int PRIMARY KEY, r int, CONSTRAINT mfk FOREIGN KEY (r) REFERENCES m (id)) PARTITION BY RANGE (id);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (0) TO (100);
CREATE TABLE m2 PARTITION OF m FOR VALUES FROM (100) TO (200);
INSERT INTO m SELECT g, NULL FROM generate_series(1,190) g;
-- measure
ALTER TABLE m DETACH PARTITION m2;
