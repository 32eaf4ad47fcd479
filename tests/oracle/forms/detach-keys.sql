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

-- form: detach/concurrently-when-the-whole-is-referenced
-- versions: 14-
-- measure
ALTER TABLE reading DETACH PARTITION reading_2024 CONCURRENTLY;

-- form: detach/concurrently-when-partitioned-references-the-whole
-- versions: 14-
-- setup
DROP TABLE alarm;
CREATE TABLE notice (id int, reading_id int, taken date, FOREIGN KEY (reading_id, taken) REFERENCES reading) PARTITION BY RANGE (id);
CREATE TABLE notice_low PARTITION OF notice FOR VALUES FROM (0) TO (500);
INSERT INTO notice SELECT g, g, date '2023-01-01' + g FROM generate_series(1, 200) g;
-- measure
ALTER TABLE reading DETACH PARTITION reading_2024 CONCURRENTLY;

-- form: detach/when-partitioned-references-the-whole
-- setup
DROP TABLE alarm;
CREATE TABLE notice (id int, reading_id int, taken date, FOREIGN KEY (reading_id, taken) REFERENCES reading) PARTITION BY RANGE (id);
CREATE TABLE notice_low PARTITION OF notice FOR VALUES FROM (0) TO (500);
INSERT INTO notice SELECT g, g, date '2023-01-01' + g FROM generate_series(1, 200) g;
-- measure
ALTER TABLE reading DETACH PARTITION reading_2024;

-- form: detach/finalize-when-the-whole-is-referenced
-- versions: 14-
-- setup
UPDATE pg_inherits SET inhdetachpending = true WHERE inhrelid = 'reading_2024'::regclass;
-- measure
ALTER TABLE reading DETACH PARTITION reading_2024 FINALIZE;

-- form: detach/leaf-of-middle-level-concurrently-when-the-root-is-referenced
-- versions: 14-
-- setup
ALTER TABLE ledger DETACH PARTITION ledger_rest;
ALTER TABLE ledger_2023 DETACH PARTITION ledger_2023_rest;
ALTER TABLE ledger ADD PRIMARY KEY (id, year, kind);
CREATE TABLE lr (a int, b int, c text, CONSTRAINT lrf FOREIGN KEY (a, b, c) REFERENCES ledger);
INSERT INTO lr SELECT id, year, kind FROM ledger WHERE year = 2024;
-- measure
ALTER TABLE ledger_2023 DETACH PARTITION ledger_2023_in CONCURRENTLY;

-- form: detach/leaf-of-middle-level-with-middle-referenced
-- setup
ALTER TABLE ledger ADD PRIMARY KEY (id, year, kind);
CREATE TABLE lr (a int, b int, c text, CONSTRAINT lrf FOREIGN KEY (a, b, c) REFERENCES ledger_2023);
-- measure
ALTER TABLE ledger_2023 DETACH PARTITION ledger_2023_in;
