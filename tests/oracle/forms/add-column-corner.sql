-- Corner cases, found by looking for differences

-- form: add-column/add-column-domain-constraint-dropped
-- setup
ALTER DOMAIN positive_int DROP CONSTRAINT positive_int_check;
-- measure
ALTER TABLE scratch ADD COLUMN d positive_int DEFAULT 4;

-- form: add-column/add-column-domain-notnull-dropped
-- setup
ALTER DOMAIN required_int DROP NOT NULL;
-- measure
ALTER TABLE scratch ADD COLUMN d required_int;

-- form: add-column/add-column-domain-domain-notnull-default
-- setup
CREATE DOMAIN d1 AS int NOT NULL;
CREATE DOMAIN d2 AS d1 DEFAULT 4;
-- measure
ALTER TABLE scratch ADD COLUMN d d2;

-- form: add-column/default-sql-func-with-arg-volatile
-- setup
CREATE FUNCTION a1(float8) RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT $1 + 1';
-- measure
ALTER TABLE scratch ADD COLUMN c float8 DEFAULT a1(random());

-- form: add-column/default-sql-func-value
-- setup
CREATE FUNCTION pfx() RETURNS text LANGUAGE sql AS $$ SELECT 'x' || current_date::text $$;
-- measure
ALTER TABLE scratch ADD COLUMN c text DEFAULT pfx();

-- form: add-column/default-sql-func-param-twice-volatile
-- setup
CREATE FUNCTION pfx(a float8) RETURNS float8 LANGUAGE sql AS $$ SELECT a + a $$;
-- measure
ALTER TABLE scratch ADD COLUMN c float8 DEFAULT pfx(random());

-- form: add-column/default-lpad-nextval
-- measure
ALTER TABLE scratch ADD COLUMN code text DEFAULT 'T' || lpad(nextval('ticket_seq')::text, 8, '0');

-- form: add-column/alter-function-volatile
-- setup
ALTER FUNCTION five_immutable VOLATILE;
-- measure
ALTER TABLE scratch ADD COLUMN code int DEFAULT five_immutable();

-- form: add-column/alter-routine-stable
-- setup
ALTER ROUTINE five_volatile() STABLE;
-- measure
ALTER TABLE scratch ADD COLUMN code int DEFAULT five_volatile();

-- form: add-column/function-replaced-same-tx
-- same transaction
CREATE OR REPLACE FUNCTION five_stable() RETURNS int LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN 6; END';
-- measure
ALTER TABLE scratch ADD COLUMN code int DEFAULT five_stable();

-- form: add-column/function-search-path-shadow
-- setup
CREATE FUNCTION archive.five_stable() RETURNS int LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN 6; END';
SET search_path = archive, public;
-- measure
ALTER TABLE scratch ADD COLUMN code int DEFAULT five_stable();

-- form: add-column/inherit-diamond
-- setup
CREATE TABLE hybrid (batt int) INHERITS (car, truck);
INSERT INTO hybrid SELECT g, 4, 'x', 5, 5, 6 FROM generate_series(1,50) g;
-- measure
ALTER TABLE vehicle ADD COLUMN vin text DEFAULT md5(random()::text);
