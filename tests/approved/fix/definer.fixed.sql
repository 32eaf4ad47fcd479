CREATE OR REPLACE FUNCTION secret(a int) RETURNS int
LANGUAGE sql
SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT a $$;
ALTER FUNCTION secret(int) SECURITY DEFINER SET search_path = public, pg_temp;
