-- Functions, procedures, aggregates, operators, casts

-- form: function/create
-- measure
CREATE FUNCTION add(a int, b int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a + b';

-- form: function/create-plpgsql
-- why: what the body names is not looked at
-- measure
CREATE FUNCTION count_customers() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM customer); END';

-- form: function/create-sql-that-reads
-- why: the body of an SQL function is checked, for which the table is opened
-- measure
CREATE FUNCTION count_customers() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM customer';

-- form: function/create-sql-that-writes
-- measure
CREATE FUNCTION forget() RETURNS void LANGUAGE sql AS 'DELETE FROM scratch';

-- form: function/create-sql-unchecked
-- same transaction
SET LOCAL check_function_bodies = off;
-- measure
CREATE FUNCTION count_customers() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM customer';

-- form: function/create-sql-absent-table
-- why: refused (42P01)
-- measure
CREATE FUNCTION count_nothing() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM nowhere';

-- form: function/create-sql-standard-body
-- versions: 14-
-- measure
CREATE FUNCTION count_customers() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM customer; END;

-- form: function/create-sql-standard-return
-- versions: 14-
-- measure
CREATE FUNCTION add(a int, b int) RETURNS int LANGUAGE sql RETURN a + b;

-- form: function/create-with-table-row-type
-- measure
CREATE FUNCTION full_name(c customer) RETURNS text LANGUAGE sql STABLE AS 'SELECT c.name';

-- form: function/create-returns-setof
-- measure
CREATE FUNCTION all_stores() RETURNS SETOF store LANGUAGE sql AS 'SELECT * FROM store';

-- form: function/create-trigger-function
-- measure
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';

-- form: function/create-security-definer
-- measure
CREATE FUNCTION careful() RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS 'BEGIN RETURN 1; END';

-- form: function/create-syntax-error-in-body
-- why: refused (42601)
-- measure
CREATE FUNCTION broken() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURNN 1; END';

-- form: function/create-name-taken
-- why: refused (42723)
-- measure
CREATE FUNCTION five_stable() RETURNS int LANGUAGE sql AS 'SELECT 5';

-- form: function/create-overload
-- measure
CREATE FUNCTION five_stable(int) RETURNS int LANGUAGE sql AS 'SELECT 5 + $1';

-- form: function/create-if-not-exists
-- why: refused (42601)
-- measure
CREATE FUNCTION IF NOT EXISTS five_stable() RETURNS int LANGUAGE sql AS 'SELECT 5';

-- form: function/replace
-- measure
CREATE OR REPLACE FUNCTION five_stable() RETURNS int LANGUAGE plpgsql STABLE AS 'BEGIN RETURN 6; END';

