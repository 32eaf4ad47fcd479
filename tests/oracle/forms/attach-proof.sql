-- form: attach/not-proved-with-timestamp-cast-to-date
-- setup
CREATE TABLE vl (k timestamp NOT NULL) PARTITION BY RANGE (k);
CREATE TABLE vl1 (k timestamp NOT NULL, CHECK (k::date >= '2025-01-01' AND k::date < '2026-01-01'));
INSERT INTO vl1 SELECT '2025-05-05' FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- form: attach/not-proved-timestamptz-with-timestamp-constants
-- setup
CREATE TABLE vl (k timestamptz NOT NULL) PARTITION BY RANGE (k);
CREATE TABLE vl1 (k timestamptz NOT NULL, CHECK (k >= '2025-01-01'::timestamp AND k < '2026-01-01'::timestamp));
INSERT INTO vl1 SELECT '2025-05-05' FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- form: attach/not-proved-timestamptz-with-date-constants
-- setup
CREATE TABLE vl (k timestamptz NOT NULL) PARTITION BY RANGE (k);
CREATE TABLE vl1 (k timestamptz NOT NULL, CHECK (k >= '2025-01-01'::date AND k < '2026-01-01'::date));
INSERT INTO vl1 SELECT '2025-05-05' FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- form: attach/not-proved-date-with-timestamptz-constants
-- setup
CREATE TABLE vl (k date NOT NULL) PARTITION BY RANGE (k);
CREATE TABLE vl1 (k date NOT NULL, CHECK (k >= '2025-01-01'::timestamptz AND k < '2026-01-01'::timestamptz));
INSERT INTO vl1 SELECT '2025-05-05' FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- form: attach/not-proved-int-cast-to-text
-- setup
CREATE TABLE vl (k int NOT NULL) PARTITION BY LIST (k);
CREATE TABLE vl1 (k int NOT NULL, CHECK (k::text = '5'));
INSERT INTO vl1 SELECT 5 FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES IN ('5');

-- form: attach/not-proved-int-cast-to-bigint
-- setup
CREATE TABLE vl (k int NOT NULL) PARTITION BY RANGE (k);
CREATE TABLE vl1 (k int NOT NULL, CHECK (k::bigint >= 0 AND k::bigint < 10));
INSERT INTO vl1 SELECT 5 FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES FROM (0) TO (10);

-- form: attach/not-proved-int-with-numeric-constants
-- setup
CREATE TABLE vl (k int NOT NULL) PARTITION BY RANGE (k);
CREATE TABLE vl1 (k int NOT NULL, CHECK (k >= 0::numeric AND k < 10::numeric));
INSERT INTO vl1 SELECT 5 FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES FROM (0) TO (10);

-- form: attach/not-proved-range-with-other-collation
-- setup
CREATE TABLE vl (k text NOT NULL) PARTITION BY RANGE (k COLLATE "C");
CREATE TABLE vl1 (k text NOT NULL, CHECK (k >= 'a' AND k < 'b'));
INSERT INTO vl1 SELECT 'ab' FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES FROM ('a') TO ('b');

-- form: attach/not-proved-list-with-other-collation
-- setup
CREATE TABLE vl (k text NOT NULL) PARTITION BY LIST (k COLLATE "C");
CREATE TABLE vl1 (k text NOT NULL, CHECK (k = 'a'));
INSERT INTO vl1 SELECT 'a' FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES IN ('a');

-- form: attach/not-proved-citext-with-text-constant
-- setup
CREATE TABLE vl (k citext NOT NULL) PARTITION BY LIST (k);
CREATE TABLE vl1 (k citext NOT NULL, CHECK (k = 'DE'::text));
INSERT INTO vl1 SELECT 'DE' FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES IN ('DE', 'AT');

-- form: attach/list-proved-with-any
-- setup
ALTER TABLE event_asia ADD CONSTRAINT c CHECK (region = ANY (ARRAY['asia']));
-- measure
ALTER TABLE event ATTACH PARTITION event_asia FOR VALUES IN ('asia', 'oceania');

