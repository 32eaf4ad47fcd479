-- form: name/temporary-schema-last-in-search-path
-- setup
CREATE TEMP TABLE scratch (id int, n int);
SET search_path = public, pg_temp;
-- measure
ALTER TABLE scratch ALTER COLUMN n TYPE bigint;
