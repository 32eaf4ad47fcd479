-- Corner cases, found by looking for differences

-- form: type/tz-set-config
-- setup
SELECT set_config('TimeZone', 'UTC', false);
-- measure
ALTER TABLE specimen ALTER a_timestamp TYPE timestamptz;

-- form: type/tz-set-local-rolled-back
-- setup
SET timezone = 'Europe/Berlin';
-- same transaction
SAVEPOINT a;
SET LOCAL timezone = 'UTC';
ROLLBACK TO a;
-- measure
ALTER TABLE specimen ALTER a_timestamp TYPE timestamptz;

-- form: type/tz-interval
-- setup
SET TIME ZONE INTERVAL '00:00' HOUR TO MINUTE;
-- measure
ALTER TABLE specimen ALTER a_timestamp TYPE timestamptz;

-- form: type/tz-set-transaction-scoped-lost
-- setup
SET timezone = 'Europe/Berlin';
SET LOCAL timezone = 'UTC';
-- measure
ALTER TABLE specimen ALTER a_timestamp TYPE timestamptz;

-- form: type/type-spellings
-- measure
ALTER TABLE specimen ALTER a_varchar50 TYPE character varying(60), ALTER a_numeric10_2 TYPE decimal(12,2), ALTER an_int TYPE int4, ALTER a_timestamptz TYPE timestamp with time zone, ALTER a_bigint TYPE int8, ALTER a_double TYPE float(53), ALTER a_char10 TYPE character(10), ALTER a_varbit8 TYPE bit varying(9);

-- form: type/type-national
-- measure
ALTER TABLE specimen ALTER a_varchar50 TYPE national character varying(60);

-- form: type/ctas-types
-- setup
CREATE TABLE cc AS SELECT id, name, credit FROM customer;
-- measure
ALTER TABLE cc ALTER COLUMN name TYPE varchar(100), ALTER COLUMN credit TYPE numeric(12,2);

-- form: type/ctas-expression-text
-- setup
CREATE TABLE cc AS SELECT id, score + 1 AS s, name || 'x' AS n FROM customer;
-- measure
ALTER TABLE cc ALTER COLUMN n TYPE varchar;

-- form: type/enum-same-with-schema
-- why: one type, two spellings
-- setup
ALTER TABLE specimen ADD COLUMN m2 mood;
-- measure
ALTER TABLE specimen ALTER m2 TYPE public.mood;

-- form: type/enum-array-same-with-schema
-- setup
ALTER TABLE specimen ADD COLUMN m2 public.mood[];
-- measure
ALTER TABLE specimen ALTER m2 TYPE mood[];

-- form: type/extension-same-with-schema
-- setup
CREATE EXTENSION IF NOT EXISTS citext;
CREATE TABLE ct (c citext);
-- measure
ALTER TABLE ct ALTER c TYPE public.citext;

-- form: type/enum-of-the-same-name-elsewhere
-- setup
CREATE SCHEMA elsewhere;
CREATE TYPE elsewhere.mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE mt (m mood);
-- measure
ALTER TABLE mt ALTER m TYPE elsewhere.mood USING m::text::elsewhere.mood;

-- form: type/domain-same-with-schema
-- setup
CREATE DOMAIN amount AS int CHECK (VALUE > 0);
CREATE TABLE dt (a amount);
-- measure
ALTER TABLE dt ALTER a TYPE public.amount;
