-- form: attach/covering-index-there
-- setup
CREATE INDEX r25 ON reading_2025 (value) INCLUDE (unit);
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- form: attach/primary-key-there-for-unique
-- setup
ALTER TABLE ledger ADD CONSTRAINT lu UNIQUE (id, year, kind);
ALTER TABLE ledger_2025 ADD PRIMARY KEY (id, year, kind);
-- measure
ALTER TABLE ledger ATTACH PARTITION ledger_2025 FOR VALUES FROM (2025) TO (2026);

-- form: attach/unique-there-for-primary-key
-- setup
ALTER TABLE ledger ADD PRIMARY KEY (id, year, kind);
ALTER TABLE ledger_2025 ADD UNIQUE (id, year, kind);
-- measure
ALTER TABLE ledger ATTACH PARTITION ledger_2025 FOR VALUES FROM (2025) TO (2026);

-- form: attach/foreign-key-there-with-other-action
-- setup
ALTER TABLE reading_2025 ADD CONSTRAINT f FOREIGN KEY (station_id) REFERENCES station ON DELETE CASCADE;
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- form: attach/foreign-key-there-deferrable
-- setup
ALTER TABLE reading_2025 ADD CONSTRAINT f FOREIGN KEY (station_id) REFERENCES station DEFERRABLE;
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

-- form: attach/foreign-key-to-partitioned-there
-- setup
CREATE TABLE sn (id int, sid int) PARTITION BY RANGE (id);
CREATE TABLE sn1 (id int, sid int);
INSERT INTO sn1 SELECT id, id FROM shard WHERE id < 500;
ALTER TABLE sn ADD CONSTRAINT snf FOREIGN KEY (sid) REFERENCES shard;
ALTER TABLE sn1 ADD CONSTRAINT snf FOREIGN KEY (sid) REFERENCES shard;
-- measure
ALTER TABLE sn ATTACH PARTITION sn1 FOR VALUES FROM (0) TO (500);

-- form: attach/expression-index-of-parent
-- setup
CREATE INDEX ledger_lk ON ledger (lower(kind));
-- measure
ALTER TABLE ledger ATTACH PARTITION ledger_2025 FOR VALUES FROM (2025) TO (2026);

-- form: attach/two-expressions-index-of-parent
-- setup
CREATE INDEX ledger_lk ON ledger ((amount + 1), (amount + 2), upper(kind));
-- measure
ALTER TABLE ledger ATTACH PARTITION ledger_2025 FOR VALUES FROM (2025) TO (2026);

-- form: attach/covering-index-of-parent
-- setup
CREATE INDEX ledger_lk ON ledger (kind) INCLUDE (amount);
-- measure
ALTER TABLE ledger ATTACH PARTITION ledger_2025 FOR VALUES FROM (2025) TO (2026);
