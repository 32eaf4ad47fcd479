-- ALTER TABLE ALTER COLUMN TYPE with indexes on the column: kept, rebuilt, or rewritten with the table

-- form: type-dependent-index/varchar-widen-plain
-- setup
CREATE INDEX specimen_idx ON specimen (a_varchar50);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type-dependent-index/varchar-widen-unique
-- setup
CREATE UNIQUE INDEX specimen_idx ON specimen (a_varchar50);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type-dependent-index/varchar-widen-unique-constraint
-- setup
ALTER TABLE specimen ADD CONSTRAINT specimen_key UNIQUE (a_varchar50);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type-dependent-index/varchar-widen-primary-key
-- setup
ALTER TABLE specimen ADD PRIMARY KEY (a_varchar50);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type-dependent-index/varchar-to-text-plain
-- setup
CREATE INDEX specimen_idx ON specimen (a_varchar50);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE text;

-- form: type-dependent-index/varchar-to-text-primary-key
-- setup
ALTER TABLE specimen ADD PRIMARY KEY (a_varchar50);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE text;

-- form: type-dependent-index/varchar-widen-pattern-operators
-- setup
CREATE INDEX specimen_idx ON specimen (a_varchar50 varchar_pattern_ops);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type-dependent-index/varchar-to-text-pattern-operators
-- setup
CREATE INDEX specimen_idx ON specimen (a_varchar50 varchar_pattern_ops);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE text;

-- form: type-dependent-index/varchar-widen-expression
-- why: an index on an expression is built anew
-- setup
CREATE INDEX specimen_idx ON specimen (lower(a_varchar50));
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type-dependent-index/varchar-to-text-expression
-- setup
CREATE INDEX specimen_idx ON specimen (lower(a_varchar50));
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE text;

-- form: type-dependent-index/text-to-varchar-unbounded-expression
-- setup
CREATE INDEX specimen_idx ON specimen (lower(a_text));
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE varchar;

-- form: type-dependent-index/varchar-widen-partial-on-the-column
-- setup
CREATE INDEX specimen_idx ON specimen (id) WHERE a_varchar50 <> '';
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type-dependent-index/varchar-widen-partial-on-another-column
-- setup
CREATE INDEX specimen_idx ON specimen (a_varchar50) WHERE id > 5;
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type-dependent-index/varchar-widen-included
-- setup
CREATE INDEX specimen_idx ON specimen (id) INCLUDE (a_varchar50);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type-dependent-index/varchar-widen-second-column
-- setup
CREATE INDEX specimen_idx ON specimen (id, a_varchar50);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type-dependent-index/varchar-widen-gin-trigrams
-- setup
CREATE INDEX specimen_idx ON specimen USING gin (a_varchar50 gin_trgm_ops);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type-dependent-index/varchar-widen-hash
-- setup
CREATE INDEX specimen_idx ON specimen USING hash (a_varchar50);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type-dependent-index/varchar-widen-brin
-- setup
CREATE INDEX specimen_idx ON specimen USING brin (a_varchar50);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type-dependent-index/varchar-widen-exclusion
-- setup
ALTER TABLE specimen ADD CONSTRAINT specimen_excl EXCLUDE USING gist (a_varchar50 WITH =);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type-dependent-index/varchar-collate-plain
-- why: the table stays, the order in the index does not
-- setup
CREATE INDEX specimen_idx ON specimen (a_varchar50);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(50) COLLATE "POSIX";

-- form: type-dependent-index/varchar-collate-with-own-collation-in-index
-- setup
CREATE INDEX specimen_idx ON specimen (a_varchar50 COLLATE "C");
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(50) COLLATE "POSIX";

-- form: type-dependent-index/varchar-collate-index-on-other-column
-- setup
CREATE INDEX specimen_idx ON specimen (id);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(50) COLLATE "POSIX";

-- form: type-dependent-index/text-to-citext-plain
-- setup
CREATE INDEX specimen_idx ON specimen (a_text);
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE citext;

-- form: type-dependent-index/text-to-citext-unique-constraint
-- setup
ALTER TABLE specimen ADD CONSTRAINT specimen_key UNIQUE (a_text);
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE citext;

-- form: type-dependent-index/citext-to-text-plain
-- measure
ALTER TABLE gadget ALTER COLUMN label TYPE text;

-- form: type-dependent-index/text-to-varchar-unbounded-plain
-- setup
CREATE INDEX specimen_idx ON specimen (a_text);
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE varchar;

-- form: type-dependent-index/text-to-varchar-plain
-- setup
CREATE INDEX specimen_idx ON specimen (a_text);
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE varchar(100);

-- form: type-dependent-index/int-to-bigint-plain
-- setup
CREATE INDEX specimen_idx ON specimen (an_int);
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE bigint;

-- form: type-dependent-index/int-to-bigint-other-column
-- why: a table that is rewritten gets all its indexes built anew
-- setup
CREATE INDEX specimen_idx ON specimen (id);
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE bigint;

-- form: type-dependent-index/int-to-oid-plain
-- setup
CREATE INDEX specimen_idx ON specimen (an_int);
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE oid;

-- form: type-dependent-index/int-same-plain
-- setup
CREATE INDEX specimen_idx ON specimen (an_int);
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE int;

-- form: type-dependent-index/int-same-expression
-- setup
CREATE INDEX specimen_idx ON specimen ((an_int + 1));
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE int;

