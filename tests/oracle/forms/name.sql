-- Names: those that the server makes up, and where it looks for those that are given

-- form: name/check
-- setup
ALTER TABLE scratch ADD CHECK (n > 0);
-- measure
ALTER TABLE scratch DROP CONSTRAINT scratch_n_check;

-- form: name/check-of-two-columns
-- setup
ALTER TABLE scratch ADD CHECK (n > 0 OR id > 0);
-- measure
ALTER TABLE scratch DROP CONSTRAINT scratch_check;

-- form: name/check-second
-- setup
ALTER TABLE scratch ADD CHECK (n > 0);
ALTER TABLE scratch ADD CHECK (n > -5);
-- measure
ALTER TABLE scratch DROP CONSTRAINT scratch_n_check1;

-- form: name/check-without-column
-- setup
ALTER TABLE scratch ADD CHECK (true);
-- measure
ALTER TABLE scratch DROP CONSTRAINT scratch_check;

-- form: name/check-on-added-column
-- setup
ALTER TABLE scratch ADD COLUMN extra int CHECK (extra > 0);
-- measure
ALTER TABLE scratch VALIDATE CONSTRAINT scratch_extra_check;

-- form: name/unique
-- setup
ALTER TABLE scratch ADD UNIQUE (n, label);
-- measure
ALTER TABLE scratch DROP CONSTRAINT scratch_n_label_key;

-- form: name/unique-second
-- setup
ALTER TABLE scratch ADD UNIQUE (n);
ALTER TABLE scratch ADD UNIQUE (n);
-- measure
ALTER TABLE scratch DROP CONSTRAINT scratch_n_key1;

-- form: name/primary-key
-- setup
ALTER TABLE scratch ADD PRIMARY KEY (id);
-- measure
ALTER TABLE scratch DROP CONSTRAINT scratch_pkey;

-- form: name/primary-key-name-taken
-- why: a relation of that name is there already
-- setup
CREATE SEQUENCE scratch_pkey;
ALTER TABLE scratch ADD PRIMARY KEY (id);
-- measure
ALTER TABLE scratch DROP CONSTRAINT scratch_pkey1;

-- form: name/primary-key-after-rename-of-table
-- why: the constraint keeps the name that it got
-- setup
ALTER TABLE tool RENAME TO instrument;
-- measure
ALTER TABLE instrument DROP CONSTRAINT tool_pkey;

-- form: name/foreign-key
-- setup
ALTER TABLE scratch ADD FOREIGN KEY (n) REFERENCES customer (id);
-- measure
ALTER TABLE scratch DROP CONSTRAINT scratch_n_fkey;

-- form: name/foreign-key-composite
-- setup
ALTER TABLE scratch ADD FOREIGN KEY (id, n) REFERENCES order_line NOT VALID;
-- measure
ALTER TABLE scratch DROP CONSTRAINT scratch_id_n_fkey;

-- form: name/exclusion
-- setup
ALTER TABLE booking ADD EXCLUDE USING gist (during WITH &&);
-- measure
ALTER TABLE booking DROP CONSTRAINT booking_during_excl;

-- form: name/index
-- setup
CREATE INDEX ON scratch (n, label);
-- measure
DROP INDEX scratch_n_label_idx;

-- form: name/index-on-expression
-- setup
CREATE INDEX ON scratch (lower(label));
-- measure
DROP INDEX scratch_lower_idx;

-- form: name/index-on-operator
-- setup
CREATE INDEX ON scratch ((n + 1), id);
-- measure
DROP INDEX scratch_expr_id_idx;

-- form: name/index-including
-- setup
CREATE INDEX ON scratch (n) INCLUDE (label);
-- measure
DROP INDEX scratch_n_label_idx;

-- form: name/index-third
-- setup
CREATE INDEX ON scratch (n);
CREATE INDEX ON scratch (n);
CREATE INDEX ON scratch (n);
-- measure
DROP INDEX scratch_n_idx2;

-- form: name/index-of-partition
-- setup
CREATE INDEX ON reading (unit);
-- measure
ALTER INDEX reading_2023_unit_idx RENAME TO reading_2023_unit_index;

