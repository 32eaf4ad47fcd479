-- Corner cases, found by looking for differences

-- form: not-null/set-or-of-two-nonnull
-- setup
ALTER TABLE customer ADD CONSTRAINT g CHECK (score IS NOT NULL OR score > 5);
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-and-with-or-inside
-- setup
ALTER TABLE customer ADD CONSTRAINT g CHECK ((score > 5 OR score < 0 OR true) AND (score IS NOT NULL));
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-nested-and
-- setup
ALTER TABLE customer ADD CONSTRAINT g CHECK (credit >= 0 AND (id > 0 AND (score IS NOT NULL)));
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-both-or-branches
-- setup
ALTER TABLE customer ADD CONSTRAINT g CHECK ((score IS NOT NULL AND id > 0) OR (score IS NOT NULL AND id < 0));
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-not-or-is-null
-- setup
ALTER TABLE customer ADD CONSTRAINT g CHECK (NOT (score IS NULL OR id < 0));
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-not-and-is-null
-- setup
ALTER TABLE customer ADD CONSTRAINT g CHECK (NOT (score IS NULL AND id > 0));
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-not-not
-- setup
ALTER TABLE customer ADD CONSTRAINT g CHECK (NOT (NOT (score IS NOT NULL)));
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-is-null-is-false
-- setup
ALTER TABLE customer ADD CONSTRAINT g CHECK ((score IS NULL) IS FALSE);
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-row-is-not-null
-- setup
ALTER TABLE customer ADD CONSTRAINT g CHECK (ROW(score, credit) IS NOT NULL);
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-num-nonnulls
-- setup
ALTER TABLE customer ADD CONSTRAINT g CHECK (num_nonnulls(score, credit) = 2);
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-notnull-operator
-- setup
ALTER TABLE customer ADD CONSTRAINT g CHECK (score NOTNULL);
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-cast-not-null
-- setup
ALTER TABLE customer ADD CONSTRAINT g CHECK (score::bigint IS NOT NULL);
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-varchar-cast-to-text
-- setup
ALTER TABLE customer ADD CONSTRAINT g CHECK (name::text IS NOT NULL);
-- measure
ALTER TABLE customer ALTER COLUMN name SET NOT NULL;

-- form: not-null/set-col-renamed-after
-- setup
ALTER TABLE customer ADD CONSTRAINT g CHECK (score IS NOT NULL);
ALTER TABLE customer RENAME COLUMN score TO points;
-- measure
ALTER TABLE customer ALTER COLUMN points SET NOT NULL;

-- form: not-null/set-table-renamed-after
-- setup
ALTER TABLE customer ADD CONSTRAINT g CHECK (customer.score IS NOT NULL) NOT VALID;
ALTER TABLE customer RENAME TO client;
ALTER TABLE client VALIDATE CONSTRAINT g;
-- measure
ALTER TABLE client ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-constraint-renamed
-- setup
ALTER TABLE customer ADD CONSTRAINT g CHECK (score IS NOT NULL) NOT VALID;
ALTER TABLE customer RENAME CONSTRAINT g TO h;
ALTER TABLE customer VALIDATE CONSTRAINT h;
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-inherited-check-child
-- setup
ALTER TABLE vehicle ADD CONSTRAINT g CHECK (label IS NOT NULL);
-- measure
ALTER TABLE sports_car ALTER COLUMN label SET NOT NULL;

-- form: not-null/set-inherited-check-parent
-- setup
ALTER TABLE vehicle ADD CONSTRAINT g CHECK (label IS NOT NULL);
-- measure
ALTER TABLE vehicle ALTER COLUMN label SET NOT NULL;

-- form: not-null/set-no-inherit-check-parent
-- setup
ALTER TABLE vehicle ADD CONSTRAINT g CHECK (label IS NOT NULL) NO INHERIT;
-- measure
ALTER TABLE vehicle ALTER COLUMN label SET NOT NULL;

-- form: not-null/set-check-on-middle
-- setup
ALTER TABLE car ADD CONSTRAINT g CHECK (label IS NOT NULL);
-- measure
ALTER TABLE vehicle ALTER COLUMN label SET NOT NULL;