-- form: type-dependent-index/int-to-plain-domain
-- setup
CREATE INDEX specimen_idx ON specimen (an_int);
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE plain_int;

-- form: type-dependent-index/domain-to-int
-- setup
CREATE INDEX specimen_idx ON specimen (a_positive_int);
-- measure
ALTER TABLE specimen ALTER COLUMN a_positive_int TYPE int;

-- form: type-dependent-index/numeric-widen-plain
-- setup
CREATE INDEX specimen_idx ON specimen (a_numeric10_2);
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric10_2 TYPE numeric(12, 2);

-- form: type-dependent-index/numeric-widen-expression
-- setup
CREATE INDEX specimen_idx ON specimen ((a_numeric10_2 * 2));
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric10_2 TYPE numeric(12, 2);

-- form: type-dependent-index/timestamp-to-timestamptz-in-utc
-- why: the table is kept, the index is not
-- setup
CREATE INDEX specimen_idx ON specimen (a_timestamp);
-- same transaction
SET LOCAL TimeZone = 'UTC';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE timestamptz;

-- form: type-dependent-index/timestamp-to-timestamptz-in-berlin
-- setup
CREATE INDEX specimen_idx ON specimen (a_timestamp);
-- same transaction
SET LOCAL TimeZone = 'Europe/Berlin';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE timestamptz;

-- form: type-dependent-index/timestamp-to-timestamptz-expression
-- why: refused (42P17): date_trunc of a timestamptz is not immutable
-- setup
CREATE INDEX specimen_idx ON specimen (date_trunc('day', a_timestamp));
-- same transaction
SET LOCAL TimeZone = 'UTC';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE timestamptz;

-- form: type-dependent-index/timestamp-precision-plain
-- setup
CREATE INDEX specimen_idx ON specimen (a_timestamp3);
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp3 TYPE timestamp(6);

-- form: type-dependent-index/cidr-to-inet-plain
-- setup
CREATE INDEX specimen_idx ON specimen (a_cidr);
-- measure
ALTER TABLE specimen ALTER COLUMN a_cidr TYPE inet;

-- form: type-dependent-index/json-to-jsonb-expression
-- setup
CREATE INDEX specimen_idx ON specimen ((a_json ->> 'a'));
-- measure
ALTER TABLE specimen ALTER COLUMN a_json TYPE jsonb;

-- form: type-dependent-index/jsonb-to-json-gin
-- why: refused (42704): no GIN operator class for json
-- setup
CREATE INDEX specimen_idx ON specimen USING gin (a_jsonb);
-- measure
ALTER TABLE specimen ALTER COLUMN a_jsonb TYPE json;

-- form: type-dependent-index/varchar-to-int-pattern-operators
-- why: refused (42804): the operator class of the index is not for integers
-- setup
CREATE INDEX specimen_idx ON specimen (a_varchar50 varchar_pattern_ops);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE int USING a_varchar50::int;

-- form: type-dependent-index/varchar-to-int-lower
-- why: the stored expression has a cast to text in it, so that it fits an integer too
-- setup
CREATE INDEX specimen_idx ON specimen (lower(a_varchar50));
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE int USING a_varchar50::int;

-- form: type-dependent-index/narrow-to-duplicates
-- why: refused (23505): cut short, the values are no longer unique
-- setup
CREATE UNIQUE INDEX specimen_idx ON specimen (a_varchar50);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(1) USING left(a_varchar50, 1);

-- form: type-dependent-index/clustered-on
-- setup
CREATE INDEX specimen_idx ON specimen (a_varchar50);
ALTER TABLE specimen CLUSTER ON specimen_idx;
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type-dependent-index/replica-identity
-- setup
CREATE UNIQUE INDEX specimen_idx ON specimen (an_int);
ALTER TABLE specimen ALTER COLUMN an_int SET NOT NULL;
ALTER TABLE specimen REPLICA IDENTITY USING INDEX specimen_idx;
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE bigint;

-- form: type-dependent-index/two-columns-at-once
-- setup
CREATE INDEX specimen_idx ON specimen (a_varchar50, a_numeric10_2);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE text, ALTER COLUMN a_numeric10_2 TYPE numeric;

-- form: type-dependent-index/two-columns-one-rewrite
-- setup
CREATE INDEX specimen_idx ON specimen (a_varchar50);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE text, ALTER COLUMN an_int TYPE bigint;

-- form: type-dependent-index/partitioned-varchar-widen
-- why: an index that comes from the parent is built anew, where one of a plain table would be kept
-- setup
CREATE INDEX reading_unit_idx ON reading (unit);
-- measure
ALTER TABLE reading ALTER COLUMN unit TYPE varchar(20);

-- form: type-dependent-index/partitioned-varchar-widen-index-of-partition
-- setup
CREATE INDEX reading_2023_unit_idx ON reading_2023 (unit);
-- measure
ALTER TABLE reading ALTER COLUMN unit TYPE varchar(20);

-- form: type-dependent-index/partitioned-int-to-bigint
-- measure
ALTER TABLE reading ALTER COLUMN value TYPE bigint;

-- form: type-dependent-index/inheritance-varchar-widen
-- setup
ALTER TABLE vehicle ALTER COLUMN label TYPE varchar(10);
CREATE INDEX vehicle_label_idx ON vehicle (label);
CREATE INDEX car_label_idx ON car (label);
-- measure
ALTER TABLE vehicle ALTER COLUMN label TYPE varchar(20);
