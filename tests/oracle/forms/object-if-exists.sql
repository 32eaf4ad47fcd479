-- IF [NOT] EXISTS where it does nothing, and where the words are not known

-- form: object/if-not-exists-server
-- measure
CREATE SERVER IF NOT EXISTS files FOREIGN DATA WRAPPER file_fdw;

-- form: object/if-not-exists-user-mapping
-- setup
CREATE USER MAPPING FOR app_reader SERVER files;
-- measure
CREATE USER MAPPING IF NOT EXISTS FOR app_reader SERVER files;

-- form: object/if-not-exists-type
-- why: refused (42601)
-- measure
CREATE TYPE IF NOT EXISTS mood AS ENUM ('a');

-- form: object/if-not-exists-domain
-- why: refused (42601)
-- measure
CREATE DOMAIN IF NOT EXISTS positive_int AS int;

-- form: object/if-not-exists-role
-- why: refused (42601)
-- measure
CREATE ROLE IF NOT EXISTS app_owner;

-- form: object/if-not-exists-trigger
-- why: refused (42601)
-- measure
CREATE TRIGGER IF NOT EXISTS orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch_row();

-- form: object/if-not-exists-publication
-- why: refused (42601)
-- measure
CREATE PUBLICATION IF NOT EXISTS shop_pub;

-- form: object/if-not-exists-database
-- why: refused (42601)
-- measure
CREATE DATABASE IF NOT EXISTS postgres;

-- form: object/if-not-exists-unique-index
-- measure
CREATE UNIQUE INDEX IF NOT EXISTS customer_card_no_idx ON customer (card_no);

-- form: object/if-not-exists-index-without-name
-- why: refused (42601): what is to be looked up needs a name
-- measure
CREATE INDEX IF NOT EXISTS ON customer (notes);

-- form: object/if-not-exists-temporary-table
-- why: the name is looked up among temporary tables only
-- measure
CREATE TEMP TABLE IF NOT EXISTS scratch (id int);

-- form: object/if-not-exists-partition-of-absent
-- measure
CREATE TABLE IF NOT EXISTS reading_2028 PARTITION OF reading FOR VALUES FROM ('2028-01-01') TO ('2029-01-01');

-- form: object/if-not-exists-schema-authorization
-- measure
CREATE SCHEMA IF NOT EXISTS archive AUTHORIZATION app_owner;

-- form: object/if-not-exists-schema-with-elements
-- why: refused (0A000)
-- measure
CREATE SCHEMA IF NOT EXISTS archive CREATE TABLE box (id int);

-- form: object/if-exists-trigger-absent-schema
-- measure
DROP TRIGGER IF EXISTS nothing ON nowhere.nothing;

-- form: object/if-exists-function-absent-type
-- measure
DROP FUNCTION IF EXISTS five_stable(no_such_type);

-- form: object/if-exists-type-absent-schema
-- measure
DROP TYPE IF EXISTS nowhere.mood;

-- form: object/if-exists-aggregate
-- measure
DROP AGGREGATE IF EXISTS nothing(int);

-- form: object/if-exists-operator
-- measure
DROP OPERATOR IF EXISTS === (int, int);

-- form: object/if-exists-collation
-- measure
DROP COLLATION IF EXISTS nothing;

-- form: object/if-exists-conversion
-- measure
DROP CONVERSION IF EXISTS nothing;

-- form: object/if-exists-access-method
-- measure
DROP ACCESS METHOD IF EXISTS nothing;

-- form: object/if-exists-language
-- measure
DROP LANGUAGE IF EXISTS nothing;

-- form: object/if-exists-procedure
-- measure
DROP PROCEDURE IF EXISTS nothing();

-- form: object/if-exists-server
-- measure
DROP SERVER IF EXISTS nothing;

-- form: object/if-exists-foreign-data-wrapper
-- measure
DROP FOREIGN DATA WRAPPER IF EXISTS nothing;

-- form: object/if-exists-foreign-table
-- measure
DROP FOREIGN TABLE IF EXISTS nowhere;

-- form: object/if-exists-tables-one-of-two
-- measure
DROP TABLE IF EXISTS nowhere, scratch;

-- form: object/if-exists-role-and-present
-- measure
DROP ROLE IF EXISTS nobody_at_all, nobody_either;

-- form: object/if-exists-view-that-is-a-table
-- why: refused (42809)
-- measure
DROP VIEW IF EXISTS scratch;

-- form: object/if-exists-materialized-view-that-is-a-view
-- why: refused (42809)
-- measure
DROP MATERIALIZED VIEW IF EXISTS active_customer;

-- form: object/if-exists-sequence-that-is-a-table
-- why: refused (42809)
-- measure
DROP SEQUENCE IF EXISTS scratch;

-- form: object/if-exists-index-of-constraint
-- why: refused (2BP01): it exists, and it is needed
-- measure
DROP INDEX IF EXISTS customer_pkey;

-- form: object/if-exists-alter-view
-- measure
ALTER VIEW IF EXISTS nowhere RENAME TO somewhere;

-- form: object/if-exists-alter-materialized-view
-- measure
ALTER MATERIALIZED VIEW IF EXISTS nowhere RENAME TO somewhere;

-- form: object/if-exists-alter-foreign-table
-- measure
ALTER FOREIGN TABLE IF EXISTS nowhere ADD COLUMN extra int;

-- form: object/if-exists-alter-index-attach
-- why: refused (42601): ATTACH PARTITION does not take it
-- measure
ALTER INDEX IF EXISTS reading_value_idx ATTACH PARTITION reading_2023_value_idx;

-- form: object/if-exists-rename-column-absent
-- why: refused (42601)
-- measure
ALTER TABLE scratch RENAME COLUMN IF EXISTS nothing TO something;

-- form: object/if-exists-alter-type
-- why: refused (42601)
-- measure
ALTER TYPE IF EXISTS mood ADD VALUE 'grumpy';

-- form: object/if-exists-detach
-- why: refused (42601)
-- measure
ALTER TABLE event DETACH PARTITION IF EXISTS event_us;

-- form: object/if-exists-drop-not-null
-- why: refused (42601)
-- measure
ALTER TABLE scratch ALTER COLUMN n DROP NOT NULL IF EXISTS;

-- form: object/if-exists-drop-default-absent-table
-- measure
ALTER TABLE IF EXISTS nowhere ALTER COLUMN n DROP DEFAULT;

-- form: object/if-exists-absent-column
-- why: refused (42703): IF EXISTS is about the table
-- measure
ALTER TABLE IF EXISTS scratch ALTER COLUMN nothing SET DEFAULT 5;