-- form: not-null/set-part-not-valid-parent
-- setup
ALTER TABLE ledger ADD CONSTRAINT g CHECK (amount IS NOT NULL) NOT VALID;
-- measure
ALTER TABLE ledger ALTER COLUMN amount SET NOT NULL;

-- form: not-null/set-part-validated
-- setup
ALTER TABLE ledger ADD CONSTRAINT g CHECK (amount IS NOT NULL) NOT VALID;
ALTER TABLE ledger VALIDATE CONSTRAINT g;
-- measure
ALTER TABLE ledger ALTER COLUMN amount SET NOT NULL;

-- form: not-null/set-part-validated-one-leaf
-- setup
ALTER TABLE ledger ADD CONSTRAINT g CHECK (amount IS NOT NULL) NOT VALID;
ALTER TABLE ledger_2023 VALIDATE CONSTRAINT g;
-- measure
ALTER TABLE ledger ALTER COLUMN amount SET NOT NULL;

-- form: not-null/set-part-middle-only
-- measure
ALTER TABLE ledger_2023 ALTER COLUMN amount SET NOT NULL;

-- form: not-null/set-key-range
-- why: bounds of range partitions imply not null
-- setup
CREATE TABLE m (id int, at date) PARTITION BY RANGE (at);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
INSERT INTO m SELECT g, '2024-05-05' FROM generate_series(1,100) g;
-- measure
ALTER TABLE m1 ALTER COLUMN at SET NOT NULL;

-- form: not-null/set-key-range-parent
-- setup
CREATE TABLE m (id int, at date) PARTITION BY RANGE (at);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE m2 PARTITION OF m DEFAULT;
INSERT INTO m SELECT g, '2024-05-05' FROM generate_series(1,100) g;
INSERT INTO m SELECT g, '2034-05-05' FROM generate_series(1,100) g;
-- measure
ALTER TABLE m ALTER COLUMN at SET NOT NULL;

-- form: not-null/set-key-list-parent
-- setup
CREATE TABLE m (id int, at text) PARTITION BY LIST (at);
CREATE TABLE m1 PARTITION OF m FOR VALUES IN ('a');
CREATE TABLE m2 PARTITION OF m DEFAULT;
INSERT INTO m SELECT g, 'a' FROM generate_series(1,100) g;
INSERT INTO m SELECT g, 'b' FROM generate_series(1,100) g;
-- measure
ALTER TABLE m ALTER COLUMN at SET NOT NULL;

-- form: not-null/set-drop-not-null-then-set
-- same transaction
ALTER TABLE customer ALTER COLUMN email DROP NOT NULL;
-- measure
ALTER TABLE customer ALTER COLUMN email SET NOT NULL;

-- form: not-null/set-like-including-constraints
-- setup
CREATE TABLE z (a int CHECK (a IS NOT NULL), b int);
CREATE TABLE y (LIKE z INCLUDING CONSTRAINTS);
INSERT INTO y SELECT g, g FROM generate_series(1,100) g;
-- measure
ALTER TABLE y ALTER a SET NOT NULL;

-- form: not-null/set-like-without
-- setup
CREATE TABLE z (a int CHECK (a IS NOT NULL), b int);
CREATE TABLE y (LIKE z INCLUDING DEFAULTS);
INSERT INTO y SELECT g, g FROM generate_series(1,100) g;
-- measure
ALTER TABLE y ALTER a SET NOT NULL;

-- form: not-null/set-two-cols-same-statement-type
-- setup
ALTER TABLE customer ADD CONSTRAINT g CHECK (score IS NOT NULL);
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL, ALTER COLUMN name TYPE text;

-- form: not-null/set-proved-and-type-change-of-proved
-- setup
ALTER TABLE customer ADD CONSTRAINT g CHECK (name IS NOT NULL);
-- measure
ALTER TABLE customer ALTER COLUMN name TYPE text, ALTER COLUMN name SET NOT NULL;

