-- Corner cases, found by looking for differences

-- form: type-dependent/referenced-and-fk-dropped
-- setup
DROP VIEW good_customer, active_customer, order_summary;
ALTER TABLE archive.old_order DROP CONSTRAINT old_order_customer_id_fkey;
-- same transaction
ALTER TABLE orders DROP CONSTRAINT orders_customer_fk;
-- measure
ALTER TABLE customer ALTER COLUMN id TYPE bigint;

-- form: type-dependent/with-composite-fk-referenced
-- measure
ALTER TABLE order_line ALTER COLUMN line_no TYPE bigint;

-- form: type-dependent/with-fk-to-itself
-- measure
ALTER TABLE employee ALTER COLUMN id TYPE bigint, ALTER COLUMN manager_id TYPE bigint;

-- form: type-dependent/with-fk-to-itself-one
-- measure
ALTER TABLE employee ALTER COLUMN manager_id TYPE bigint;

-- form: type-dependent/partitioned-with-fk
-- measure
ALTER TABLE reading ALTER COLUMN station_id TYPE bigint;

-- form: type-dependent/partitioned-key-referenced
-- measure
ALTER TABLE reading ALTER COLUMN id TYPE bigint;

-- form: type-dependent/varchar-partitioned-indexed
-- setup
CREATE INDEX reading_unit ON reading (unit);
-- measure
ALTER TABLE reading ALTER COLUMN unit TYPE varchar(20);

-- form: type-dependent/varchar-partitioned-indexed-pattern
-- setup
CREATE INDEX reading_unit ON reading (unit varchar_pattern_ops);
-- measure
ALTER TABLE reading ALTER COLUMN unit TYPE text;

-- form: type-dependent/exclusion-where
-- setup
ALTER TABLE booking ADD COLUMN state varchar(10);
ALTER TABLE booking ADD CONSTRAINT bx EXCLUDE USING gist (during WITH &&) WHERE (state = 'x');
-- measure
ALTER TABLE booking ALTER COLUMN state TYPE text;

-- form: type-dependent/check-not-valid-norewrite
-- setup
ALTER TABLE customer ADD CONSTRAINT nvx CHECK (name <> 'x') NOT VALID;
-- measure
ALTER TABLE customer ALTER COLUMN name TYPE varchar(100);

-- form: type-dependent/generated-drop-and-change
-- measure
ALTER TABLE rectangle DROP COLUMN area, ALTER COLUMN w TYPE bigint;

-- form: type-dependent/inherited-with-child-index
-- setup
ALTER TABLE vehicle ADD COLUMN code varchar(5);
CREATE INDEX tc ON truck (code);
CREATE INDEX tl ON sports_car (lower(code));
-- measure
ALTER TABLE vehicle ALTER COLUMN code TYPE varchar(10);

-- form: type-dependent/inherited-child-check
-- setup
ALTER TABLE vehicle ADD COLUMN code varchar(5);
ALTER TABLE truck ADD CONSTRAINT cc CHECK (code <> 'z');
-- measure
ALTER TABLE vehicle ALTER COLUMN code TYPE varchar(10);

-- form: type-dependent/inherited-child-fk
-- setup
ALTER TABLE vehicle ADD COLUMN store_id int;
ALTER TABLE truck ADD CONSTRAINT sfk FOREIGN KEY (store_id) REFERENCES store;
-- measure
ALTER TABLE vehicle ALTER COLUMN store_id TYPE bigint;

-- form: type-dependent/varchar-fk-not-valid-child-text
-- setup
CREATE TABLE par (c varchar(10) PRIMARY KEY);
CREATE TABLE chi (c varchar(10));
INSERT INTO par SELECT g FROM generate_series(1,100) g;
INSERT INTO chi SELECT g FROM generate_series(1,100) g;
ALTER TABLE chi ADD CONSTRAINT fk FOREIGN KEY (c) REFERENCES par NOT VALID;
-- measure
ALTER TABLE chi ALTER COLUMN c TYPE text;

-- form: type-dependent/index-collate-c
-- setup
CREATE INDEX ci ON scratch (label COLLATE "C");
-- measure
ALTER TABLE scratch ALTER COLUMN label TYPE varchar;

-- form: type-dependent/collation-change-check
-- setup
ALTER TABLE scratch ADD CONSTRAINT c CHECK (label > 'a');
-- measure
ALTER TABLE scratch ALTER COLUMN label TYPE text COLLATE "C";

-- form: type-dependent/two-levels-include-index
-- setup
ALTER TABLE ledger ADD COLUMN v varchar(10);
CREATE INDEX lv ON ledger (v);
CREATE INDEX lv24 ON ledger_2024 (v, amount);
-- measure
ALTER TABLE ledger ALTER COLUMN v TYPE varchar(20);

-- form: type-dependent/generated-norewrite
-- setup
ALTER TABLE scratch ADD COLUMN g text GENERATED ALWAYS AS (label || 'x') STORED;
CREATE INDEX gi ON scratch (g);
-- measure
ALTER TABLE scratch ALTER g TYPE varchar;

-- form: type-dependent/default-fast-then-norewrite
-- setup
ALTER TABLE scratch ADD COLUMN v varchar(5) DEFAULT 'abc';
-- measure
ALTER TABLE scratch ALTER v TYPE text;

