-- The other ALTERs and DROPs, of things that no table is locked for, or hardly any

-- form: object/aggregate-rename
-- setup
CREATE AGGREGATE product_of(int) (SFUNC = int4mul, STYPE = int, INITCOND = 1);
-- measure
ALTER AGGREGATE product_of(int) RENAME TO multiply_all;

-- form: object/aggregate-drop-used-cascade
-- why: the view that uses it goes
-- setup
CREATE AGGREGATE product_of(int) (SFUNC = int4mul, STYPE = int, INITCOND = 1);
CREATE VIEW product_view AS SELECT product_of(n) AS p FROM scratch;
-- measure
DROP AGGREGATE product_of(int) CASCADE;

-- form: object/collation-refresh-version
-- setup
CREATE COLLATION plain_order (LOCALE = 'C');
-- measure
ALTER COLLATION plain_order REFRESH VERSION;

-- form: object/collation-set-schema
-- setup
CREATE COLLATION plain_order (LOCALE = 'C');
-- measure
ALTER COLLATION plain_order SET SCHEMA archive;

-- form: object/collation-create-from
-- measure
CREATE COLLATION like_posix FROM "POSIX";

-- form: object/operator-alter
-- setup
CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq);
-- measure
ALTER OPERATOR === (int, int) OWNER TO app_owner;

-- form: object/operator-drop
-- setup
CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq);
-- measure
DROP OPERATOR === (int, int);

-- form: object/operator-drop-used-by-index-cascade
-- setup
CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq);
CREATE INDEX scratch_idx ON scratch (id) WHERE n === 5;
-- measure
DROP OPERATOR === (int, int) CASCADE;

-- form: object/operator-family-create
-- measure
CREATE OPERATOR FAMILY odd_ops USING btree;

-- form: object/cast-drop
-- setup
CREATE CAST (text AS mood) WITH INOUT AS ASSIGNMENT;
-- measure
DROP CAST (text AS mood);

-- form: object/event-trigger-enable-always
-- setup
CREATE FUNCTION log_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END';
CREATE EVENT TRIGGER watch_ddl ON ddl_command_end EXECUTE FUNCTION log_ddl();
-- measure
ALTER EVENT TRIGGER watch_ddl ENABLE ALWAYS;

-- form: object/extension-add-and-drop-member
-- same transaction
ALTER EXTENSION citext ADD FUNCTION five_stable();
-- measure
ALTER EXTENSION citext DROP FUNCTION five_stable();

-- form: object/foreign-data-wrapper-options
-- setup
CREATE FOREIGN DATA WRAPPER nothing_wrapper;
-- measure
ALTER FOREIGN DATA WRAPPER nothing_wrapper OWNER TO CURRENT_USER;

-- form: object/foreign-data-wrapper-drop
-- why: refused (2BP01): it belongs to its extension
-- measure
DROP FOREIGN DATA WRAPPER file_fdw CASCADE;

-- form: object/foreign-data-wrapper-drop-with-its-extension
-- why: its server goes, and the foreign table
-- measure
DROP EXTENSION file_fdw CASCADE;

-- form: object/foreign-table-set-schema
-- measure
ALTER FOREIGN TABLE import_line SET SCHEMA archive;

-- form: object/foreign-table-not-null
-- measure
ALTER FOREIGN TABLE import_line ALTER COLUMN line SET NOT NULL;

-- form: object/foreign-table-inherit
-- setup
CREATE FOREIGN TABLE file_vehicle (id int, wheels int, label text, CONSTRAINT vehicle_wheels_check CHECK (wheels > 0))
  SERVER files OPTIONS (filename '/dev/null');
-- measure
ALTER FOREIGN TABLE file_vehicle INHERIT vehicle;

-- form: object/foreign-table-insert
-- why: refused (0A000): the wrapper of files only reads
-- measure
INSERT INTO import_line VALUES ('x');

-- form: object/group-add-user
-- measure
ALTER GROUP app_owner ADD USER app_reader;

-- form: object/user-alter-password
-- measure
ALTER USER app_reader PASSWORD 'secret';

-- form: object/user-alter-all-set
-- measure
ALTER ROLE ALL SET log_min_duration_statement = 1000;

-- form: object/user-mapping-alter
-- why: refused (42704): there is no such option to be set
-- setup
CREATE USER MAPPING FOR app_reader SERVER files;
-- measure
ALTER USER MAPPING FOR app_reader SERVER files OPTIONS (SET nothing 'x');

-- form: object/language-owner
-- measure
ALTER LANGUAGE plpgsql OWNER TO CURRENT_USER;

-- form: object/language-drop
-- why: refused (2BP01): an extension requires it
-- measure
DROP LANGUAGE plpgsql;

-- form: object/large-object-create
-- measure
SELECT lo_create(424242);

-- form: object/large-object-owner
-- same transaction
SELECT lo_create(424242);
-- measure
ALTER LARGE OBJECT 424242 OWNER TO app_owner;

