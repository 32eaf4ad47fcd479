-- form: not-null/set-that-the-same-statement-drops
-- measure
ALTER TABLE customer ALTER COLUMN email DROP NOT NULL, ALTER COLUMN email SET NOT NULL;

-- form: not-null/set-and-proof-dropped-with-a-column
-- setup
ALTER TABLE scratch ADD CONSTRAINT c CHECK (n IS NOT NULL AND label IS NOT NULL);
-- measure
ALTER TABLE scratch DROP COLUMN label, ALTER n SET NOT NULL;

-- form: not-null/set-proved-with-or-false
-- setup
ALTER TABLE customer ADD CONSTRAINT g CHECK (score IS NOT NULL OR false);
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-proved-by-check-inherited-from-not-valid
-- setup
ALTER TABLE vehicle ADD CONSTRAINT g CHECK (label IS NOT NULL) NOT VALID;
CREATE TABLE bus () INHERITS (vehicle);
INSERT INTO bus SELECT g, 4, 'x' FROM generate_series(1,50) g;
-- measure
ALTER TABLE bus ALTER label SET NOT NULL;

-- form: not-null/set-proved-by-check-of-partition-from-not-valid
-- setup
ALTER TABLE ledger ADD CONSTRAINT g CHECK (amount IS NOT NULL) NOT VALID;
CREATE TABLE l30 PARTITION OF ledger FOR VALUES FROM (2030) TO (2031);
INSERT INTO l30 SELECT g, 2030, 'x', 5 FROM generate_series(1,50) g;
-- measure
ALTER TABLE l30 ALTER amount SET NOT NULL;

-- form: not-null/validate-partitioned-one-is-valid
-- versions: 18-
-- setup
ALTER TABLE ledger ADD CONSTRAINT lnn NOT NULL amount NOT VALID;
ALTER TABLE ledger_2024 VALIDATE CONSTRAINT lnn;
-- measure
ALTER TABLE ledger VALIDATE CONSTRAINT lnn;

-- form: not-null/set-that-another-check-still-proves
-- setup
ALTER TABLE scratch ADD CONSTRAINT c CHECK (n IS NOT NULL AND label IS NOT NULL), ADD CONSTRAINT d CHECK (n IS NOT NULL);
-- measure
ALTER TABLE scratch DROP COLUMN label, ALTER n SET NOT NULL;

-- form: not-null/set-partitioned-middle-level-has-it
-- setup
ALTER TABLE ledger_2023 ALTER amount SET NOT NULL;
-- measure
ALTER TABLE ledger ALTER amount SET NOT NULL;