-- form: name/sequence-of-serial
-- setup
ALTER TABLE scratch ADD COLUMN extra serial;
-- measure
ALTER SEQUENCE scratch_extra_seq RESTART WITH 5000;

-- form: name/sequence-of-identity
-- measure
ALTER SEQUENCE voucher_id_seq RESTART WITH 5000;

-- form: name/not-null-constraint
-- versions: 18-
-- setup
ALTER TABLE scratch ALTER COLUMN n SET NOT NULL;
-- measure
ALTER TABLE scratch DROP CONSTRAINT scratch_n_not_null;

-- form: name/domain-constraint
-- setup
ALTER DOMAIN plain_int ADD CHECK (VALUE > 0);
-- measure
ALTER DOMAIN plain_int DROP CONSTRAINT plain_int_check;

-- form: name/long-table-name
-- why: made-up names are cut to 63 bytes, the longer part first
-- setup
CREATE TABLE a_table_with_quite_a_long_name_for_the_test (a_column_with_quite_a_long_name_too int UNIQUE);
-- measure
ALTER TABLE a_table_with_quite_a_long_name_for_the_test
  DROP CONSTRAINT a_table_with_quite_a_long_nam_a_column_with_quite_a_long_na_key;

-- form: name/longer-than-63-bytes
-- why: a given name is cut off at its end, with a notice
-- setup
CREATE TABLE crate_with_a_name_that_is_longer_than_the_server_is_willing_to_keep (id int);
-- measure
ALTER TABLE crate_with_a_name_that_is_longer_than_the_server_is_willing_to_ RENAME TO crate;

-- form: name/folded-to-lower-case
-- measure
ALTER TABLE Scratch ADD COLUMN Extra int;

-- form: name/quoted-is-not-folded
-- why: refused (42P01)
-- measure
ALTER TABLE "Scratch" ADD COLUMN extra int;

-- form: name/escaped-with-unicode
-- measure
ALTER TABLE U&"scr\0061tch" ADD COLUMN extra int;

-- form: name/search-path-first-match
-- setup
CREATE TABLE archive.scratch (id int);
-- same transaction
SET LOCAL search_path = archive, public;
-- measure
ALTER TABLE scratch ADD COLUMN extra int;

-- form: name/search-path-second-match
-- same transaction
SET LOCAL search_path = archive, public;
-- measure
ALTER TABLE scratch ADD COLUMN extra int;

-- form: name/search-path-without-it
-- why: refused (42P01)
-- same transaction
SET LOCAL search_path = archive;
-- measure
ALTER TABLE scratch ADD COLUMN extra int;

-- form: name/search-path-empty
-- why: refused (3F000): nowhere to create it
-- same transaction
SET LOCAL search_path = '';
-- measure
CREATE TABLE crate (id int);

-- form: name/search-path-for-new-table
-- same transaction
SET LOCAL search_path = archive, public;
-- measure
CREATE TABLE crate (id int);

-- form: name/temporary-hides-permanent
-- setup
CREATE TEMP TABLE scratch (id int);
-- measure
ALTER TABLE scratch ADD COLUMN extra int;

-- form: name/permanent-behind-temporary
-- setup
CREATE TEMP TABLE scratch (id int);
-- measure
ALTER TABLE public.scratch ADD COLUMN extra int;

-- form: name/temporary-by-schema
-- setup
CREATE TEMP TABLE basket (id int);
-- measure
ALTER TABLE pg_temp.basket ADD COLUMN extra int;

-- form: name/with-database
-- measure
ALTER TABLE :"DBNAME".public.scratch ADD COLUMN extra int;

-- form: name/with-other-database
-- why: refused (0A000)
-- measure
ALTER TABLE postgres.public.scratch ADD COLUMN extra int;

-- form: name/schema-of-index-follows-table
-- why: refused (42601): an index is created where its table is
-- measure
CREATE INDEX archive.scratch_idx ON scratch (n);

-- form: name/drop-index-in-wrong-schema
-- why: refused (42704)
-- measure
DROP INDEX archive.customer_score_idx;

-- form: name/set-session-search-path
-- setup
SET search_path = archive;
-- measure
DROP TABLE old_order;
