-- form: index/set-tablespace-of-index-from-default-tablespace
-- setup
SET default_tablespace = fast_disk;
CREATE INDEX si ON scratch (n);
RESET default_tablespace;
-- measure
ALTER INDEX si SET TABLESPACE pg_default;

-- form: index/partitioned-create-partition-has-covering-one
-- setup
CREATE INDEX l24 ON ledger_2024 (kind) INCLUDE (amount);
-- measure
CREATE INDEX lk ON ledger (kind);

-- form: index/partitioned-create-unique-partition-has-covering-one
-- setup
CREATE UNIQUE INDEX l24 ON ledger_2024 (id, year, kind) INCLUDE (amount);
-- measure
CREATE UNIQUE INDEX lk ON ledger (id, year, kind);

-- form: index/partitioned-create-unique-partition-has-nulls-not-distinct
-- versions: 15-
-- setup
CREATE UNIQUE INDEX l24 ON ledger_2024 (id, year, kind) NULLS NOT DISTINCT;
-- measure
CREATE UNIQUE INDEX lk ON ledger (id, year, kind);

-- form: index/concurrently-create-two-expressions
-- measure
CREATE INDEX CONCURRENTLY ON customer ((data->>'a'), (score % 10));

-- form: index/partitioned-create-covering
-- setup
CREATE INDEX l24 ON ledger_2024 (kind);
-- measure
CREATE INDEX lk ON ledger (kind) INCLUDE (amount);

-- form: index/partitioned-create-middle-level-has-it-only
-- setup
CREATE INDEX l24 ON ledger_2024 (kind, id);
CREATE INDEX l23 ON ONLY ledger_2023 (kind, id);
-- measure
CREATE INDEX lk ON ledger (kind, id);
