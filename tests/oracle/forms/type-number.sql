-- ALTER TABLE ALTER COLUMN TYPE: numbers, booleans, bits

-- form: type/int-to-bigint
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE bigint;

-- form: type/int-to-smallint
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE smallint;

-- form: type/int-to-smallint-out-of-range
-- why: refused (22003)
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE smallint USING an_int * 10000;

-- form: type/int-same
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE int;

-- form: type/int-to-oid
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE oid;

-- form: type/int-to-numeric
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE numeric;

-- form: type/int-to-numeric-with-scale
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE numeric(10, 2);

-- form: type/int-to-real
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE real;

-- form: type/int-to-double
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE double precision;

-- form: type/int-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE text;

-- form: type/int-to-varchar
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE varchar(20);

-- form: type/int-to-varchar-too-short
-- why: refused (22001)
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE varchar(2);

-- form: type/int-to-boolean-without-using
-- why: refused (42804)
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE boolean;

-- form: type/int-to-boolean
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE boolean USING an_int::boolean;

-- form: type/int-to-boolean-compared
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE boolean USING (an_int <> 0);

-- form: type/int-to-money
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE money;

-- form: type/int-to-timestamp
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE timestamptz USING to_timestamp(an_int);

-- form: type/int-to-date
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE date USING date '2000-01-01' + an_int;

-- form: type/int-to-interval
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE interval USING an_int * interval '1 second';

-- form: type/int-to-uuid
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE uuid USING gen_random_uuid();

-- form: type/int-to-enum
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE mood USING CASE WHEN an_int > 5 THEN 'ok'::mood ELSE 'sad'::mood END;

-- form: type/int-to-jsonb
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE jsonb USING to_jsonb(an_int);

-- form: type/int-to-array
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE int[] USING ARRAY[an_int];

-- form: type/int-to-range
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE int4range USING int4range(an_int, an_int + 1);

-- form: type/int-to-plain-domain
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE plain_int;

-- form: type/int-to-domain-with-check
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE positive_int;

-- form: type/int-to-domain-not-null
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE required_int;

-- form: type/int-to-domain-with-default
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE seven_int;

-- form: type/int-to-domain-not-valid
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE loose_int;

-- form: type/int-to-domain-violated
-- why: refused (23514)
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE positive_int USING -an_int;

-- form: type/int-same-using-plus
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE int USING an_int + 1;

-- form: type/int-same-using-column
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE int USING an_int;

-- form: type/int-same-using-volatile
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE int USING (random() * 100)::int;

-- form: type/int-to-bigint-using-cast
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE bigint USING an_int::bigint;

-- form: type/int-to-serial
-- why: refused (42704)
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE serial;

-- form: type/smallint-to-int
-- measure
ALTER TABLE specimen ALTER COLUMN a_smallint TYPE int;

-- form: type/smallint-to-bigint
-- measure
ALTER TABLE specimen ALTER COLUMN a_smallint TYPE bigint;

-- form: type/smallint-to-boolean
-- measure
ALTER TABLE specimen ALTER COLUMN a_smallint TYPE boolean USING (a_smallint = 1);

-- form: type/bigint-to-int
-- measure
ALTER TABLE specimen ALTER COLUMN a_bigint TYPE int;

-- form: type/bigint-to-numeric
-- measure
ALTER TABLE specimen ALTER COLUMN a_bigint TYPE numeric(20);

-- form: type/bigint-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN a_bigint TYPE text;

-- form: type/bigint-to-oid
-- measure
ALTER TABLE specimen ALTER COLUMN a_bigint TYPE oid;

-- form: type/bigint-to-timestamptz
-- measure
ALTER TABLE specimen ALTER COLUMN a_bigint TYPE timestamptz USING to_timestamp(a_bigint / 1000.0);

-- form: type/oid-to-int
-- measure
ALTER TABLE specimen ALTER COLUMN an_oid TYPE int;

-- form: type/oid-to-bigint
-- measure
ALTER TABLE specimen ALTER COLUMN an_oid TYPE bigint;

-- form: type/oid-to-regclass
-- measure
ALTER TABLE specimen ALTER COLUMN an_oid TYPE regclass;

-- form: type/real-to-double
-- measure
ALTER TABLE specimen ALTER COLUMN a_real TYPE double precision;

-- form: type/real-to-numeric
-- measure
ALTER TABLE specimen ALTER COLUMN a_real TYPE numeric;

-- form: type/real-to-float-24
-- why: float(24) is real
-- measure
ALTER TABLE specimen ALTER COLUMN a_real TYPE float(24);

-- form: type/double-to-real
-- measure
ALTER TABLE specimen ALTER COLUMN a_double TYPE real;

-- form: type/double-to-float-53
-- why: float(53) is double precision
-- measure
ALTER TABLE specimen ALTER COLUMN a_double TYPE float(53);

-- form: type/double-to-numeric
-- measure
ALTER TABLE specimen ALTER COLUMN a_double TYPE numeric(12, 4);

-- form: type/double-to-int
-- measure
ALTER TABLE specimen ALTER COLUMN a_double TYPE int;

