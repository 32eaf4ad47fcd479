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
