-- The same with enums

-- form: type-object/search-path-drop-other-cascade
-- setup
CREATE SCHEMA one;
CREATE SCHEMA two;
CREATE TYPE one.e AS ENUM ('a');
CREATE TYPE two.e AS ENUM ('b');
SET search_path = one, public;
CREATE TABLE public.t (a e);
SET search_path = two, public;
-- measure
DROP TYPE e CASCADE;

-- form: type-object/search-path-drop-own-cascade
-- setup
CREATE SCHEMA one;
CREATE SCHEMA two;
CREATE TYPE one.e AS ENUM ('a');
CREATE TYPE two.e AS ENUM ('b');
SET search_path = one, public;
CREATE TABLE public.t (a e);
SET search_path = two, public;
-- measure
DROP TYPE one.e CASCADE;

-- form: type-object/search-path-column-to-the-same
-- setup
CREATE SCHEMA one;
CREATE SCHEMA two;
CREATE TYPE one.e AS ENUM ('a');
CREATE TYPE two.e AS ENUM ('a');
SET search_path = one, public;
CREATE TABLE public.t (a e);
INSERT INTO t SELECT 'a' FROM generate_series(1, 300) g;
SET search_path = two, public;
-- measure
ALTER TABLE t ALTER COLUMN a TYPE one.e;

-- form: type-object/search-path-column-to-the-other
-- setup
CREATE SCHEMA one;
CREATE SCHEMA two;
CREATE TYPE one.e AS ENUM ('a');
CREATE TYPE two.e AS ENUM ('a');
SET search_path = one, public;
CREATE TABLE public.t (a e);
INSERT INTO t SELECT 'a' FROM generate_series(1, 300) g;
SET search_path = two, public;
-- measure
ALTER TABLE t ALTER COLUMN a TYPE e USING a::text::e;