-- form: type-dependent/fk-two-level-type-referenced
-- setup
DELETE FROM ledger WHERE id > 200;
ALTER TABLE ledger ADD CONSTRAINT lf FOREIGN KEY (id) REFERENCES tool;
-- measure
ALTER TABLE tool ALTER id TYPE bigint;

-- form: type-dependent/fk-two-level-type-referencing
-- setup
DELETE FROM ledger WHERE id > 200;
ALTER TABLE ledger ADD CONSTRAINT lf FOREIGN KEY (id) REFERENCES tool;
-- measure
ALTER TABLE ledger ALTER id TYPE bigint;

-- form: type-dependent/check-on-other-partition-level
-- setup
ALTER TABLE ledger_2023 ADD CONSTRAINT kc CHECK (kind <> 'zz');
ALTER TABLE ledger ADD COLUMN v varchar(5);
ALTER TABLE ledger_2023 ADD CONSTRAINT vc CHECK (v <> 'zz');
-- measure
ALTER TABLE ledger ALTER v TYPE text;

-- form: type-dependent/unique-index-expression-and-plain
-- setup
CREATE INDEX a1 ON customer (name);
CREATE INDEX a2 ON customer (upper(name)) ;
CREATE INDEX a3 ON customer (id, name varchar_pattern_ops);
CREATE INDEX a4 ON customer (id) INCLUDE (name);
-- measure
ALTER TABLE customer ALTER name TYPE varchar(60);

-- form: type-dependent/column-in-predicate-only
-- setup
CREATE UNIQUE INDEX a1 ON customer (card_no) WHERE name IS NOT NULL;
-- measure
ALTER TABLE customer ALTER name TYPE text;

-- form: type-dependent/index-of-whole-row
-- setup
CREATE INDEX wr ON scratch ((scratch IS NOT NULL));
-- measure
ALTER TABLE scratch ALTER label TYPE varchar;

-- form: type-dependent/check-whole-row-type
-- setup
ALTER TABLE scratch ADD CONSTRAINT wr CHECK (scratch IS DISTINCT FROM NULL);
-- measure
ALTER TABLE scratch ALTER label TYPE varchar;

-- form: type-dependent/drop-unique-and-collate
-- setup
ALTER TABLE scratch ADD CONSTRAINT c UNIQUE (label);
-- measure
ALTER TABLE scratch ALTER label TYPE text COLLATE "C", DROP CONSTRAINT c;

-- form: type-dependent/fk-int-bigint-mismatch-fix
-- setup
CREATE TABLE chi (c int REFERENCES tool);
INSERT INTO chi SELECT g FROM generate_series(1,100) g;
ALTER TABLE tool ALTER id TYPE bigint;
-- measure
ALTER TABLE chi ALTER c TYPE bigint;

-- form: type-dependent/rename-col-check-type
-- setup
ALTER TABLE scratch ADD CONSTRAINT c CHECK (label <> 'zz');
ALTER TABLE scratch RENAME label TO lbl;
-- measure
ALTER TABLE scratch ALTER lbl TYPE varchar;

-- form: type-dependent/rename-col-fk-type
-- setup
ALTER TABLE order_line RENAME line_no TO ln;
-- measure
ALTER TABLE order_line ALTER ln TYPE bigint;

-- form: type-dependent/not-valid-fk-then-alter-type
-- setup
ALTER TABLE scratch ADD CONSTRAINT sf FOREIGN KEY (n) REFERENCES customer NOT VALID;
-- measure
ALTER TABLE scratch ALTER n TYPE bigint;

-- form: type-dependent/inheritance-child-fk-norewrite
-- setup
ALTER TABLE vehicle ADD COLUMN c varchar(5);
CREATE TABLE codes (c varchar(5) PRIMARY KEY);
ALTER TABLE truck ADD CONSTRAINT tf FOREIGN KEY (c) REFERENCES codes;
-- measure
ALTER TABLE vehicle ALTER c TYPE varchar(10);

-- form: type-dependent/index-that-goes-with-a-column
-- why: columns are dropped before types are changed, wherever they are written
-- setup
CREATE INDEX i1 ON scratch (label, n);
-- measure
ALTER TABLE scratch ALTER label TYPE text COLLATE "C", DROP COLUMN n;

-- form: type-dependent/check-that-goes-with-a-column
-- setup
ALTER TABLE scratch ADD CONSTRAINT c CHECK (n > 0 OR label <> '');
-- measure
ALTER TABLE scratch DROP COLUMN n, ALTER label TYPE varchar;

-- form: type-dependent/foreign-key-that-goes-with-a-column
-- setup
CREATE TABLE duo (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE of_pair (a int, b int, FOREIGN KEY (a, b) REFERENCES duo);
-- measure
ALTER TABLE of_pair DROP COLUMN b, ALTER a TYPE bigint;

-- form: type-dependent/index-on-other-columns-than-the-dropped-one
-- setup
CREATE INDEX i1 ON scratch (label);
CREATE INDEX i2 ON scratch (n);
-- measure
ALTER TABLE scratch DROP COLUMN n, ALTER label TYPE text COLLATE "C";