-- form: function/replace-that-an-index-uses
-- why: the index is left as it is
-- measure
CREATE OR REPLACE FUNCTION last_digit(text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN left($1, 1); END';

-- form: function/replace-that-a-trigger-uses
-- measure
CREATE OR REPLACE FUNCTION touch_row() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END';

-- form: function/replace-other-return-type
-- why: refused (42P13)
-- measure
CREATE OR REPLACE FUNCTION five_stable() RETURNS text LANGUAGE sql AS $$ SELECT '5' $$;

-- form: function/replace-with-argument-renamed
-- why: refused (42P13)
-- setup
CREATE FUNCTION add(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT a + b';
-- measure
CREATE OR REPLACE FUNCTION add(x int, y int) RETURNS int LANGUAGE sql AS 'SELECT x + y';

-- form: function/alter-volatility
-- measure
ALTER FUNCTION five_volatile() STABLE;

-- form: function/alter-owner
-- measure
ALTER FUNCTION five_stable() OWNER TO app_owner;

-- form: function/alter-set-schema
-- measure
ALTER FUNCTION five_stable() SET SCHEMA archive;

-- form: function/alter-set
-- measure
ALTER FUNCTION five_stable() SET work_mem = '8MB';

-- form: function/alter-depends-on-extension
-- measure
ALTER FUNCTION five_stable() DEPENDS ON EXTENSION citext;

-- form: function/drop
-- measure
DROP FUNCTION five_stable();

-- form: function/drop-without-arguments
-- measure
DROP FUNCTION five_stable;

-- form: function/drop-two
-- measure
DROP FUNCTION five_stable(), five_volatile();

-- form: function/drop-absent
-- why: refused (42883)
-- measure
DROP FUNCTION nothing();

-- form: function/drop-if-exists-absent
-- measure
DROP FUNCTION IF EXISTS nothing();

-- form: function/drop-that-an-index-uses
-- why: refused (2BP01)
-- measure
DROP FUNCTION last_digit(text);

-- form: function/drop-that-an-index-uses-cascade
-- why: the index goes
-- measure
DROP FUNCTION last_digit(text) CASCADE;

-- form: function/drop-that-triggers-use-cascade
-- measure
DROP FUNCTION touch_row() CASCADE;

-- form: function/drop-that-a-default-uses-cascade
-- setup
ALTER TABLE scratch ALTER COLUMN n SET DEFAULT five_volatile();
-- measure
DROP FUNCTION five_volatile() CASCADE;

-- form: function/drop-that-a-check-uses-cascade
-- setup
ALTER TABLE scratch ADD CONSTRAINT scratch_check CHECK (last_digit(label) <> 'x');
-- measure
DROP FUNCTION last_digit(text) CASCADE;

-- form: function/drop-that-a-view-uses-cascade
-- setup
CREATE VIEW five_view AS SELECT five_stable() AS five;
-- measure
DROP FUNCTION five_stable() CASCADE;

-- form: function/call
-- measure
SELECT five_volatile();

-- form: function/call-that-reads
-- setup
CREATE FUNCTION count_customers() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM customer); END';
-- measure
SELECT count_customers();

-- form: function/call-that-alters
-- why: what a function does is not in its call
-- setup
CREATE FUNCTION widen() RETURNS void LANGUAGE plpgsql AS 'BEGIN ALTER TABLE scratch ADD COLUMN extra int; END';
-- measure
SELECT widen();

-- form: function/procedure-create
-- measure
CREATE PROCEDURE clean_up() LANGUAGE plpgsql AS 'BEGIN DELETE FROM scratch; END';

-- form: function/procedure-call
-- measure
CALL tidy_up();

-- form: function/procedure-that-commits
-- why: refused (2D000): not inside a transaction block
-- setup
CREATE PROCEDURE clean_up() LANGUAGE plpgsql AS 'BEGIN DELETE FROM scratch; COMMIT; END';
-- measure
CALL clean_up();

-- form: function/procedure-drop
-- measure
DROP PROCEDURE tidy_up();

-- form: function/routine-drop
-- measure
DROP ROUTINE tidy_up();

-- form: function/aggregate-create
-- measure
CREATE AGGREGATE product_of(int) (SFUNC = int4mul, STYPE = int, INITCOND = 1);

-- form: function/aggregate-drop
-- setup
CREATE AGGREGATE product_of(int) (SFUNC = int4mul, STYPE = int, INITCOND = 1);
-- measure
DROP AGGREGATE product_of(int);

-- form: function/operator-create
-- measure
CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq);

-- form: function/cast-create
-- measure
CREATE CAST (text AS mood) WITH INOUT AS ASSIGNMENT;

-- form: function/cast-drop-if-exists-absent
-- measure
DROP CAST IF EXISTS (text AS mood);

-- form: function/do
-- measure
DO $$ BEGIN PERFORM 1; END $$;

-- form: function/do-that-alters
-- measure
DO $$ BEGIN ALTER TABLE scratch ADD COLUMN extra int; END $$;

-- form: function/do-that-alters-dynamically
-- measure
DO $$ BEGIN EXECUTE format('ALTER TABLE %I ADD COLUMN extra int', 'scratch'); END $$;

-- form: function/do-that-catches
-- why: what was locked in the block that failed is let go of
-- measure
DO $$ BEGIN ALTER TABLE customer ADD COLUMN score int; EXCEPTION WHEN duplicate_column THEN NULL; END $$;

-- form: function/do-that-commits
-- why: refused (2D000)
-- measure
DO $$ BEGIN COMMIT; END $$;

-- form: function/comment
-- measure
COMMENT ON FUNCTION five_stable() IS 'five';
