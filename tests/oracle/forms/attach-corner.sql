-- Corner cases, found by looking for differences

-- form: attach/check-between
-- setup
ALTER TABLE ledger_2025 ADD CONSTRAINT c CHECK (year BETWEEN 2025 AND 2025);
-- measure
ALTER TABLE ledger ATTACH PARTITION ledger_2025 FOR VALUES FROM (2025) TO (2026);

-- form: attach/check-reversed
-- setup
ALTER TABLE ledger_2025 ADD CONSTRAINT c CHECK (2025 <= year AND 2026 > year);
-- measure
ALTER TABLE ledger ATTACH PARTITION ledger_2025 FOR VALUES FROM (2025) TO (2026);

-- form: attach/check-not-null-and-default-proved
-- setup
ALTER TABLE ledger_2025 ADD CONSTRAINT c CHECK (year >= 2025 AND year < 2026);
ALTER TABLE ledger_rest ADD CONSTRAINT d CHECK (year < 2000 OR year >= 2026);
-- measure
ALTER TABLE ledger ATTACH PARTITION ledger_2025 FOR VALUES FROM (2025) TO (2026);

-- form: attach/check-with-extra-or
-- setup
ALTER TABLE ledger_2025 ADD CONSTRAINT c CHECK ((year >= 2025 AND year < 2026) OR (year = 2025));
-- measure
ALTER TABLE ledger ATTACH PARTITION ledger_2025 FOR VALUES FROM (2025) TO (2026);

