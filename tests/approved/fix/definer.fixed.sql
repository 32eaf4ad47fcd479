CREATE OR REPLACE FUNCTION secret(a int) RETURNS int
LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT a $$;
ALTER FUNCTION secret(int) SECURITY DEFINER SET search_path = public, pg_temp;
CREATE OR REPLACE FUNCTION app.total() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = app, public, pg_temp AS $$ SELECT count(*) FROM users $$;
CREATE OR REPLACE FUNCTION app.first() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN RETURN (SELECT min(id) FROM users); END $$;