-- form: attach/list-proved-with-or
-- setup
ALTER TABLE event_asia ADD CONSTRAINT c CHECK (region = 'asia' OR region = 'oceania');
-- measure
ALTER TABLE event ATTACH PARTITION event_asia FOR VALUES IN ('asia', 'oceania');

-- form: attach/list-default-partition-proved-with-not-in
-- setup
ALTER TABLE event_asia ADD CONSTRAINT c CHECK (region = 'asia');
ALTER TABLE event_rest ADD CONSTRAINT d CHECK (region NOT IN ('asia'));
-- measure
ALTER TABLE event ATTACH PARTITION event_asia FOR VALUES IN ('asia');

-- form: attach/list-default-partition-proved-with-other-values
-- setup
ALTER TABLE event_rest ADD CONSTRAINT d CHECK (region IN ('africa', 'mars'));
-- measure
ALTER TABLE event ATTACH PARTITION event_asia FOR VALUES IN ('asia');

-- form: attach/proved-with-large-numbers
-- setup
CREATE TABLE bg (id bigint NOT NULL) PARTITION BY RANGE (id);
CREATE TABLE bg1 (id bigint NOT NULL, CHECK (id >= 1000000000000 AND id < 2000000000000));
INSERT INTO bg1 SELECT 1500000000000 + g FROM generate_series(1,50) g;
-- measure
ALTER TABLE bg ATTACH PARTITION bg1 FOR VALUES FROM (1000000000000) TO (2000000000000);

-- form: attach/boolean-proved-with-column
-- setup
CREATE TABLE vl (k boolean NOT NULL) PARTITION BY LIST (k);
CREATE TABLE vl1 (k boolean NOT NULL, CHECK (k));
INSERT INTO vl1 SELECT true FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES IN (true);

-- form: attach/boolean-proved-with-comparison
-- setup
CREATE TABLE vl (k boolean NOT NULL) PARTITION BY LIST (k);
CREATE TABLE vl1 (k boolean NOT NULL, CHECK (k = false));
INSERT INTO vl1 SELECT false FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES IN (false);

-- form: attach/detached-concurrently-before
-- why: what CONCURRENTLY leaves behind proves the bounds
-- versions: 14-
-- setup
ALTER TABLE reading DROP CONSTRAINT reading_station_fk;
ALTER TABLE alarm DROP CONSTRAINT alarm_reading_fk;
ALTER TABLE reading DETACH PARTITION reading_2024 CONCURRENTLY;
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');

-- form: attach/proved-with-decimals
-- setup
CREATE TABLE vl (k numeric NOT NULL) PARTITION BY RANGE (k);
CREATE TABLE vl1 (k numeric NOT NULL, CHECK (k >= 0.5 AND k < 10.5));
INSERT INTO vl1 SELECT 5 FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES FROM (0.5) TO (10.5);

-- form: attach/proved-bounds-as-strings
-- setup
CREATE TABLE vl (k int NOT NULL) PARTITION BY RANGE (k);
CREATE TABLE vl1 (k int NOT NULL, CHECK (k >= 0 AND k < 10));
INSERT INTO vl1 SELECT 5 FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES FROM ('0') TO ('10');

-- form: attach/proved-timestamp-as-date
-- setup
CREATE TABLE vl (k timestamp NOT NULL) PARTITION BY RANGE (k);
CREATE TABLE vl1 (k timestamp NOT NULL, CHECK (k >= '2025-01-01' AND k < '2026-01-01 00:00'));
INSERT INTO vl1 SELECT '2025-05-05' FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES FROM ('2025-01-01 00:00:00') TO ('2026-01-01 00:00:00');

-- form: attach/proved-with-between
-- setup
CREATE TABLE vl (k int NOT NULL) PARTITION BY RANGE (k);
CREATE TABLE vl1 (k int NOT NULL, CHECK (k BETWEEN 0 AND 9));
INSERT INTO vl1 SELECT 5 FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES FROM (0) TO (10);