-- form: attach/check-other-date-spelling
-- setup
ALTER TABLE reading_2025 ADD CONSTRAINT c CHECK (taken >= '2025-1-1' AND taken < 'January 1, 2026');
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- form: attach/check-extract
-- setup
ALTER TABLE reading_2025 ADD CONSTRAINT c CHECK (extract(year from taken) = 2025);
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- form: attach/timestamptz-check-utc
-- setup
CREATE TABLE tz (at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE tz1 (at timestamptz NOT NULL, CHECK (at >= '2025-01-01 00:00:00+00' AND at < '2026-01-01 00:00:00+00'));
INSERT INTO tz1 SELECT '2025-03-03' FROM generate_series(1,50);
-- measure
ALTER TABLE tz ATTACH PARTITION tz1 FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2026-01-01 00:00:00+00');

-- form: attach/bigint-int-check
-- why: constants of the check are int4
-- setup
CREATE TABLE bg (id bigint NOT NULL) PARTITION BY RANGE (id);
CREATE TABLE bg1 (id bigint NOT NULL, CHECK (id >= 1000 AND id < 2000));
INSERT INTO bg1 SELECT 1500 + g FROM generate_series(1,50) g;
-- measure
ALTER TABLE bg ATTACH PARTITION bg1 FOR VALUES FROM (1000) TO (2000);

-- form: attach/varchar-list-check
-- setup
CREATE TABLE vl (k varchar(10) NOT NULL) PARTITION BY LIST (k);
CREATE TABLE vl1 (k varchar(10) NOT NULL, CHECK (k IN ('a', 'b')));
INSERT INTO vl1 SELECT 'a' FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES IN ('a', 'b');

-- form: attach/enum-list-check
-- setup
CREATE TABLE vl (k mood NOT NULL) PARTITION BY LIST (k);
CREATE TABLE vl1 (k mood NOT NULL, CHECK (k = 'sad'));
INSERT INTO vl1 SELECT 'sad' FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES IN ('sad', 'ok');

-- form: attach/domain-key
-- setup
CREATE TABLE vl (k plain_int NOT NULL) PARTITION BY RANGE (k);
CREATE TABLE vl1 (k plain_int NOT NULL, CHECK (k >= 0 AND k < 10));
INSERT INTO vl1 SELECT 5 FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES FROM (0) TO (10);

-- form: attach/two-column-prefix
-- setup
CREATE TABLE vl (a int NOT NULL, b int NOT NULL) PARTITION BY RANGE (a, b);
CREATE TABLE vl1 (a int NOT NULL, b int NOT NULL, CHECK (a >= 5 AND a < 10));
INSERT INTO vl1 SELECT 5, 5 FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES FROM (5, MINVALUE) TO (10, MINVALUE);

-- form: attach/row-compare
-- setup
CREATE TABLE vl (a int NOT NULL, b int NOT NULL) PARTITION BY RANGE (a, b);
CREATE TABLE vl1 (a int NOT NULL, b int NOT NULL, CHECK ((a, b) >= (5, 0) AND (a, b) < (6, 0)));
INSERT INTO vl1 SELECT 5, 5 FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES FROM (5, 0) TO (6, 0);

-- form: attach/check-no-inherit
-- setup
ALTER TABLE ledger_2025 ADD CONSTRAINT c CHECK (year >= 2025 AND year < 2026) NO INHERIT;
-- measure
ALTER TABLE ledger ATTACH PARTITION ledger_2025 FOR VALUES FROM (2025) TO (2026);

-- form: attach/after-detach-proved-by-nothing
-- same transaction
ALTER TABLE ledger DETACH PARTITION ledger_2024;
-- measure
ALTER TABLE ledger ATTACH PARTITION ledger_2024 FOR VALUES FROM (2024) TO (2026);

-- form: attach/smallint-int-constants
-- setup
CREATE TABLE vl (k smallint NOT NULL) PARTITION BY RANGE (k);
CREATE TABLE vl1 (k smallint NOT NULL, CHECK (k >= 0 AND k < 10));
INSERT INTO vl1 SELECT 5 FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES FROM (0) TO (10);

-- form: attach/varchar-cast-in-dump-style
-- why: as pg_dump writes it
-- setup
CREATE TABLE vl (k varchar(10) NOT NULL) PARTITION BY LIST (k);
CREATE TABLE vl1 (k varchar(10) NOT NULL, CHECK ((k)::text = 'a'::text));
INSERT INTO vl1 SELECT 'a' FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES IN ('a');

-- form: attach/month-name-next
-- setup
CREATE TABLE vl (k date NOT NULL) PARTITION BY RANGE (k);
CREATE TABLE vl1 (k date NOT NULL, CHECK (k >= '2025-01-01' AND k <= '2025-01-31'));
INSERT INTO vl1 SELECT '2025-01-05' FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');

-- form: attach/check-renamed-table
-- setup
ALTER TABLE ledger_2025 ADD CONSTRAINT c CHECK (ledger_2025.year >= 2025 AND ledger_2025.year < 2026);
ALTER TABLE ledger_2025 RENAME TO l25;
-- measure
ALTER TABLE ledger ATTACH PARTITION l25 FOR VALUES FROM (2025) TO (2026);

-- form: attach/fk-two-level-attach-leaf
-- setup
ALTER TABLE ledger ADD CONSTRAINT lf FOREIGN KEY (id) REFERENCES orders;
CREATE TABLE l23x (id int NOT NULL, year int NOT NULL, kind text NOT NULL, amount int);
INSERT INTO l23x SELECT g, 2023, 'x', g FROM generate_series(1,50) g;
-- measure
ALTER TABLE ledger_2023 ATTACH PARTITION l23x FOR VALUES IN ('x');

-- form: attach/fk-two-level-attach-partitioned
-- setup
ALTER TABLE ledger ADD CONSTRAINT lf FOREIGN KEY (id) REFERENCES orders;
-- measure
ALTER TABLE ledger ATTACH PARTITION ledger_2026 FOR VALUES FROM (2026) TO (2027);

-- form: attach/fk-from-partitioned-to-partitioned-attach
-- setup
CREATE TABLE sn (id int, sid int) PARTITION BY RANGE (id);
CREATE TABLE sn1 (id int, sid int);
INSERT INTO sn1 SELECT id, id FROM shard WHERE id < 500;
ALTER TABLE sn ADD CONSTRAINT snf FOREIGN KEY (sid) REFERENCES shard;
-- measure
ALTER TABLE sn ATTACH PARTITION sn1 FOR VALUES FROM (0) TO (500);

-- form: attach/index-desc
-- setup
CREATE INDEX r25 ON reading_2025 (value DESC);
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- form: attach/nulls-first
-- setup
CREATE INDEX l ON ledger_2025 (amount NULLS FIRST);
-- measure
ALTER TABLE ledger ATTACH PARTITION ledger_2025 FOR VALUES FROM (2025) TO (2026);

-- form: attach/self-fk-attach-values
-- setup
CREATE TABLE m (id int PRIMARY KEY, r int, CONSTRAINT mfk FOREIGN KEY (r) REFERENCES m (id)) PARTITION BY RANGE (id);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (0) TO (100);
CREATE TABLE m2 (id int NOT NULL, r int);
INSERT INTO m SELECT g, g FROM generate_series(1,90) g;
INSERT INTO m2 SELECT g, g-90 FROM generate_series(100,180) g;
-- measure
ALTER TABLE m ATTACH PARTITION m2 FOR VALUES FROM (100) TO (200);

-- form: attach/create-partition-like
-- same transaction
CREATE TABLE ledger_2031 (LIKE ledger INCLUDING DEFAULTS INCLUDING CONSTRAINTS);
ALTER TABLE ledger_2031 ADD CONSTRAINT c CHECK (year >= 2031 AND year < 2032);
-- measure
ALTER TABLE ledger ATTACH PARTITION ledger_2031 FOR VALUES FROM (2031) TO (2032);

-- form: attach/detach-attach-in-tx
-- same transaction
ALTER TABLE event DETACH PARTITION event_rest;
-- measure
ALTER TABLE event ATTACH PARTITION event_asia FOR VALUES IN ('asia');