-- form: object/procedure-set-schema
-- measure
ALTER PROCEDURE tidy_up() SET SCHEMA archive;

-- form: object/routine-owner
-- measure
ALTER ROUTINE tidy_up() OWNER TO app_owner;

-- form: object/statistics-drop-two
-- setup
CREATE STATISTICS orders_stats ON customer_id, store_id FROM orders;
-- measure
DROP STATISTICS customer_stats, orders_stats;

-- form: object/text-search-configuration-mapping
-- setup
CREATE TEXT SEARCH CONFIGURATION plain_words (COPY = simple);
-- measure
ALTER TEXT SEARCH CONFIGURATION plain_words ALTER MAPPING FOR word WITH english_stem;

-- form: object/text-search-configuration-drop-used-cascade
-- setup
CREATE TEXT SEARCH CONFIGURATION plain_words (COPY = simple);
CREATE INDEX scratch_idx ON scratch USING gin (to_tsvector('plain_words', label));
-- measure
DROP TEXT SEARCH CONFIGURATION plain_words CASCADE;

-- form: object/text-search-dictionary-alter
-- setup
CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = simple);
-- measure
ALTER TEXT SEARCH DICTIONARY words (StopWords = english);

-- form: object/text-search-parser-drop-if-exists-absent
-- measure
DROP TEXT SEARCH PARSER IF EXISTS nothing;

-- form: object/transform-create
-- setup
CREATE FUNCTION from_hstore(internal) RETURNS internal LANGUAGE internal STRICT IMMUTABLE AS 'prsd_headline';
-- measure
CREATE TRANSFORM FOR hstore LANGUAGE plpgsql (FROM SQL WITH FUNCTION from_hstore(internal));

-- form: object/schema-drop-two
-- setup
CREATE SCHEMA attic;
CREATE SCHEMA cellar;
-- measure
DROP SCHEMA attic, cellar;

-- form: object/schema-drop-public-cascade
-- why: nearly everything
-- measure
DROP SCHEMA public CASCADE;

-- form: object/schema-drop-with-referenced-table-cascade
-- setup
ALTER TABLE scratch ADD CONSTRAINT scratch_old_fk FOREIGN KEY (n) REFERENCES archive.old_order (id) NOT VALID;
-- measure
DROP SCHEMA archive CASCADE;

-- form: object/schema-drop-with-type-cascade
-- why: a type in it is that of a column elsewhere
-- setup
ALTER TYPE mood SET SCHEMA archive;
-- measure
DROP SCHEMA archive CASCADE;

-- form: object/schema-drop-with-sequence-cascade
-- setup
CREATE SEQUENCE archive.number_seq;
ALTER TABLE scratch ALTER COLUMN n SET DEFAULT nextval('archive.number_seq');
-- measure
DROP SCHEMA archive CASCADE;

-- form: object/schema-drop-with-partition-cascade
-- setup
ALTER TABLE event_us SET SCHEMA archive;
-- measure
DROP SCHEMA archive CASCADE;

-- form: object/subscription-enable
-- why: refused (42601 -13, 55000 14-): without a slot it cannot run
-- same transaction
CREATE SUBSCRIPTION copy_sub CONNECTION 'dbname=nowhere' PUBLICATION news WITH (connect = false, slot_name = NONE, enabled = false);
-- measure
ALTER SUBSCRIPTION copy_sub ENABLE;

-- form: object/subscription-owner
-- same transaction
CREATE SUBSCRIPTION copy_sub CONNECTION 'dbname=nowhere' PUBLICATION news WITH (connect = false);
-- measure
ALTER SUBSCRIPTION copy_sub OWNER TO CURRENT_USER;

-- form: object/conversion-drop
-- setup
CREATE CONVERSION latin1_copy FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
-- measure
DROP CONVERSION latin1_copy;

-- form: object/access-method-drop-used
-- why: refused (2BP01)
-- setup
CREATE TABLE crate (id int) USING heap2;
-- measure
DROP ACCESS METHOD heap2;

-- form: object/access-method-drop-used-cascade
-- why: the table goes
-- setup
CREATE TABLE crate (id int) USING heap2;
-- measure
DROP ACCESS METHOD heap2 CASCADE;

-- form: object/extension-add-index-of-table
-- why: refused (42601 -13, 42P17 14-): indexes are no members of their own
-- measure
ALTER EXTENSION citext ADD INDEX customer_score_idx;

-- form: object/extension-add-sequence
-- measure
ALTER EXTENSION citext ADD SEQUENCE ticket_seq;

-- form: object/extension-add-view
-- measure
ALTER EXTENSION citext ADD VIEW active_customer;

-- form: object/extension-add-materialized-view
-- measure
ALTER EXTENSION citext ADD MATERIALIZED VIEW sales_by_store;

-- form: object/extension-add-type
-- measure
ALTER EXTENSION citext ADD TYPE mood;

-- form: object/extension-drop-table
-- setup
ALTER EXTENSION citext ADD TABLE scratch;
-- measure
ALTER EXTENSION citext DROP TABLE scratch;
