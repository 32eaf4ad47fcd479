-- Schemas, extensions, roles, foreign servers, and the rarer kinds of things

-- form: object/schema-create
-- measure
CREATE SCHEMA attic;

-- form: object/schema-create-if-not-exists-present
-- measure
CREATE SCHEMA IF NOT EXISTS archive;

-- form: object/schema-create-name-taken
-- why: refused (42P06)
-- measure
CREATE SCHEMA archive;

-- form: object/schema-create-with-elements
-- measure
CREATE SCHEMA attic CREATE TABLE box (id int PRIMARY KEY) CREATE VIEW box_view AS SELECT * FROM box;

-- form: object/schema-create-with-foreign-key
-- why: a table that is there is locked for the new one
-- measure
CREATE SCHEMA attic CREATE TABLE box (id int PRIMARY KEY, owner bigint REFERENCES customer (id));

-- form: object/schema-create-with-elements-in-any-order
-- why: sequences come first, then tables, views, indexes, triggers and grants
-- measure
CREATE SCHEMA attic
  GRANT SELECT ON box, customer TO PUBLIC
  CREATE TRIGGER touched BEFORE INSERT ON box FOR EACH ROW EXECUTE FUNCTION public.touch_row()
  CREATE UNIQUE INDEX ON box (size)
  CREATE VIEW box_view AS SELECT b.id, c.id AS owner FROM box b JOIN customer c ON c.id = b.owner
  CREATE TABLE box (id int DEFAULT nextval('numbers'), size int, owner bigint)
  CREATE SEQUENCE numbers;

-- form: object/schema-create-with-table-of-a-later-one
-- why: refused (42P01): the tables are made as they are written
-- measure
CREATE SCHEMA attic CREATE TABLE lid (box int REFERENCES box) CREATE TABLE box (id int PRIMARY KEY);

-- form: object/schema-create-authorization
-- measure
CREATE SCHEMA AUTHORIZATION app_owner;

-- form: object/schema-create-reserved-name
-- why: refused (42939)
-- measure
CREATE SCHEMA pg_attic;

-- form: object/schema-drop-empty
-- setup
CREATE SCHEMA attic;
-- measure
DROP SCHEMA attic;

-- form: object/schema-drop-filled
-- why: refused (2BP01)
-- measure
DROP SCHEMA archive;

-- form: object/schema-drop-filled-cascade
-- why: a table in it has a foreign key to one elsewhere, which is locked too
-- measure
DROP SCHEMA archive CASCADE;

-- form: object/schema-drop-if-exists-absent
-- measure
DROP SCHEMA IF EXISTS nowhere;

-- form: object/schema-owner
-- measure
ALTER SCHEMA archive OWNER TO app_owner;

-- form: object/extension-create
-- measure
CREATE EXTENSION pg_stat_statements;

-- form: object/extension-create-if-not-exists-present
-- measure
CREATE EXTENSION IF NOT EXISTS citext;

-- form: object/extension-create-present
-- why: refused (42710)
-- measure
CREATE EXTENSION citext;

-- form: object/extension-create-in-schema
-- measure
CREATE EXTENSION intarray SCHEMA archive;

-- form: object/extension-create-cascade
-- measure
CREATE EXTENSION earthdistance CASCADE;

-- form: object/extension-create-absent
-- why: refused (0A000 15-, 58P01 -14)
-- measure
CREATE EXTENSION no_such_extension;

-- form: object/extension-update
-- measure
ALTER EXTENSION citext UPDATE;

-- form: object/extension-set-schema
-- measure
ALTER EXTENSION hstore SET SCHEMA archive;

-- form: object/extension-add-table
-- measure
ALTER EXTENSION citext ADD TABLE scratch;

-- form: object/extension-drop-unused
-- measure
DROP EXTENSION pgcrypto;

-- form: object/extension-drop-used
-- why: refused (2BP01)
-- measure
DROP EXTENSION citext;

-- form: object/extension-drop-used-cascade
-- why: the columns of its type go, in all tables
-- measure
DROP EXTENSION citext CASCADE;

-- form: object/extension-drop-used-by-index-cascade
-- measure
DROP EXTENSION pg_trgm CASCADE;

-- form: object/extension-drop-used-by-exclusion-cascade
-- measure
DROP EXTENSION btree_gist CASCADE;

-- form: object/extension-drop-used-by-default-cascade
-- measure
DROP EXTENSION "uuid-ossp" CASCADE;

-- form: object/extension-drop-if-exists-absent
-- measure
DROP EXTENSION IF EXISTS no_such_extension;

