-- ALTER TABLE ALTER COLUMN TYPE with other things that hang on the column, and on tables of every kind

-- form: type-dependent/check
-- why: the type is free, yet the check is run again over all rows
-- setup
ALTER TABLE specimen ADD CONSTRAINT specimen_check CHECK (a_varchar50 <> '');
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type-dependent/check-not-valid
-- setup
ALTER TABLE specimen ADD CONSTRAINT specimen_check CHECK (a_varchar50 <> '') NOT VALID;
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type-dependent/check-not-enforced
-- versions: 18-
-- setup
ALTER TABLE specimen ADD CONSTRAINT specimen_check CHECK (a_varchar50 <> '') NOT ENFORCED;
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type-dependent/check-of-other-column
-- setup
ALTER TABLE specimen ADD CONSTRAINT specimen_check CHECK (an_int > 0);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type-dependent/check-same-type
-- setup
ALTER TABLE specimen ADD CONSTRAINT specimen_check CHECK (an_int > 0);
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE int;

-- form: type-dependent/check-with-rewrite
-- setup
ALTER TABLE specimen ADD CONSTRAINT specimen_check CHECK (an_int > 0);
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE bigint;

-- form: type-dependent/check-no-longer-parses
-- why: refused (42804): a CHECK is a boolean
-- setup
ALTER TABLE specimen ADD CONSTRAINT specimen_check CHECK (a_boolean OR id > 0);
-- measure
ALTER TABLE specimen ALTER COLUMN a_boolean TYPE int USING a_boolean::int;

-- form: type-dependent/check-with-hidden-cast
-- why: as stored it casts the column to text, so it fits an integer too
-- setup
ALTER TABLE specimen ADD CONSTRAINT specimen_check CHECK (length(a_varchar50) > 0);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE int USING a_varchar50::int;

-- form: type-dependent/not-null
-- setup
ALTER TABLE specimen ALTER COLUMN a_varchar50 SET NOT NULL;
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type-dependent/default-that-can-be-cast
-- setup
ALTER TABLE specimen ALTER COLUMN an_int SET DEFAULT 5;
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE bigint;

-- form: type-dependent/default-that-cannot-be-cast
-- why: refused (42804): USING is for the rows, not for the default
-- setup
ALTER TABLE specimen ALTER COLUMN a_text SET DEFAULT 'ok';
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE mood USING 'ok'::mood;

-- form: type-dependent/default-dropped-with-it
-- setup
ALTER TABLE specimen ALTER COLUMN a_text SET DEFAULT 'ok';
-- measure
ALTER TABLE specimen ALTER COLUMN a_text DROP DEFAULT, ALTER COLUMN a_text TYPE mood USING 'ok'::mood, ALTER COLUMN a_text SET DEFAULT 'ok';

-- form: type-dependent/default-of-function
-- setup
ALTER TABLE specimen ALTER COLUMN a_varchar50 SET DEFAULT current_user;
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type-dependent/extended-statistics
-- setup
CREATE STATISTICS specimen_stats ON a_varchar50, an_int FROM specimen;
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type-dependent/extended-statistics-rewrite
-- measure
ALTER TABLE customer ALTER COLUMN country TYPE varchar(2);

-- form: type-dependent/expression-statistics
-- versions: 14-
-- setup
CREATE STATISTICS specimen_stats ON lower(a_varchar50) FROM specimen;
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type-dependent/view
-- why: refused (0A000): even a free change
-- measure
ALTER TABLE store ALTER COLUMN name TYPE varchar;

-- form: type-dependent/view-on-other-columns
-- measure
ALTER TABLE store ALTER COLUMN opened TYPE timestamp;

-- form: type-dependent/view-dropped-before
-- same transaction
DROP VIEW store_view;
-- measure
ALTER TABLE store ALTER COLUMN name TYPE varchar;

-- form: type-dependent/materialized-view
-- why: refused (0A000)
-- measure
ALTER TABLE orders ALTER COLUMN total TYPE numeric(12, 2);

-- form: type-dependent/rule
-- why: refused (0A000)
-- setup
CREATE RULE legacy_log AS ON INSERT TO legacy DO ALSO UPDATE scratch SET n = NEW.n;
-- measure
ALTER TABLE legacy ALTER COLUMN n TYPE bigint;

-- form: type-dependent/policy
-- why: refused (0A000)
-- measure
ALTER TABLE diary ALTER COLUMN author TYPE text;

-- form: type-dependent/trigger-update-of
-- why: refused (0A000)
-- measure
ALTER TABLE orders ALTER COLUMN status TYPE varchar;

