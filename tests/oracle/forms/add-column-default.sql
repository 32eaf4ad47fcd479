-- ALTER TABLE ADD COLUMN with every kind of default

-- form: add-column/plain
-- measure
ALTER TABLE customer ADD COLUMN extra int;

-- form: add-column/without-word-column
-- measure
ALTER TABLE customer ADD extra int;

-- form: add-column/default-null
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT NULL;

-- form: add-column/default-number
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT 5;

-- form: add-column/default-number-not-null
-- measure
ALTER TABLE customer ADD COLUMN extra int NOT NULL DEFAULT 5;

-- form: add-column/default-negative-number
-- measure
ALTER TABLE customer ADD COLUMN extra int NOT NULL DEFAULT -1;

-- form: add-column/default-text
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT 'none';

-- form: add-column/default-varchar
-- measure
ALTER TABLE customer ADD COLUMN extra varchar(20) NOT NULL DEFAULT 'none';

-- form: add-column/default-too-long-for-varchar
-- why: refused (22001): the default is computed once, now
-- measure
ALTER TABLE customer ADD COLUMN extra varchar(3) DEFAULT 'much too long';

-- form: add-column/default-char
-- measure
ALTER TABLE customer ADD COLUMN extra char(4) DEFAULT 'ab';

-- form: add-column/default-boolean
-- measure
ALTER TABLE customer ADD COLUMN extra boolean NOT NULL DEFAULT false;

-- form: add-column/default-numeric
-- measure
ALTER TABLE customer ADD COLUMN extra numeric(10, 2) NOT NULL DEFAULT 0.00;

-- form: add-column/default-jsonb
-- measure
ALTER TABLE customer ADD COLUMN extra jsonb NOT NULL DEFAULT '{}';

-- form: add-column/default-jsonb-with-cast
-- measure
ALTER TABLE customer ADD COLUMN extra jsonb NOT NULL DEFAULT '{}'::jsonb;

-- form: add-column/default-array-literal
-- measure
ALTER TABLE customer ADD COLUMN extra text[] NOT NULL DEFAULT '{}';

-- form: add-column/default-array-constructor
-- measure
ALTER TABLE customer ADD COLUMN extra int[] DEFAULT ARRAY[1, 2];

-- form: add-column/default-enum
-- measure
ALTER TABLE customer ADD COLUMN extra mood NOT NULL DEFAULT 'ok';

-- form: add-column/default-enum-unknown-label
-- why: refused (22P02)
-- measure
ALTER TABLE customer ADD COLUMN extra mood NOT NULL DEFAULT 'grumpy';

-- form: add-column/default-enum-label-of-this-transaction
-- why: refused (55P04): a new label is not used before it is committed
-- same transaction
ALTER TYPE mood ADD VALUE 'grumpy';
-- measure
ALTER TABLE customer ADD COLUMN extra mood DEFAULT 'grumpy';

-- form: add-column/default-date-literal
-- measure
ALTER TABLE customer ADD COLUMN extra date DEFAULT '2020-01-01';

-- form: add-column/default-timestamptz-literal
-- measure
ALTER TABLE customer ADD COLUMN extra timestamptz DEFAULT '2020-01-01 00:00+00';

-- form: add-column/default-interval-literal
-- measure
ALTER TABLE customer ADD COLUMN extra interval DEFAULT '1 day';

-- form: add-column/default-uuid-literal
-- measure
ALTER TABLE customer ADD COLUMN extra uuid DEFAULT '00000000-0000-0000-0000-000000000000';

-- form: add-column/default-bytea
-- measure
ALTER TABLE customer ADD COLUMN extra bytea DEFAULT '\x00';

-- form: add-column/default-citext
-- measure
ALTER TABLE customer ADD COLUMN extra citext DEFAULT 'x';

-- form: add-column/default-hstore
-- measure
ALTER TABLE customer ADD COLUMN extra hstore DEFAULT 'a=>1';

-- form: add-column/default-composite
-- measure
ALTER TABLE customer ADD COLUMN extra pair DEFAULT ROW(1, 2);

-- form: add-column/default-range
-- measure
ALTER TABLE customer ADD COLUMN extra int4range DEFAULT '[1,5)';

-- form: add-column/default-now
-- why: every row gets the time of this statement
-- measure
ALTER TABLE customer ADD COLUMN extra timestamptz DEFAULT now();

-- form: add-column/default-now-not-null
-- measure
ALTER TABLE customer ADD COLUMN extra timestamptz NOT NULL DEFAULT now();

-- form: add-column/default-now-without-time-zone
-- measure
ALTER TABLE customer ADD COLUMN extra timestamp NOT NULL DEFAULT now();

-- form: add-column/default-current-timestamp
-- measure
ALTER TABLE customer ADD COLUMN extra timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- form: add-column/default-current-timestamp-precision
-- measure
ALTER TABLE customer ADD COLUMN extra timestamptz(0) NOT NULL DEFAULT CURRENT_TIMESTAMP(0);

-- form: add-column/default-current-date
-- measure
ALTER TABLE customer ADD COLUMN extra date DEFAULT CURRENT_DATE;

-- form: add-column/default-localtime
-- measure
ALTER TABLE customer ADD COLUMN extra time DEFAULT LOCALTIME;

-- form: add-column/default-statement-timestamp
-- measure
ALTER TABLE customer ADD COLUMN extra timestamptz DEFAULT statement_timestamp();

-- form: add-column/default-transaction-timestamp
-- measure
ALTER TABLE customer ADD COLUMN extra timestamptz DEFAULT transaction_timestamp();