-- form: object/role-create
-- measure
CREATE ROLE app_writer;

-- form: object/role-create-login
-- measure
CREATE USER app_login PASSWORD 'x' CONNECTION LIMIT 5 VALID UNTIL '2030-01-01';

-- form: object/role-create-name-taken
-- why: refused (42710)
-- measure
CREATE ROLE app_owner;

-- form: object/role-alter
-- measure
ALTER ROLE app_reader WITH LOGIN;

-- form: object/role-alter-set
-- measure
ALTER ROLE app_reader SET statement_timeout = '5s';

-- form: object/role-alter-set-in-database
-- measure
ALTER ROLE app_reader IN DATABASE :"DBNAME" SET search_path = archive;

-- form: object/role-drop
-- same transaction
CREATE ROLE app_writer;
-- measure
DROP ROLE app_writer;

-- form: object/role-drop-with-objects
-- why: refused (2BP01)
-- measure
DROP ROLE app_owner;

-- form: object/role-drop-if-exists-absent
-- measure
DROP ROLE IF EXISTS nobody_at_all;

-- form: object/server-create
-- measure
CREATE SERVER more_files FOREIGN DATA WRAPPER file_fdw;

-- form: object/server-drop
-- why: refused (2BP01)
-- measure
DROP SERVER files;

-- form: object/server-drop-cascade
-- measure
DROP SERVER files CASCADE;

-- form: object/server-alter
-- setup
CREATE SERVER idle_files FOREIGN DATA WRAPPER file_fdw;
-- measure
ALTER SERVER idle_files VERSION '2';

-- form: object/user-mapping-create
-- measure
CREATE USER MAPPING FOR app_reader SERVER files;

-- form: object/user-mapping-drop-if-exists-absent
-- measure
DROP USER MAPPING IF EXISTS FOR app_reader SERVER files;

-- form: object/foreign-data-wrapper-create
-- measure
CREATE FOREIGN DATA WRAPPER nothing_wrapper;

-- form: object/foreign-table-options
-- measure
ALTER FOREIGN TABLE import_line OPTIONS (SET filename '/dev/zero');

-- form: object/foreign-table-owner
-- measure
ALTER FOREIGN TABLE import_line OWNER TO app_owner;

-- form: object/import-foreign-schema
-- why: refused (HV00P): the wrapper of files cannot
-- measure
IMPORT FOREIGN SCHEMA public FROM SERVER files INTO archive;

-- form: object/collation-create
-- measure
CREATE COLLATION plain_order (LOCALE = 'C');

-- form: object/collation-create-if-not-exists-present
-- setup
CREATE COLLATION plain_order (LOCALE = 'C');
-- measure
CREATE COLLATION IF NOT EXISTS plain_order (LOCALE = 'C');

-- form: object/collation-drop-used-cascade
-- setup
CREATE COLLATION plain_order (LOCALE = 'C');
ALTER TABLE scratch ADD COLUMN extra text COLLATE plain_order;
-- measure
DROP COLLATION plain_order CASCADE;

-- form: object/text-search-configuration-create
-- measure
CREATE TEXT SEARCH CONFIGURATION plain_words (COPY = simple);

-- form: object/text-search-dictionary-create
-- measure
CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple);

-- form: object/operator-class-create
-- measure
CREATE OPERATOR CLASS int_backwards FOR TYPE int USING btree AS OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <,
  FUNCTION 1 btint4cmp(int, int);

-- form: object/access-method-create
-- measure
CREATE ACCESS METHOD heap3 TYPE TABLE HANDLER heap_tableam_handler;

-- form: object/access-method-drop-unused
-- measure
DROP ACCESS METHOD heap2;

-- form: object/language-create
-- measure
CREATE OR REPLACE LANGUAGE plpgsql;

-- form: object/transform-drop-if-exists-absent
-- measure
DROP TRANSFORM IF EXISTS FOR hstore LANGUAGE plpgsql;

-- form: object/conversion-create
-- measure
CREATE CONVERSION latin1_copy FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;

-- form: object/schema-drop-with-function-cascade
-- why: a function in it is called by a default elsewhere
-- setup
CREATE FUNCTION archive.five() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 5';
ALTER TABLE scratch ALTER COLUMN n SET DEFAULT archive.five();
-- measure
DROP SCHEMA archive CASCADE;

-- form: object/schema-drop-with-domain-cascade
-- setup
ALTER DOMAIN plain_int SET SCHEMA archive;
-- measure
DROP SCHEMA archive CASCADE;
