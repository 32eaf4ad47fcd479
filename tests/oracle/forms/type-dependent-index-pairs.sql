-- ALTER TABLE ALTER COLUMN TYPE with one plain btree index on the column, over many pairs of types

-- form: type-dependent-index/pair-varchar-to-unbounded
-- setup
CREATE INDEX specimen_idx ON specimen (a_varchar50);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar;

-- form: type-dependent-index/pair-varchar-narrow
-- setup
CREATE INDEX specimen_idx ON specimen (a_varchar50);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(20);

-- form: type-dependent-index/pair-varchar-same
-- setup
CREATE INDEX specimen_idx ON specimen (a_varchar50);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(50);

-- form: type-dependent-index/pair-varchar-to-citext
-- setup
CREATE INDEX specimen_idx ON specimen (a_varchar50);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE citext;

-- form: type-dependent-index/pair-varchar-to-char
-- setup
CREATE INDEX specimen_idx ON specimen (a_varchar50);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE char(50);

-- form: type-dependent-index/pair-varchar-widen-using-column
-- setup
CREATE INDEX specimen_idx ON specimen (a_varchar50);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100) USING a_varchar50;

-- form: type-dependent-index/pair-varchar-to-text-using-lower
-- setup
CREATE INDEX specimen_idx ON specimen (a_varchar50);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE text USING lower(a_varchar50);

-- form: type-dependent-index/pair-varchar-unbounded-to-text
-- setup
CREATE INDEX specimen_idx ON specimen (a_varchar);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar TYPE text;

-- form: type-dependent-index/pair-varchar-to-own-domain
-- setup
CREATE DOMAIN varchar50_domain AS varchar(50);
CREATE INDEX specimen_idx ON specimen (a_varchar50);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar50_domain;

-- form: type-dependent-index/pair-text-same
-- setup
CREATE INDEX specimen_idx ON specimen (a_text);
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE text;

-- form: type-dependent-index/pair-text-to-collate-c
-- setup
CREATE INDEX specimen_idx ON specimen (a_text);
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE text COLLATE "C";

-- form: type-dependent-index/pair-text-to-default-collation
-- setup
CREATE INDEX specimen_idx ON specimen (a_text);
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE text COLLATE "default";

-- form: type-dependent-index/pair-text-to-name
-- setup
CREATE INDEX specimen_idx ON specimen (a_text);
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE name;

-- form: type-dependent-index/pair-constrained-domain-to-text
-- setup
CREATE INDEX specimen_idx ON specimen (an_email);
-- measure
ALTER TABLE specimen ALTER COLUMN an_email TYPE text;

-- form: type-dependent-index/pair-citext-same
-- setup
CREATE INDEX specimen_idx ON specimen (a_citext);
-- measure
ALTER TABLE specimen ALTER COLUMN a_citext TYPE citext;

-- form: type-dependent-index/pair-citext-to-varchar
-- setup
CREATE INDEX specimen_idx ON specimen (a_citext);
-- measure
ALTER TABLE specimen ALTER COLUMN a_citext TYPE varchar;

-- form: type-dependent-index/pair-char-widen
-- setup
CREATE INDEX specimen_idx ON specimen (a_char10);
-- measure
ALTER TABLE specimen ALTER COLUMN a_char10 TYPE char(20);

-- form: type-dependent-index/pair-char-to-bpchar
-- setup
CREATE INDEX specimen_idx ON specimen (a_char10);
-- measure
ALTER TABLE specimen ALTER COLUMN a_char10 TYPE bpchar;

-- form: type-dependent-index/pair-char-to-text
-- setup
CREATE INDEX specimen_idx ON specimen (a_char10);
-- measure
ALTER TABLE specimen ALTER COLUMN a_char10 TYPE text;

-- form: type-dependent-index/pair-uuid-to-text
-- setup
CREATE INDEX specimen_idx ON specimen (a_uuid);
-- measure
ALTER TABLE specimen ALTER COLUMN a_uuid TYPE text;

-- form: type-dependent-index/pair-text-to-uuid
-- setup
CREATE INDEX specimen_idx ON specimen (a_uuid_text);
-- measure
ALTER TABLE specimen ALTER COLUMN a_uuid_text TYPE uuid USING a_uuid_text::uuid;

-- form: type-dependent-index/pair-int-to-numeric
-- setup
CREATE INDEX specimen_idx ON specimen (an_int);
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE numeric;

-- form: type-dependent-index/pair-int-to-smallint
-- setup
CREATE INDEX specimen_idx ON specimen (an_int);
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE smallint;

-- form: type-dependent-index/pair-int-same-using-plus
-- setup
CREATE INDEX specimen_idx ON specimen (an_int);
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE int USING an_int + 1;

-- form: type-dependent-index/pair-int-to-text
-- setup
CREATE INDEX specimen_idx ON specimen (an_int);
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE text;

-- form: type-dependent-index/pair-smallint-to-bigint
-- setup
CREATE INDEX specimen_idx ON specimen (a_smallint);
-- measure
ALTER TABLE specimen ALTER COLUMN a_smallint TYPE bigint;

-- form: type-dependent-index/pair-oid-to-int
-- setup
CREATE INDEX specimen_idx ON specimen (an_oid);
-- measure
ALTER TABLE specimen ALTER COLUMN an_oid TYPE int;

-- form: type-dependent-index/pair-oid-to-regclass
-- setup
CREATE INDEX specimen_idx ON specimen (an_oid);
-- measure
ALTER TABLE specimen ALTER COLUMN an_oid TYPE regclass;

-- form: type-dependent-index/pair-real-to-double
-- setup
CREATE INDEX specimen_idx ON specimen (a_real);
-- measure
ALTER TABLE specimen ALTER COLUMN a_real TYPE double precision;