-- form: add-column/default-clock-timestamp
-- why: volatile: every row its own
-- measure
ALTER TABLE customer ADD COLUMN extra timestamptz DEFAULT clock_timestamp();

-- form: add-column/default-timeofday
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT timeofday();

-- form: add-column/default-now-plus-interval
-- measure
ALTER TABLE customer ADD COLUMN extra timestamptz DEFAULT now() + interval '1 day';

-- form: add-column/default-now-in-utc
-- measure
ALTER TABLE customer ADD COLUMN extra timestamp DEFAULT (now() AT TIME ZONE 'utc');

-- form: add-column/default-date-trunc-now
-- measure
ALTER TABLE customer ADD COLUMN extra timestamptz DEFAULT date_trunc('day', now());

-- form: add-column/default-age
-- measure
ALTER TABLE customer ADD COLUMN extra interval DEFAULT age(timestamp '2020-01-01');

-- form: add-column/default-random
-- measure
ALTER TABLE customer ADD COLUMN extra float8 DEFAULT random();

-- form: add-column/default-random-in-expression
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT (random() * 100)::int;

-- form: add-column/default-gen-random-uuid
-- measure
ALTER TABLE customer ADD COLUMN extra uuid NOT NULL DEFAULT gen_random_uuid();

-- form: add-column/default-uuid-generate-v4
-- measure
ALTER TABLE customer ADD COLUMN extra uuid DEFAULT uuid_generate_v4();

-- form: add-column/default-uuid-generate-v5
-- why: made of its arguments, so immutable
-- measure
ALTER TABLE customer ADD COLUMN extra uuid DEFAULT uuid_generate_v5(uuid_ns_dns(), 'example.com');

-- form: add-column/default-uuidv7
-- versions: 18-
-- measure
ALTER TABLE customer ADD COLUMN extra uuid DEFAULT uuidv7();

-- form: add-column/default-md5-of-random
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT md5(random()::text);

-- form: add-column/default-md5-of-constant
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT md5('x');

-- form: add-column/default-gen-random-bytes
-- measure
ALTER TABLE customer ADD COLUMN extra bytea DEFAULT gen_random_bytes(16);

-- form: add-column/default-nextval
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT nextval('ticket_seq');

-- form: add-column/default-nextval-not-null
-- measure
ALTER TABLE customer ADD COLUMN extra bigint NOT NULL DEFAULT nextval('ticket_seq'::regclass);

-- form: add-column/default-current-user
-- measure
ALTER TABLE customer ADD COLUMN extra name DEFAULT current_user;

-- form: add-column/default-session-user-as-text
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT session_user;

-- form: add-column/default-current-setting
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT current_setting('search_path');

-- form: add-column/default-current-database
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT current_database();

-- form: add-column/default-txid-current
-- measure
ALTER TABLE customer ADD COLUMN extra bigint DEFAULT txid_current();

-- form: add-column/default-pg-backend-pid
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT pg_backend_pid();

-- form: add-column/default-lower
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT lower('ABC');

-- form: add-column/default-concatenation
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT 'a' || 'b';

-- form: add-column/default-arithmetic
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT 60 * 60 * 24;

-- form: add-column/default-case
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT CASE WHEN now() > '2020-01-01' THEN 1 ELSE 2 END;

-- form: add-column/default-case-with-random
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT CASE WHEN random() > 0.5 THEN 1 ELSE 2 END;

-- form: add-column/default-coalesce
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT coalesce(NULL, 'x');

-- form: add-column/default-to-char
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT to_char(now(), 'YYYY');

-- form: add-column/default-format
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT format('%s-%s', 'a', 1);

-- form: add-column/default-jsonb-build-object
-- measure
ALTER TABLE customer ADD COLUMN extra jsonb DEFAULT jsonb_build_object('a', 1);

-- form: add-column/default-function-immutable
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT five_immutable();

-- form: add-column/default-function-stable
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT five_stable();

-- form: add-column/default-function-volatile
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT five_volatile();

-- form: add-column/default-sql-function-immutable
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT sql_five_immutable();

-- form: add-column/default-sql-function-stable
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT sql_five_stable();

-- form: add-column/default-sql-function-volatile
-- why: volatile by its label, but inlined as the constant that it is
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT sql_five_volatile();

-- form: add-column/default-sql-function-random
-- why: inlined as random(), which is volatile
-- measure
ALTER TABLE customer ADD COLUMN extra float8 DEFAULT sql_random();

-- form: add-column/default-function-mislabelled
-- why: labelled STABLE: one random number for all rows
-- measure
ALTER TABLE customer ADD COLUMN extra float8 DEFAULT sql_random_mislabelled();

-- form: add-column/default-function-created-in-the-transaction
-- same transaction
CREATE FUNCTION six() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 6; END';
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT six();

-- form: add-column/default-function-relabelled-in-the-transaction
-- same transaction
ALTER FUNCTION five_volatile() STABLE;
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT five_volatile();

-- form: add-column/default-function-absent
-- why: refused (42883)
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT nonsense();

-- form: add-column/default-aggregate
-- why: refused (42803)
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT count(*);

-- form: add-column/default-subquery
-- why: refused (0A000)
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT (SELECT 1);

-- form: add-column/default-other-column
-- why: refused (0A000)
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT score;

-- form: add-column/default-set-returning
-- why: refused (0A000)
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT generate_series(1, 2);

-- form: add-column/default-wrong-type
-- why: refused (42804)
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT true;

-- form: add-column/default-nullif
-- measure
ALTER TABLE orders ADD COLUMN extra text DEFAULT nullif('a', 'b');