-- form: type-dependent/trigger-when
-- why: refused (0A000)
-- setup
CREATE TRIGGER store_opened BEFORE UPDATE ON store FOR EACH ROW WHEN (NEW.opened IS NULL) EXECUTE FUNCTION touch_row();
-- measure
ALTER TABLE store ALTER COLUMN opened TYPE timestamp;

-- form: type-dependent/trigger-on-table
-- measure
ALTER TABLE orders ALTER COLUMN note TYPE varchar;

-- form: type-dependent/generated-column-base
-- why: refused (42601 -14, 0A000 15-)
-- measure
ALTER TABLE rectangle ALTER COLUMN w TYPE bigint;

-- form: type-dependent/generated-column-itself
-- measure
ALTER TABLE rectangle ALTER COLUMN area TYPE bigint;

-- form: type-dependent/generated-column-using
-- why: refused (42611)
-- measure
ALTER TABLE rectangle ALTER COLUMN area TYPE bigint USING w + h;

-- form: type-dependent/virtual-column-itself
-- versions: 18-
-- setup
ALTER TABLE specimen ADD COLUMN a_virtual int GENERATED ALWAYS AS (an_int + 1) VIRTUAL;
-- measure
ALTER TABLE specimen ALTER COLUMN a_virtual TYPE bigint;

-- form: type-dependent/function-body-in-sql-standard
-- why: refused (0A000): the body is stored parsed
-- versions: 14-
-- setup
CREATE FUNCTION best_text() RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT max(a_varchar50) FROM specimen; END;
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type-dependent/function-body-in-quotes
-- setup
CREATE FUNCTION best_text() RETURNS text LANGUAGE sql AS 'SELECT max(a_varchar50) FROM specimen';
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type-dependent/publication-column-list
-- why: refused (0A000)
-- versions: 15-
-- setup
CREATE PUBLICATION specimen_pub FOR TABLE specimen (id, a_varchar50);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type-dependent/publication-filter
-- why: refused (0A000)
-- versions: 15-
-- setup
CREATE PUBLICATION specimen_pub FOR TABLE specimen WHERE (an_int > 5) WITH (publish = 'insert');
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE bigint;

-- form: type-dependent/partition-key
-- why: refused (42P16)
-- measure
ALTER TABLE reading ALTER COLUMN taken TYPE timestamp;

-- form: type-dependent/partition-key-widened
-- why: refused (42P16): no kind of change
-- measure
ALTER TABLE event ALTER COLUMN region TYPE varchar;

-- form: type-dependent/partition-key-same-type
-- why: refused (42P16): not even none
-- measure
ALTER TABLE event ALTER COLUMN region TYPE text;

-- form: type-dependent/serial-to-bigint
-- why: the sequence stays an integer
-- measure
ALTER TABLE ticket ALTER COLUMN id TYPE bigint;

-- form: type-dependent/identity-to-bigint
-- why: the sequence goes with it
-- measure
ALTER TABLE voucher ALTER COLUMN id TYPE bigint;

-- form: type-dependent/identity-to-text
-- why: refused (22023)
-- measure
ALTER TABLE voucher ALTER COLUMN id TYPE text;

-- form: type-dependent/foreign-key-column-free
-- why: a free change, but the constraint is made anew and the referenced table is locked
-- setup
CREATE TABLE brand (code varchar(20) PRIMARY KEY);
CREATE TABLE model (id int, brand_code varchar(20) REFERENCES brand (code));
INSERT INTO brand SELECT g::text FROM generate_series(1, 150) g;
INSERT INTO model SELECT g, g::text FROM generate_series(1, 150) g;
-- measure
ALTER TABLE model ALTER COLUMN brand_code TYPE varchar(40);

-- form: type-dependent/foreign-key-column-to-text
-- setup
CREATE TABLE brand (code varchar(20) PRIMARY KEY);
CREATE TABLE model (id int, brand_code varchar(20) REFERENCES brand (code));
INSERT INTO brand SELECT g::text FROM generate_series(1, 150) g;
INSERT INTO model SELECT g, g::text FROM generate_series(1, 150) g;
-- measure
ALTER TABLE model ALTER COLUMN brand_code TYPE text;

-- form: type-dependent/foreign-key-column-rewritten
-- measure
ALTER TABLE order_line ALTER COLUMN product_id TYPE bigint;

-- form: type-dependent/foreign-key-column-not-valid
-- setup
ALTER TABLE product ADD CONSTRAINT product_store_fk FOREIGN KEY (stock) REFERENCES store (id) NOT VALID;
-- measure
ALTER TABLE product ALTER COLUMN stock TYPE bigint;

