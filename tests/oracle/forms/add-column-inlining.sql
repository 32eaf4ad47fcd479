-- form: add-column/default-sql-function-with-limit
-- setup
CREATE FUNCTION pfx() RETURNS int LANGUAGE sql AS $$ SELECT 1 LIMIT 1 $$;
-- measure
ALTER TABLE scratch ADD COLUMN c int DEFAULT pfx();

-- form: add-column/default-sql-function-with-with
-- setup
CREATE FUNCTION pfx() RETURNS int LANGUAGE sql AS $$ WITH a AS (SELECT 1 AS x) SELECT x FROM a $$;
-- measure
ALTER TABLE scratch ADD COLUMN c int DEFAULT pfx();

-- form: add-column/default-sql-function-with-union
-- setup
CREATE FUNCTION pfx() RETURNS int LANGUAGE sql AS $$ SELECT 1 UNION SELECT 1 $$;
-- measure
ALTER TABLE scratch ADD COLUMN c int DEFAULT pfx();

-- form: add-column/default-sql-function-with-aggregate
-- setup
CREATE FUNCTION pfx() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) $$;
-- measure
ALTER TABLE scratch ADD COLUMN c bigint DEFAULT pfx();

-- form: add-column/default-sql-function-with-where
-- setup
CREATE FUNCTION pfx() RETURNS int LANGUAGE sql AS $$ SELECT 1 WHERE true $$;
-- measure
ALTER TABLE scratch ADD COLUMN c int DEFAULT pfx();

-- form: add-column/default-sql-function-with-subquery
-- setup
CREATE FUNCTION pfx() RETURNS int LANGUAGE sql AS $$ SELECT (SELECT 1) $$;
-- measure
ALTER TABLE scratch ADD COLUMN c int DEFAULT pfx();

-- form: add-column/default-sql-function-of-values
-- setup
CREATE FUNCTION pfx() RETURNS int LANGUAGE sql AS $$ VALUES (1) $$;
-- measure
ALTER TABLE scratch ADD COLUMN c int DEFAULT pfx();

-- form: add-column/default-sql-function-from-values
-- setup
CREATE FUNCTION pfx() RETURNS int LANGUAGE sql AS $$ SELECT x FROM (VALUES (1)) v(x) $$;
-- measure
ALTER TABLE scratch ADD COLUMN c int DEFAULT pfx();

-- form: add-column/default-sql-function-of-two-columns
-- setup
CREATE FUNCTION pfx(OUT a int, OUT b int) LANGUAGE sql AS $$ SELECT 1, 2 $$;
-- measure
ALTER TABLE scratch ADD COLUMN c text DEFAULT pfx()::text;

-- form: add-column/default-function-with-volatile-default-argument
-- setup
CREATE FUNCTION pfx(a float8 DEFAULT random()) RETURNS float8 LANGUAGE sql IMMUTABLE AS $$ SELECT a $$;
-- measure
ALTER TABLE scratch ADD COLUMN c float8 DEFAULT pfx();

-- form: add-column/default-sql-function-with-comment-in-body
-- setup
CREATE FUNCTION pfx() RETURNS int LANGUAGE sql AS $$ SELECT 1; -- one; 
$$;
-- measure
ALTER TABLE scratch ADD COLUMN c int DEFAULT pfx();

-- form: add-column/default-sql-function-return
-- versions: 14-
-- setup
CREATE FUNCTION pfx() RETURNS int LANGUAGE sql RETURN 1 + 1;
-- measure
ALTER TABLE scratch ADD COLUMN c int DEFAULT pfx();

-- form: add-column/default-sql-function-return-subquery
-- versions: 14-
-- setup
CREATE FUNCTION pfx() RETURNS int LANGUAGE sql RETURN (SELECT 1);
-- measure
ALTER TABLE scratch ADD COLUMN c int DEFAULT pfx();

-- form: add-column/default-sql-function-atomic-without-language
-- versions: 14-
-- setup
CREATE FUNCTION pfx() RETURNS int BEGIN ATOMIC SELECT 1; END;
-- measure
ALTER TABLE scratch ADD COLUMN c int DEFAULT pfx();

-- form: add-column/default-sql-function-atomic-with-where
-- versions: 14-
-- setup
CREATE FUNCTION pfx() RETURNS int BEGIN ATOMIC SELECT 1 WHERE true; END;
-- measure
ALTER TABLE scratch ADD COLUMN c int DEFAULT pfx();

-- form: add-column/default-sql-function-of-two-statements
-- setup
CREATE FUNCTION pfx() RETURNS int LANGUAGE sql AS $$ SELECT 1; SELECT 2 $$;
-- measure
ALTER TABLE scratch ADD COLUMN c int DEFAULT pfx();

-- form: add-column/default-sql-function-with-argument
-- setup
CREATE FUNCTION pfx(a int, b int DEFAULT 3) RETURNS int LANGUAGE sql AS $$ SELECT $1 + b $$;
-- measure
ALTER TABLE scratch ADD COLUMN c int DEFAULT pfx(2);

-- form: add-column/default-sql-function-with-window
-- setup
CREATE FUNCTION pfx() RETURNS bigint LANGUAGE sql AS $$ SELECT row_number() OVER () $$;
-- measure
ALTER TABLE scratch ADD COLUMN c bigint DEFAULT pfx();
