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
