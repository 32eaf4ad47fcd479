-- form: function/drop-that-a-generated-column-under-a-view-uses-cascade
-- setup
CREATE FUNCTION dbl(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1*2';
ALTER TABLE scratch ADD COLUMN dd int GENERATED ALWAYS AS (dbl(n)) STORED;
CREATE VIEW sv AS SELECT dd FROM scratch;
-- measure
DROP FUNCTION dbl(int) CASCADE;

-- form: function/drop-that-a-view-under-a-view-uses-cascade
-- setup
CREATE VIEW v1 AS SELECT five_immutable() AS f, n FROM scratch;
CREATE VIEW v2 AS SELECT f FROM v1;
-- measure
DROP FUNCTION five_immutable() CASCADE;

-- form: function/drop-name-in-two-schemas-cascade
-- setup
CREATE FUNCTION archive.last_digit(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1';
-- measure
DROP FUNCTION archive.last_digit(text) CASCADE;

-- form: function/drop-renamed-that-an-index-uses-cascade
-- why: what calls a function follows its new name
-- setup
ALTER FUNCTION last_digit(text) RENAME TO ld;
-- measure
DROP FUNCTION ld(text) CASCADE;

-- form: function/drop-renamed-that-everything-uses-cascade
-- setup
CREATE FUNCTION rate() RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN 3; END $$;
CREATE TABLE by_default (n int DEFAULT rate() + 1);
CREATE TABLE by_check (n int CHECK (n > rate()));
CREATE TABLE by_policy (n int);
CREATE POLICY p ON by_policy USING (n > rate());
CREATE TABLE by_predicate (n int);
CREATE INDEX by_predicate_idx ON by_predicate (n) WHERE n > rate();
CREATE TABLE by_generated (n int, m int GENERATED ALWAYS AS (n * rate()) STORED);
CREATE VIEW by_query AS SELECT rate() AS r;
ALTER FUNCTION rate() RENAME TO fee;
-- measure
DROP FUNCTION fee() CASCADE;

-- form: function/drop-moved-that-a-default-uses-cascade
-- setup
CREATE SCHEMA elsewhere;
CREATE FUNCTION rate() RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN 3; END $$;
CREATE TABLE by_default (n int DEFAULT rate());
ALTER FUNCTION rate() SET SCHEMA elsewhere;
CREATE FUNCTION rate() RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN 4; END $$;
-- measure
DROP FUNCTION elsewhere.rate() CASCADE;
