-- form: function/create-sql-of-two-statements
-- measure
CREATE FUNCTION two() RETURNS void LANGUAGE sql AS 'UPDATE scratch SET n = 1; DELETE FROM store';

-- form: function/create-sql-with-writing-with
-- measure
CREATE FUNCTION two() RETURNS void LANGUAGE sql AS 'WITH x AS (DELETE FROM store RETURNING id) UPDATE scratch SET n = 1 FROM x';

-- form: function/create-sql-that-reads-a-view
-- measure
CREATE FUNCTION two() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM good_customer';

-- form: function/create-sql-for-update
-- measure
CREATE FUNCTION two() RETURNS int LANGUAGE sql AS 'SELECT id FROM store FOR UPDATE';

-- form: function/do-that-assigns-from-a-query
-- measure
DO $$ DECLARE c bigint; BEGIN c := (SELECT count(*) FROM store); RAISE NOTICE '%', c; END $$;

-- form: function/do-that-declares-from-a-query
-- measure
DO $$ DECLARE c bigint := (SELECT count(*) FROM store); BEGIN RAISE NOTICE '%', c; END $$;

-- form: function/do-with-a-condition-that-is-a-query
-- measure
DO $$ BEGIN IF EXISTS (SELECT 1 FROM store WHERE id = -1) THEN NULL; END IF; END $$;

-- form: function/do-with-case-and-while-of-queries
-- measure
DO $$ BEGIN CASE (SELECT count(*) FROM store) WHEN -1 THEN NULL; ELSE NULL; END CASE; WHILE (SELECT count(*) FROM scratch) < 0 LOOP NULL; END LOOP; END $$;

-- form: function/select-of-stable-sql-function
-- setup
CREATE FUNCTION how_many() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM customer';
-- measure
SELECT how_many();

-- form: function/select-from-stable-sql-function
-- setup
CREATE FUNCTION all_of_them() RETURNS SETOF customer LANGUAGE sql STABLE AS 'SELECT * FROM customer';
-- measure
SELECT * FROM all_of_them();

-- form: function/select-of-stable-plpgsql-function
-- setup
CREATE FUNCTION how_many() RETURNS bigint LANGUAGE plpgsql STABLE AS 'BEGIN RETURN (SELECT count(*) FROM customer); END';
-- measure
SELECT how_many();

-- form: function/select-of-stable-function-that-reads-no-table
-- setup
CREATE FUNCTION who() RETURNS text LANGUAGE sql STABLE AS 'SELECT current_setting(''application_name'')';
-- measure
SELECT who();
