-- ALTER TABLE ALTER COLUMN TYPE of a column whose type comes of the query that made its table

-- form: type-derived/column-wider
-- setup
CREATE TABLE crate AS SELECT name, credit FROM customer;
-- measure
ALTER TABLE crate ALTER COLUMN name TYPE varchar(80);

-- form: type-derived/column-to-text
-- setup
CREATE TABLE crate AS SELECT c.name AS label FROM customer AS c;
-- measure
ALTER TABLE crate ALTER COLUMN label TYPE text;

-- form: type-derived/column-rewritten
-- setup
CREATE TABLE crate AS SELECT id, name FROM customer;
-- measure
ALTER TABLE crate ALTER COLUMN id TYPE bigint;

-- form: type-derived/numeric-precision
-- setup
CREATE TABLE crate (worth) AS SELECT credit FROM customer;
-- measure
ALTER TABLE crate ALTER COLUMN worth TYPE numeric(12, 2);

-- form: type-derived/join
-- setup
CREATE TABLE crate AS SELECT c.name, total FROM customer c LEFT JOIN orders o ON o.customer_id = c.id;
-- measure
ALTER TABLE crate ALTER COLUMN name TYPE varchar, ALTER COLUMN total TYPE numeric(14, 2);

-- form: type-derived/cast
-- setup
CREATE TABLE crate AS SELECT id::varchar(10) AS code FROM customer;
-- measure
ALTER TABLE crate ALTER COLUMN code TYPE varchar(20);

-- form: type-derived/string-constant
-- setup
CREATE TABLE crate AS SELECT 'x' AS word FROM customer;
-- measure
ALTER TABLE crate ALTER COLUMN word TYPE varchar;

-- form: type-derived/integer-constant
-- setup
CREATE TABLE crate AS SELECT 1 AS n FROM customer;
-- measure
ALTER TABLE crate ALTER COLUMN n TYPE int;

-- form: type-derived/large-constant
-- setup
CREATE TABLE crate AS SELECT 3000000000 AS n FROM customer;
-- measure
ALTER TABLE crate ALTER COLUMN n TYPE bigint;

-- form: type-derived/fraction
-- setup
CREATE TABLE crate AS SELECT 1.5 AS n FROM customer;
-- measure
ALTER TABLE crate ALTER COLUMN n TYPE numeric;

-- form: type-derived/boolean-constant
-- setup
CREATE TABLE crate AS SELECT true AS yes FROM customer;
-- measure
ALTER TABLE crate ALTER COLUMN yes TYPE bool;

-- form: type-derived/null-constant
-- setup
CREATE TABLE crate AS SELECT NULL AS nothing FROM customer;
-- measure
ALTER TABLE crate ALTER COLUMN nothing TYPE text;

-- form: type-derived/select-into
-- setup
SELECT name INTO crate FROM customer;
-- measure
ALTER TABLE crate ALTER COLUMN name TYPE varchar(60);
