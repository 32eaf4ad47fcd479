-- Corner cases, found by looking for differences

-- form: index/only-then-attach-last-two-level
-- setup
CREATE INDEX lk ON ONLY ledger (kind);
CREATE INDEX lk23 ON ONLY ledger_2023 (kind);
CREATE INDEX CONCURRENTLY lk23a ON ledger_2023_in (kind);
CREATE INDEX CONCURRENTLY lk23b ON ledger_2023_rest (kind);
CREATE INDEX CONCURRENTLY lk24 ON ledger_2024 (kind);
CREATE INDEX CONCURRENTLY lkr ON ledger_rest (kind);
ALTER INDEX lk23 ATTACH PARTITION lk23a;
ALTER INDEX lk23 ATTACH PARTITION lk23b;
ALTER INDEX lk ATTACH PARTITION lk24;
ALTER INDEX lk ATTACH PARTITION lkr;
-- measure
ALTER INDEX lk ATTACH PARTITION lk23;

-- form: index/only-then-attach-leaf-last
-- setup
CREATE INDEX lk ON ONLY ledger (kind);
CREATE INDEX lk23 ON ONLY ledger_2023 (kind);
CREATE INDEX CONCURRENTLY lk23a ON ledger_2023_in (kind);
CREATE INDEX CONCURRENTLY lk23b ON ledger_2023_rest (kind);
CREATE INDEX CONCURRENTLY lk24 ON ledger_2024 (kind);
CREATE INDEX CONCURRENTLY lkr ON ledger_rest (kind);
ALTER INDEX lk23 ATTACH PARTITION lk23a;
ALTER INDEX lk ATTACH PARTITION lk23;
ALTER INDEX lk ATTACH PARTITION lk24;
ALTER INDEX lk ATTACH PARTITION lkr;
-- measure
ALTER INDEX lk23 ATTACH PARTITION lk23b;

-- form: index/drop-invalid-parent-index
-- setup
CREATE INDEX lk ON ONLY ledger (kind);
CREATE INDEX lk24 ON ledger_2024 (kind);
ALTER INDEX lk ATTACH PARTITION lk24;
-- measure
DROP INDEX lk;

-- form: index/index-partial-there
-- setup
CREATE INDEX l24 ON ledger_2024 (kind) WHERE amount > 5;
-- measure
CREATE INDEX lk ON ledger (kind) WHERE amount > 5;

-- form: index/index-partial-there-different
-- setup
CREATE INDEX l24 ON ledger_2024 (kind) WHERE amount > 6;
-- measure
CREATE INDEX lk ON ledger (kind) WHERE amount > 5;

-- form: index/index-desc-there
-- setup
CREATE INDEX l24 ON ledger_2024 (kind DESC);
-- measure
CREATE INDEX lk ON ledger (kind);

-- form: index/index-collate-there
-- setup
CREATE INDEX l24 ON ledger_2024 (kind COLLATE "C");
-- measure
CREATE INDEX lk ON ledger (kind);

-- form: index/index-opclass-there
-- setup
CREATE INDEX l24 ON ledger_2024 (kind text_pattern_ops);
-- measure
CREATE INDEX lk ON ledger (kind);

-- form: index/index-attached-elsewhere
-- why: the index that is there already belongs to another index
-- setup
CREATE INDEX lk0 ON ledger (kind);
-- measure
CREATE INDEX lk ON ledger (kind);

-- form: index/new-partition-after-index-renamed
-- setup
ALTER INDEX ledger_amount_idx RENAME TO zzz;
CREATE TABLE ledger_2031 PARTITION OF ledger FOR VALUES FROM (2031) TO (2032);
-- measure
REINDEX INDEX ledger_2031_amount_idx;

-- form: index/new-partition-expression-index
-- setup
CREATE INDEX le ON ledger (lower(kind), (amount + 1), (amount + 2));
CREATE TABLE ledger_2031 PARTITION OF ledger FOR VALUES FROM (2031) TO (2032);
-- measure
DROP INDEX le;

-- form: index/attached-then-drop-index
-- setup
ALTER TABLE ledger ATTACH PARTITION ledger_2025 FOR VALUES FROM (2025) TO (2026);
-- measure
DROP INDEX ledger_amount_idx;

-- form: index/two-unique-indexes-fk
-- why: the foreign key uses the first of them
-- setup
CREATE UNIQUE INDEX su ON scratch (n);
CREATE UNIQUE INDEX su2 ON scratch (n);
CREATE TABLE q (n int REFERENCES scratch (n));
-- measure
DROP INDEX su2;

-- form: index/like-all-expression-index-name
-- setup
CREATE TABLE cc (LIKE customer INCLUDING ALL);
-- measure
DROP INDEX cc_lower_idx;

-- form: index/like-all-include-index-name
-- setup
CREATE TABLE cc (LIKE customer INCLUDING ALL);
-- measure
DROP INDEX cc_country_name_idx;