-- form: type/numeric-widen-precision
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric10_2 TYPE numeric(12, 2);

-- form: type/numeric-widen-far
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric10_2 TYPE numeric(1000, 2);

-- form: type/numeric-to-unbounded
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric10_2 TYPE numeric;

-- form: type/numeric-same
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric10_2 TYPE numeric(10, 2);

-- form: type/numeric-decimal-is-the-same
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric10_2 TYPE decimal(10, 2);

-- form: type/numeric-more-scale
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric10_2 TYPE numeric(12, 4);

-- form: type/numeric-less-scale
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric10_2 TYPE numeric(12, 1);

-- form: type/numeric-less-precision
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric10_2 TYPE numeric(8, 2);

-- form: type/numeric-overflow
-- why: refused (22003)
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric10_2 TYPE numeric(3, 2);

-- form: type/numeric-no-scale-widen
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric10 TYPE numeric(20);

-- form: type/numeric-no-scale-to-unbounded
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric10 TYPE numeric;

-- form: type/numeric-no-scale-to-scale
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric10 TYPE numeric(12, 2);

-- form: type/numeric-unbounded-to-bounded
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric TYPE numeric(20, 2);

-- form: type/numeric-to-int
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric10 TYPE int;

-- form: type/numeric-to-bigint
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric10 TYPE bigint;

-- form: type/numeric-to-bigint-using-round
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric10_2 TYPE bigint USING (a_numeric10_2 * 100)::bigint;

-- form: type/numeric-to-double
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric10_2 TYPE double precision;

-- form: type/numeric-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric TYPE text;

-- form: type/numeric-to-money
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric10_2 TYPE money;

-- form: type/numeric-widen-using-cast
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric10_2 TYPE numeric(12, 2) USING a_numeric10_2::numeric(12, 2);

-- form: type/money-to-numeric
-- measure
ALTER TABLE specimen ALTER COLUMN a_money TYPE numeric;

-- form: type/money-to-numeric-with-scale
-- measure
ALTER TABLE specimen ALTER COLUMN a_money TYPE numeric(12, 2);

-- form: type/boolean-to-int-without-using
-- why: refused (42804)
-- measure
ALTER TABLE specimen ALTER COLUMN a_boolean TYPE int;

-- form: type/boolean-to-int
-- measure
ALTER TABLE specimen ALTER COLUMN a_boolean TYPE int USING a_boolean::int;

-- form: type/boolean-to-smallint-case
-- measure
ALTER TABLE specimen ALTER COLUMN a_boolean TYPE smallint USING CASE WHEN a_boolean THEN 1 ELSE 0 END;

-- form: type/boolean-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN a_boolean TYPE text;

-- form: type/boolean-to-varchar
-- measure
ALTER TABLE specimen ALTER COLUMN a_boolean TYPE varchar(5);

-- form: type/boolean-to-enum
-- measure
ALTER TABLE specimen ALTER COLUMN a_boolean TYPE mood USING CASE WHEN a_boolean THEN 'happy'::mood ELSE 'sad'::mood END;

-- form: type/boolean-to-timestamptz
-- measure
ALTER TABLE specimen ALTER COLUMN a_boolean TYPE timestamptz USING CASE WHEN a_boolean THEN now() END;

-- form: type/bit-same
-- measure
ALTER TABLE specimen ALTER COLUMN a_bit8 TYPE bit(8);

-- form: type/bit-widen
-- why: refused (22026): the length is not made up
-- measure
ALTER TABLE specimen ALTER COLUMN a_bit8 TYPE bit(16);

-- form: type/bit-widen-using-cast
-- measure
ALTER TABLE specimen ALTER COLUMN a_bit8 TYPE bit(16) USING a_bit8::bit(16);

-- form: type/bit-to-varbit
-- measure
ALTER TABLE specimen ALTER COLUMN a_bit8 TYPE varbit;

-- form: type/bit-to-varbit-bounded
-- measure
ALTER TABLE specimen ALTER COLUMN a_bit8 TYPE varbit(8);

-- form: type/bit-to-int
-- measure
ALTER TABLE specimen ALTER COLUMN a_bit8 TYPE int USING a_bit8::int;

-- form: type/varbit-widen
-- measure
ALTER TABLE specimen ALTER COLUMN a_varbit8 TYPE varbit(16);

-- form: type/varbit-narrow
-- measure
ALTER TABLE specimen ALTER COLUMN a_varbit8 TYPE varbit(4);

-- form: type/varbit-narrow-too-far
-- why: refused (22001)
-- measure
ALTER TABLE specimen ALTER COLUMN a_varbit8 TYPE varbit(2);

-- form: type/varbit-to-unbounded
-- measure
ALTER TABLE specimen ALTER COLUMN a_varbit8 TYPE varbit;

-- form: type/varbit-unbounded-to-bounded
-- measure
ALTER TABLE specimen ALTER COLUMN a_varbit TYPE varbit(8);

-- form: type/varbit-to-bit
-- measure
ALTER TABLE specimen ALTER COLUMN a_varbit8 TYPE bit(4);
