-- RENAME of constraints on tables of other kinds, and of everything that is no relation

-- form: rename/constraint-check-inherited
-- measure
ALTER TABLE vehicle RENAME CONSTRAINT vehicle_wheels_check TO vehicle_wheels_positive;

-- form: rename/constraint-check-of-child
-- why: refused (42P16)
-- measure
ALTER TABLE truck RENAME CONSTRAINT vehicle_wheels_check TO vehicle_wheels_positive;

-- form: rename/constraint-partitioned-primary-key
-- measure
ALTER TABLE reading RENAME CONSTRAINT reading_pkey TO reading_primary;

-- form: rename/constraint-partitioned-foreign-key
-- measure
ALTER TABLE reading RENAME CONSTRAINT reading_station_fk TO reading_place_fk;

-- form: rename/constraint-exclusion
-- measure
ALTER TABLE booking RENAME CONSTRAINT booking_no_overlap TO booking_disjoint;

-- form: rename/constraint-if-exists-absent-table
-- measure
ALTER TABLE IF EXISTS nowhere RENAME CONSTRAINT a TO b;

-- form: rename/schema
-- measure
ALTER SCHEMA archive RENAME TO attic;

-- form: rename/schema-name-taken
-- why: refused (42P06)
-- measure
ALTER SCHEMA archive RENAME TO public;

-- form: rename/type-enum
-- measure
ALTER TYPE mood RENAME TO feeling;

-- form: rename/type-enum-value
-- measure
ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';

-- form: rename/type-enum-value-absent
-- why: refused (22023)
-- measure
ALTER TYPE mood RENAME VALUE 'grumpy' TO 'fine';

-- form: rename/type-composite
-- measure
ALTER TYPE address RENAME TO postal_address;

-- form: rename/type-composite-attribute
-- measure
ALTER TYPE address RENAME ATTRIBUTE city TO town;

-- form: rename/type-of-typed-table
-- measure
ALTER TYPE pair RENAME TO couple;

-- form: rename/type-attribute-of-typed-table
-- why: refused (2BP01)
-- measure
ALTER TYPE pair RENAME ATTRIBUTE x TO z;

-- form: rename/type-attribute-of-typed-table-cascade
-- measure
ALTER TYPE pair RENAME ATTRIBUTE x TO z CASCADE;

-- form: rename/type-of-table
-- why: refused (42809): a table's row type is renamed with the table
-- measure
ALTER TYPE scratch RENAME TO scratch_pad;

-- form: rename/domain
-- measure
ALTER DOMAIN positive_int RENAME TO natural_number;

-- form: rename/domain-constraint
-- measure
ALTER DOMAIN positive_int RENAME CONSTRAINT positive_int_check TO above_zero;

-- form: rename/function
-- measure
ALTER FUNCTION last_digit(text) RENAME TO final_digit;

-- form: rename/procedure
-- measure
ALTER PROCEDURE tidy_up() RENAME TO clean_up;

-- form: rename/routine
-- measure
ALTER ROUTINE five_stable() RENAME TO five_steady;

-- form: rename/trigger
-- measure
ALTER TRIGGER orders_touch ON orders RENAME TO orders_stamp;

-- form: rename/trigger-absent
-- why: refused (42704)
-- measure
ALTER TRIGGER nothing ON orders RENAME TO something;

-- form: rename/trigger-partitioned
-- setup
CREATE TRIGGER event_touch AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION touch_row();
-- measure
ALTER TRIGGER event_touch ON event RENAME TO event_stamp;

-- form: rename/rule
-- measure
ALTER RULE legacy_keep ON legacy RENAME TO legacy_protect;

-- form: rename/policy
-- measure
ALTER POLICY diary_own ON diary RENAME TO diary_mine;

-- form: rename/statistics
-- measure
ALTER STATISTICS customer_stats RENAME TO customer_statistics;

-- form: rename/publication
-- measure
ALTER PUBLICATION shop_pub RENAME TO shop_publication;

-- form: rename/server
-- measure
ALTER SERVER files RENAME TO file_server;

-- form: rename/foreign-data-wrapper
-- measure
ALTER FOREIGN DATA WRAPPER file_fdw RENAME TO file_wrapper;

-- form: rename/collation
-- setup
CREATE COLLATION plain_order (LOCALE = 'C');
-- measure
ALTER COLLATION plain_order RENAME TO byte_order;

-- form: rename/role
-- measure
ALTER ROLE app_reader RENAME TO app_guest;

-- form: rename/database
-- setup
DROP DATABASE IF EXISTS rename_me_oracle;
CREATE DATABASE rename_me_oracle;
-- measure
ALTER DATABASE rename_me_oracle RENAME TO renamed_oracle;

-- form: rename/database-own
-- why: refused (0A000): not the one that one is connected to
-- measure
ALTER DATABASE :"DBNAME" RENAME TO something_else_oracle;

-- form: rename/tablespace
-- measure
ALTER TABLESPACE fast_disk RENAME TO quick_disk;

-- form: rename/event-trigger
-- setup
CREATE FUNCTION log_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END';
CREATE EVENT TRIGGER watch_ddl ON ddl_command_end EXECUTE FUNCTION log_ddl();
-- measure
ALTER EVENT TRIGGER watch_ddl RENAME TO observe_ddl;

-- form: rename/text-search-configuration
-- setup
CREATE TEXT SEARCH CONFIGURATION plain_words (COPY = simple);
-- measure
ALTER TEXT SEARCH CONFIGURATION plain_words RENAME TO just_words;
