-- A column keeps the domain that its bare name meant when it was made, whatever search_path is later

-- form: domain/search-path-other-of-two
-- setup
CREATE SCHEMA one;
CREATE SCHEMA two;
CREATE DOMAIN one.d AS int;
CREATE DOMAIN two.d AS int CHECK (VALUE > 0);
SET search_path = one, public;
CREATE TABLE public.t (a d);
INSERT INTO t SELECT g FROM generate_series(1, 300) g;
SET search_path = two, public;
-- measure
ALTER DOMAIN two.d ADD CONSTRAINT c CHECK (VALUE < 1000);

-- form: domain/search-path-own-of-two
-- setup
CREATE SCHEMA one;
CREATE SCHEMA two;
CREATE DOMAIN one.d AS int;
CREATE DOMAIN two.d AS int CHECK (VALUE > 0);
SET search_path = one, public;
CREATE TABLE public.t (a d);
INSERT INTO t SELECT g FROM generate_series(1, 300) g;
SET search_path = two, public;
-- measure
ALTER DOMAIN one.d ADD CONSTRAINT c CHECK (VALUE < 1000);

-- form: domain/search-path-before-the-second
-- setup
CREATE SCHEMA one;
CREATE SCHEMA two;
SET search_path = one, public;
CREATE DOMAIN d AS int;
CREATE TABLE public.t (a d);
INSERT INTO t SELECT g FROM generate_series(1, 300) g;
SET search_path = two, public;
CREATE DOMAIN d AS int;
-- measure
ALTER DOMAIN one.d ADD CONSTRAINT c CHECK (VALUE < 1000);

-- form: domain/search-path-second-is-not-meant
-- setup
CREATE SCHEMA one;
CREATE SCHEMA two;
SET search_path = one, public;
CREATE DOMAIN d AS int;
CREATE TABLE public.t (a d);
INSERT INTO t SELECT g FROM generate_series(1, 300) g;
SET search_path = two, public;
CREATE DOMAIN d AS int;
-- measure
ALTER DOMAIN d ADD CONSTRAINT c CHECK (VALUE < 1000);

-- form: domain/search-path-without-it
-- setup
CREATE SCHEMA one;
CREATE SCHEMA two;
SET search_path = one, public;
CREATE DOMAIN d AS int;
CREATE TABLE public.t (a d);
INSERT INTO t SELECT g FROM generate_series(1, 300) g;
SET search_path = two, public;
-- measure
ALTER DOMAIN one.d ADD CONSTRAINT c CHECK (VALUE < 1000);

-- form: domain/search-path-empty
-- setup
CREATE DOMAIN d AS int;
CREATE TABLE public.t (a d);
INSERT INTO t SELECT g FROM generate_series(1, 300) g;
SET search_path = '';
-- measure
ALTER DOMAIN public.d ADD CONSTRAINT c CHECK (VALUE < 1000);

-- form: domain/search-path-added-column
-- setup
CREATE SCHEMA one;
CREATE SCHEMA two;
CREATE DOMAIN one.d AS int;
CREATE DOMAIN two.d AS int CHECK (VALUE > 0);
CREATE TABLE public.t (b int);
SET search_path = one, public;
ALTER TABLE t ADD COLUMN a d;
INSERT INTO t SELECT g FROM generate_series(1, 300) g;
SET search_path = two, public;
-- measure
ALTER DOMAIN one.d ADD CONSTRAINT c CHECK (VALUE < 1000);

-- form: domain/search-path-changed-column
-- setup
CREATE SCHEMA one;
CREATE SCHEMA two;
CREATE DOMAIN one.d AS int;
CREATE DOMAIN two.d AS int CHECK (VALUE > 0);
CREATE TABLE public.t (a int);
SET search_path = one, public;
ALTER TABLE t ALTER COLUMN a TYPE d;
INSERT INTO t SELECT g FROM generate_series(1, 300) g;
SET search_path = two, public;
-- measure
ALTER DOMAIN one.d ADD CONSTRAINT c CHECK (VALUE < 1000);

-- form: domain/search-path-domain-over-it
-- setup
CREATE SCHEMA one;
CREATE SCHEMA two;
CREATE DOMAIN one.d AS int;
CREATE DOMAIN two.d AS int CHECK (VALUE > 0);
SET search_path = one, public;
CREATE DOMAIN public.above AS d;
CREATE TABLE public.t (a above);
INSERT INTO t SELECT g FROM generate_series(1, 300) g;
SET search_path = two, public;
-- measure
ALTER DOMAIN one.d ADD CONSTRAINT c CHECK (VALUE < 1000);