-- form: type-dependent/foreign-key-target-free
-- setup
CREATE TABLE brand (code varchar(20) PRIMARY KEY);
CREATE TABLE model (id int, brand_code varchar(20) REFERENCES brand (code));
INSERT INTO brand SELECT g::text FROM generate_series(1, 150) g;
INSERT INTO model SELECT g, g::text FROM generate_series(1, 150) g;
-- measure
ALTER TABLE brand ALTER COLUMN code TYPE varchar(40);

-- form: type-dependent/foreign-key-target-rewritten
-- measure
ALTER TABLE station ALTER COLUMN id TYPE bigint;

-- form: type-dependent/foreign-key-target-incompatible
-- why: refused (42804): there would be no equality between the two
-- measure
ALTER TABLE station ALTER COLUMN id TYPE text;

-- form: type-dependent/foreign-key-to-itself
-- measure
ALTER TABLE employee ALTER COLUMN manager_id TYPE bigint;

-- form: type-dependent/foreign-key-of-many-tables
-- why: refused (0A000): a view uses it; and the foreign keys of two tables hang on it
-- measure
ALTER TABLE customer ALTER COLUMN id TYPE bigint;

-- form: type-dependent/composite-foreign-key
-- measure
ALTER TABLE parcel ALTER COLUMN line_no TYPE bigint;

-- form: type-dependent/partitioned-free
-- measure
ALTER TABLE reading ALTER COLUMN unit TYPE varchar(20);

-- form: type-dependent/partitioned-rewrite
-- measure
ALTER TABLE event ALTER COLUMN id TYPE bigint;

-- form: type-dependent/partitioned-two-levels
-- measure
ALTER TABLE ledger ALTER COLUMN amount TYPE bigint;

-- form: type-dependent/partitioned-foreign-key-column
-- measure
ALTER TABLE reading ALTER COLUMN station_id TYPE bigint;

-- form: type-dependent/partitioned-referenced-column
-- measure
ALTER TABLE reading ALTER COLUMN id TYPE bigint;

-- form: type-dependent/partition
-- why: refused (42P16): inherited
-- measure
ALTER TABLE reading_2023 ALTER COLUMN value TYPE bigint;

-- form: type-dependent/partitioned-only
-- why: refused (42P16)
-- measure
ALTER TABLE ONLY event ALTER COLUMN id TYPE bigint;

-- form: type-dependent/inheritance-parent
-- measure
ALTER TABLE vehicle ALTER COLUMN id TYPE bigint;

-- form: type-dependent/inheritance-parent-check
-- measure
ALTER TABLE vehicle ALTER COLUMN wheels TYPE bigint;

-- form: type-dependent/check-dropped-too
-- why: DROP CONSTRAINT runs first, wherever it is written, so nothing is left to check
-- setup
CREATE TABLE mug (id int, glaze varchar(10), CONSTRAINT mug_a CHECK (glaze <> ''));
-- measure
ALTER TABLE mug ALTER COLUMN glaze TYPE text, DROP CONSTRAINT mug_a;

-- form: type-dependent/one-of-two-checks-dropped
-- setup
CREATE TABLE mug (id int, glaze varchar(10), CONSTRAINT mug_a CHECK (glaze <> ''), CONSTRAINT mug_b CHECK (glaze <> 'none'));
-- measure
ALTER TABLE mug DROP CONSTRAINT mug_a, ALTER COLUMN glaze TYPE text;

-- form: type-dependent/inherited-check-dropped-too
-- setup
CREATE TABLE mug (id int, glaze varchar(10), CONSTRAINT mug_a CHECK (glaze <> ''));
CREATE TABLE cup () INHERITS (mug);
-- measure
ALTER TABLE mug DROP CONSTRAINT mug_a, ALTER COLUMN glaze TYPE text;

-- form: type-dependent/unique-dropped-too
-- setup
CREATE TABLE mug (id int, glaze text CONSTRAINT mug_glaze UNIQUE);
-- measure
ALTER TABLE mug DROP CONSTRAINT mug_glaze, ALTER COLUMN glaze TYPE text COLLATE "C";

-- form: type-dependent/partitioned-unique-dropped-too
-- setup
CREATE TABLE mug (id int, glaze text, CONSTRAINT mug_glaze UNIQUE (id, glaze)) PARTITION BY RANGE (id);
CREATE TABLE mug_1 PARTITION OF mug FOR VALUES FROM (1) TO (10);
-- measure
ALTER TABLE mug DROP CONSTRAINT mug_glaze, ALTER COLUMN glaze TYPE text COLLATE "C";

-- form: type-dependent/foreign-key-dropped-too
-- setup
CREATE TABLE glaze (name text PRIMARY KEY);
CREATE TABLE mug (id int, glaze text CONSTRAINT mug_glaze REFERENCES glaze);
-- measure
ALTER TABLE mug DROP CONSTRAINT mug_glaze, ALTER COLUMN glaze TYPE text COLLATE "C";
