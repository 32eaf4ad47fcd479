-- Corner cases, found by looking for differences

-- form: name/swap-tables-in-tx
-- same transaction
ALTER TABLE scratch RENAME TO scratch_old;
ALTER TABLE scratch_copy RENAME TO scratch;
-- measure
ALTER TABLE scratch ADD COLUMN q int NOT NULL DEFAULT random()*5;

-- form: name/pg-temp-dropped-then-public
-- setup
CREATE TEMP TABLE scratch (id int, n int);
DROP TABLE scratch;
-- measure
ALTER TABLE scratch ALTER COLUMN n TYPE bigint;

-- form: name/discard-temp
-- setup
CREATE TEMP TABLE scratch (id int, n int);
DISCARD TEMP;
-- measure
ALTER TABLE scratch ALTER COLUMN n TYPE bigint;

-- form: name/quoted-dot
-- setup
CREATE TABLE "archive.x" ("a.b" int);
INSERT INTO "archive.x" SELECT g FROM generate_series(1,50) g;
-- measure
ALTER TABLE "archive.x" ALTER COLUMN "a.b" SET NOT NULL;

-- form: name/quoted-quote
-- setup
CREATE TABLE "we""ird" ("c""d" int);
INSERT INTO "we""ird" SELECT g FROM generate_series(1,50) g;
-- measure
CREATE INDEX ON "we""ird" ("c""d");

-- form: name/auto-name-collision
-- setup
CREATE TABLE q (a int REFERENCES store, b int, CONSTRAINT q_b_fkey CHECK (b > 0));
ALTER TABLE q ADD FOREIGN KEY (b) REFERENCES product;
-- measure
ALTER TABLE q DROP CONSTRAINT q_b_fkey1;

-- form: name/auto-check-names
-- setup
CREATE TABLE q (a int CHECK (a > 0) CHECK (a < 10000), b int CHECK (a < b));
INSERT INTO q SELECT g, g+1 FROM generate_series(1,50) g;
-- measure
ALTER TABLE q DROP CONSTRAINT q_a_check1, DROP CONSTRAINT q_check;

-- form: name/rename-index-renames-constraint
-- setup
ALTER INDEX customer_email_key RENAME TO cek;
-- measure
ALTER TABLE customer DROP CONSTRAINT cek;