-- form: attach/proved-range-with-values
-- setup
CREATE TABLE vl (k int NOT NULL) PARTITION BY RANGE (k);
CREATE TABLE vl1 (k int NOT NULL, CHECK (k IN (3, 5)));
INSERT INTO vl1 SELECT 5 FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES FROM (0) TO (10);

-- form: attach/proved-timestamp-with-date-constants
-- setup
CREATE TABLE vl (k timestamp NOT NULL) PARTITION BY RANGE (k);
CREATE TABLE vl1 (k timestamp NOT NULL, CHECK (k >= DATE '2025-01-01' AND k < DATE '2026-01-01'));
INSERT INTO vl1 SELECT '2025-05-05' FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- form: attach/proved-date-with-timestamp-constants
-- setup
CREATE TABLE vl (k date NOT NULL) PARTITION BY RANGE (k);
CREATE TABLE vl1 (k date NOT NULL, CHECK (k >= TIMESTAMP '2025-01-01' AND k < TIMESTAMP '2026-01-01'));
INSERT INTO vl1 SELECT '2025-05-05' FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- form: attach/proved-varchar
-- setup
CREATE TABLE vl (k varchar(5) NOT NULL) PARTITION BY LIST (k);
CREATE TABLE vl1 (k varchar(5) NOT NULL, CHECK (k::text = 'a'::text));
INSERT INTO vl1 SELECT 'a' FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES IN ('a');

-- form: attach/proved-numeric-with-integers
-- setup
CREATE TABLE vl (k numeric NOT NULL) PARTITION BY RANGE (k);
CREATE TABLE vl1 (k numeric NOT NULL, CHECK (k >= -10 AND k < 10));
INSERT INTO vl1 SELECT 5 FROM generate_series(1,50) g;
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES FROM (-10.0) TO (10);

-- form: attach/default-partition-proved-with-not
-- setup
CREATE TABLE vl (k int NOT NULL) PARTITION BY RANGE (k);
CREATE TABLE vld PARTITION OF vl DEFAULT;
ALTER TABLE vld ADD CHECK (NOT (k >= 0 AND k < 10));
INSERT INTO vld SELECT 50 FROM generate_series(1,50) g;
CREATE TABLE vl1 (k int NOT NULL, CHECK (k >= 0 AND k < 10));
-- measure
ALTER TABLE vl ATTACH PARTITION vl1 FOR VALUES FROM (0) TO (10);

-- form: attach/proved-but-not-for-the-parents-own-bound
-- setup
CREATE TABLE ledger_x (id int NOT NULL, year int NOT NULL, kind text NOT NULL, amount int, CHECK (kind = 'x'));
INSERT INTO ledger_x SELECT g, 2023, 'x', g FROM generate_series(1,50) g;
-- measure
ALTER TABLE ledger_2023 ATTACH PARTITION ledger_x FOR VALUES IN ('x');

-- form: attach/proved-for-the-parents-own-bound-too
-- setup
CREATE TABLE ledger_x (id int NOT NULL, year int NOT NULL, kind text NOT NULL, amount int, CHECK (kind = 'x'), CHECK (year = 2023));
INSERT INTO ledger_x SELECT g, 2023, 'x', g FROM generate_series(1,50) g;
-- measure
ALTER TABLE ledger_2023 ATTACH PARTITION ledger_x FOR VALUES IN ('x');

-- form: attach/partitioned-of-which-one-partition-is-proved
-- setup
CREATE TABLE ledger_2026_out PARTITION OF ledger_2026 FOR VALUES IN ('out');
ALTER TABLE ledger_2026_out ADD CHECK (year = 2026);
INSERT INTO ledger_2026 SELECT g, 2026, 'out', g FROM generate_series(1,50) g;
-- measure
ALTER TABLE ledger ATTACH PARTITION ledger_2026 FOR VALUES FROM (2026) TO (2027);