-- form: not-null/set-domain-not-null-column
-- setup
ALTER TABLE scratch ADD COLUMN d required_int DEFAULT 4;
-- measure
ALTER TABLE scratch ALTER COLUMN d SET NOT NULL;

-- form: not-null/set-case
-- setup
ALTER TABLE customer ADD CONSTRAINT g CHECK (CASE WHEN score IS NULL THEN false ELSE true END);
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-coalesce-bool
-- setup
ALTER TABLE customer ADD CONSTRAINT g CHECK (coalesce(score IS NOT NULL, false));
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-parent-check-dropped
-- setup
ALTER TABLE vehicle ADD CONSTRAINT g CHECK (label IS NOT NULL);
ALTER TABLE vehicle DROP CONSTRAINT g;
-- measure
ALTER TABLE truck ALTER label SET NOT NULL;

-- form: not-null/set-parent-check-dropped-only
-- setup
ALTER TABLE vehicle ADD CONSTRAINT g CHECK (label IS NOT NULL);
ALTER TABLE ONLY vehicle DROP CONSTRAINT g;
-- measure
ALTER TABLE vehicle ALTER label SET NOT NULL;

-- form: not-null/set-child-created-after-check
-- setup
ALTER TABLE vehicle ADD CONSTRAINT g CHECK (label IS NOT NULL);
CREATE TABLE bus () INHERITS (vehicle);
INSERT INTO bus SELECT g, 4, 'x' FROM generate_series(1,50) g;
-- measure
ALTER TABLE bus ALTER label SET NOT NULL;

-- form: not-null/set-child-created-after-no-inherit-check
-- setup
ALTER TABLE vehicle ADD CONSTRAINT g CHECK (label IS NOT NULL) NO INHERIT;
CREATE TABLE bus () INHERITS (vehicle);
INSERT INTO bus SELECT g, 4, 'x' FROM generate_series(1,50) g;
-- measure
ALTER TABLE bus ALTER label SET NOT NULL;

-- form: not-null/set-attached-with-valid-check-parent-not-valid
-- setup
ALTER TABLE ledger ADD CONSTRAINT g CHECK (amount IS NOT NULL) NOT VALID;
ALTER TABLE ledger_2025 ADD CONSTRAINT g CHECK (amount IS NOT NULL);
ALTER TABLE ledger ATTACH PARTITION ledger_2025 FOR VALUES FROM (2025) TO (2026);
-- measure
ALTER TABLE ledger ALTER amount SET NOT NULL;

-- form: not-null/set-detached-keeps-check
-- setup
ALTER TABLE ledger ADD CONSTRAINT g CHECK (amount IS NOT NULL);
ALTER TABLE ledger DETACH PARTITION ledger_2024;
-- measure
ALTER TABLE ledger_2024 ALTER amount SET NOT NULL;

-- form: not-null/set-drop-not-null-parent-child-goes
-- setup
ALTER TABLE vehicle ALTER id SET NOT NULL;
ALTER TABLE vehicle ALTER id DROP NOT NULL;
-- measure
ALTER TABLE truck ALTER id SET NOT NULL;

-- form: not-null/set-type-change-keeps-check-proof
-- setup
ALTER TABLE scratch ADD CONSTRAINT c CHECK (n IS NOT NULL);
ALTER TABLE scratch ALTER n TYPE bigint;
-- measure
ALTER TABLE scratch ALTER n SET NOT NULL;

-- form: not-null/set-create-not-valid-check-is-valid
-- setup
CREATE TABLE z (a int, CONSTRAINT c CHECK (a IS NOT NULL) NOT VALID);
INSERT INTO z SELECT g FROM generate_series(1,50) g;
-- measure
ALTER TABLE z ALTER a SET NOT NULL;

-- form: not-null/set-savepoint-rolled-back
-- same transaction
SAVEPOINT a;
ALTER TABLE scratch ADD CONSTRAINT lc CHECK (n IS NOT NULL);
ROLLBACK TO a;
-- measure
ALTER TABLE scratch ALTER n SET NOT NULL;