-- form: type-dependent-index/pair-numeric-to-unbounded
-- setup
CREATE INDEX specimen_idx ON specimen (a_numeric10_2);
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric10_2 TYPE numeric;

-- form: type-dependent-index/pair-numeric-same
-- setup
CREATE INDEX specimen_idx ON specimen (a_numeric10_2);
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric10_2 TYPE numeric(10, 2);

-- form: type-dependent-index/pair-numeric-more-scale
-- setup
CREATE INDEX specimen_idx ON specimen (a_numeric10_2);
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric10_2 TYPE numeric(12, 4);

-- form: type-dependent-index/pair-numeric-to-bigint
-- setup
CREATE INDEX specimen_idx ON specimen (a_numeric10);
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric10 TYPE bigint;

-- form: type-dependent-index/pair-boolean-to-int
-- setup
CREATE INDEX specimen_idx ON specimen (a_boolean);
-- measure
ALTER TABLE specimen ALTER COLUMN a_boolean TYPE int USING a_boolean::int;

-- form: type-dependent-index/pair-varbit-widen
-- setup
CREATE INDEX specimen_idx ON specimen (a_varbit8);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varbit8 TYPE varbit(16);

-- form: type-dependent-index/pair-bit-to-varbit
-- setup
CREATE INDEX specimen_idx ON specimen (a_bit8);
-- measure
ALTER TABLE specimen ALTER COLUMN a_bit8 TYPE varbit;

-- form: type-dependent-index/pair-timestamptz-to-timestamp
-- setup
CREATE INDEX specimen_idx ON specimen (a_timestamptz);
-- same transaction
SET LOCAL TimeZone = 'UTC';
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamptz TYPE timestamp;

-- form: type-dependent-index/pair-timestamp-precision-to-default
-- setup
CREATE INDEX specimen_idx ON specimen (a_timestamp3);
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp3 TYPE timestamp;

-- form: type-dependent-index/pair-timestamp-precision-less
-- setup
CREATE INDEX specimen_idx ON specimen (a_timestamp);
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE timestamp(3);

-- form: type-dependent-index/pair-timestamp-to-date
-- setup
CREATE INDEX specimen_idx ON specimen (a_timestamp);
-- measure
ALTER TABLE specimen ALTER COLUMN a_timestamp TYPE date;

-- form: type-dependent-index/pair-date-to-timestamp
-- setup
CREATE INDEX specimen_idx ON specimen (a_date);
-- measure
ALTER TABLE specimen ALTER COLUMN a_date TYPE timestamp;

-- form: type-dependent-index/pair-time-precision-more
-- setup
CREATE INDEX specimen_idx ON specimen (a_time3);
-- measure
ALTER TABLE specimen ALTER COLUMN a_time3 TYPE time(6);

-- form: type-dependent-index/pair-interval-precision-more
-- setup
CREATE INDEX specimen_idx ON specimen (an_interval3);
-- measure
ALTER TABLE specimen ALTER COLUMN an_interval3 TYPE interval;

-- form: type-dependent-index/pair-inet-to-cidr
-- setup
CREATE INDEX specimen_idx ON specimen (an_inet);
-- measure
ALTER TABLE specimen ALTER COLUMN an_inet TYPE cidr;

-- form: type-dependent-index/pair-jsonb-same
-- setup
CREATE INDEX specimen_idx ON specimen (a_jsonb);
-- measure
ALTER TABLE specimen ALTER COLUMN a_jsonb TYPE jsonb;

-- form: type-dependent-index/pair-enum-to-text
-- setup
CREATE INDEX specimen_idx ON specimen (a_mood);
-- measure
ALTER TABLE specimen ALTER COLUMN a_mood TYPE text;

-- form: type-dependent-index/pair-enum-same
-- setup
CREATE INDEX specimen_idx ON specimen (a_mood);
-- measure
ALTER TABLE specimen ALTER COLUMN a_mood TYPE mood;

-- form: type-dependent-index/pair-plain-domain-to-base
-- setup
CREATE INDEX specimen_idx ON specimen (a_plain_int);
-- measure
ALTER TABLE specimen ALTER COLUMN a_plain_int TYPE int;

-- form: type-dependent-index/pair-plain-domain-to-bigint
-- setup
CREATE INDEX specimen_idx ON specimen (a_plain_int);
-- measure
ALTER TABLE specimen ALTER COLUMN a_plain_int TYPE bigint;

-- form: type-dependent-index/pair-int-array-same
-- setup
CREATE INDEX specimen_idx ON specimen (an_int_array);
-- measure
ALTER TABLE specimen ALTER COLUMN an_int_array TYPE int[];

-- form: type-dependent-index/pair-int-array-to-bigint-array
-- setup
CREATE INDEX specimen_idx ON specimen (an_int_array);
-- measure
ALTER TABLE specimen ALTER COLUMN an_int_array TYPE bigint[];

-- form: type-dependent-index/pair-varchar50-array-to-unbounded
-- setup
CREATE INDEX specimen_idx ON specimen (a_varchar50_array);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50_array TYPE varchar[];

-- form: type-dependent-index/pair-text-array-same-with-collate
-- setup
CREATE INDEX specimen_idx ON specimen (a_text_array);
-- measure
ALTER TABLE specimen ALTER COLUMN a_text_array TYPE text[] COLLATE "C";

-- form: type-dependent-index/pair-composite-same
-- setup
CREATE INDEX specimen_idx ON specimen (a_pair);
-- measure
ALTER TABLE specimen ALTER COLUMN a_pair TYPE pair;

-- form: type-dependent-index/pair-range-same
-- setup
CREATE INDEX specimen_idx ON specimen (a_range);
-- measure
ALTER TABLE specimen ALTER COLUMN a_range TYPE int4range;
