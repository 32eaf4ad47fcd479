-- ALTER TABLE ADD COLUMN with defaults of every volatility: what is the same for all rows, and what is not

-- form: add-column/default-now-as-string
-- why: a constant: the literal is read now, once
-- measure
ALTER TABLE customer ADD COLUMN extra timestamptz DEFAULT 'now';

-- form: add-column/default-today-as-string
-- measure
ALTER TABLE customer ADD COLUMN extra date DEFAULT 'today';

-- form: add-column/default-now-as-date
-- measure
ALTER TABLE customer ADD COLUMN extra date DEFAULT now()::date;

-- form: add-column/default-now-as-text
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT now()::text;

-- form: add-column/default-extract-epoch
-- measure
ALTER TABLE customer ADD COLUMN extra bigint DEFAULT extract(epoch FROM now())::bigint;

-- form: add-column/default-extract-epoch-of-clock
-- measure
ALTER TABLE customer ADD COLUMN extra bigint DEFAULT extract(epoch FROM clock_timestamp())::bigint;

-- form: add-column/default-to-timestamp
-- measure
ALTER TABLE customer ADD COLUMN extra timestamptz DEFAULT to_timestamp(0);

-- form: add-column/default-make-date
-- measure
ALTER TABLE customer ADD COLUMN extra date DEFAULT make_date(2020, 1, 1);

-- form: add-column/default-make-interval
-- measure
ALTER TABLE customer ADD COLUMN extra interval DEFAULT make_interval(days => 3);

-- form: add-column/default-infinity
-- measure
ALTER TABLE customer ADD COLUMN extra timestamptz DEFAULT 'infinity';

-- form: add-column/default-current-role
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT CURRENT_ROLE;

-- form: add-column/default-current-schema
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT current_schema();

-- form: add-column/default-version
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT version();

-- form: add-column/default-inet-client-addr
-- measure
ALTER TABLE customer ADD COLUMN extra inet DEFAULT inet_client_addr();

-- form: add-column/default-pg-current-xact-id
-- versions: 13-
-- measure
ALTER TABLE customer ADD COLUMN extra xid8 DEFAULT pg_current_xact_id();

-- form: add-column/default-currval
-- why: refused (55000): it is called for every row, and nothing has been drawn yet
-- measure
ALTER TABLE customer ADD COLUMN extra bigint DEFAULT currval('ticket_seq');

-- form: add-column/default-setval
-- measure
ALTER TABLE customer ADD COLUMN extra bigint DEFAULT setval('ticket_seq', 100);

-- form: add-column/default-row-number
-- why: refused (42P20)
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT row_number() OVER ();

-- form: add-column/default-random-comparison
-- measure
ALTER TABLE customer ADD COLUMN extra boolean DEFAULT random() > 0.5;

-- form: add-column/default-random-in-array
-- measure
ALTER TABLE customer ADD COLUMN extra float8[] DEFAULT ARRAY[random()];

-- form: add-column/default-random-in-coalesce
-- measure
ALTER TABLE customer ADD COLUMN extra float8 DEFAULT coalesce(random(), 0);

-- form: add-column/default-random-in-row
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT ROW(random(), 1)::text;

-- form: add-column/default-random-as-numeric
-- measure
ALTER TABLE customer ADD COLUMN extra numeric DEFAULT round(random()::numeric, 2);

-- form: add-column/default-random-in-nullif
-- measure
ALTER TABLE customer ADD COLUMN extra float8 DEFAULT nullif(random(), 0.5);

-- form: add-column/default-random-in-greatest
-- measure
ALTER TABLE customer ADD COLUMN extra float8 DEFAULT greatest(random(), 0.5);

-- form: add-column/default-random-in-interval
-- measure
ALTER TABLE customer ADD COLUMN extra timestamptz DEFAULT now() + random() * interval '1 day';

-- form: add-column/default-random-text
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT substr(md5(random()::text), 1, 8);

-- form: add-column/default-random-between
-- versions: 17-
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT random(1, 10);

-- form: add-column/default-uuid-as-text
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT gen_random_uuid()::text;

-- form: add-column/default-uuid-without-dashes
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT replace(gen_random_uuid()::text, '-', '');

-- form: add-column/default-uuid-nil
-- measure
ALTER TABLE customer ADD COLUMN extra uuid DEFAULT uuid_nil();

-- form: add-column/default-uuid-generate-v1
-- measure
ALTER TABLE customer ADD COLUMN extra uuid DEFAULT uuid_generate_v1();

-- form: add-column/default-crypt
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT crypt('x', 'ab');

-- form: add-column/default-gen-salt
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT gen_salt('md5');

-- form: add-column/default-digest
-- measure
ALTER TABLE customer ADD COLUMN extra bytea DEFAULT digest('x', 'sha256');

-- form: add-column/default-json-build-object
-- measure
ALTER TABLE customer ADD COLUMN extra json DEFAULT json_build_object('at', now());

-- form: add-column/default-to-jsonb
-- measure
ALTER TABLE customer ADD COLUMN extra jsonb DEFAULT to_jsonb(now());

-- form: add-column/default-jsonb-build-array-with-random
-- measure
ALTER TABLE customer ADD COLUMN extra jsonb DEFAULT jsonb_build_array(random());

-- form: add-column/default-array-fill
-- measure
ALTER TABLE customer ADD COLUMN extra int[] DEFAULT array_fill(0, ARRAY[3]);

-- form: add-column/default-string-to-array
-- measure
ALTER TABLE customer ADD COLUMN extra text[] DEFAULT string_to_array('a,b', ',');

-- form: add-column/default-regclass
-- measure
ALTER TABLE customer ADD COLUMN extra regclass DEFAULT 'customer'::regclass;

-- form: add-column/default-cast-of-string
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT '5'::int;

-- form: add-column/default-cast-of-string-wrong
-- why: refused (22P02)
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT 'five';

-- form: add-column/default-division-by-zero
-- why: refused (22012)
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT 1 / 0;

-- form: add-column/default-concat-function
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT concat('a', now());

-- form: add-column/default-upper-of-user
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT upper(current_user);

-- form: add-column/default-unaccented-own-function
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT last_digit('abc');

-- form: add-column/default-own-function-of-random
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT last_digit(random()::text);

-- form: add-column/default-pg-sleep
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT pg_sleep(0)::text;

-- form: add-column/default-xml
-- measure
ALTER TABLE customer ADD COLUMN extra xml DEFAULT '<a/>';

-- form: add-column/default-point
-- measure
ALTER TABLE customer ADD COLUMN extra point DEFAULT point(1, 2);

-- form: add-column/default-bit
-- measure
ALTER TABLE customer ADD COLUMN extra bit(4) DEFAULT B'1010';

-- form: add-column/default-money
-- measure
ALTER TABLE customer ADD COLUMN extra money DEFAULT 5;

-- form: add-column/default-tsvector
-- measure
ALTER TABLE customer ADD COLUMN extra tsvector DEFAULT to_tsvector('english', 'a fat cat');

-- form: add-column/default-bytea-of-text
-- measure
ALTER TABLE customer ADD COLUMN extra bytea DEFAULT convert_to('x', 'UTF8');

-- form: add-column/default-boolean-expression
-- measure
ALTER TABLE customer ADD COLUMN extra boolean DEFAULT (1 = 1);

-- form: add-column/default-in-list
-- measure
ALTER TABLE customer ADD COLUMN extra boolean DEFAULT ('a' IN ('a', 'b'));

-- form: add-column/default-at-time-zone-of-clock
-- measure
ALTER TABLE customer ADD COLUMN extra timestamp DEFAULT (clock_timestamp() AT TIME ZONE 'UTC');

-- form: add-column/default-function-with-default-argument
-- setup
CREATE FUNCTION plus(a int, b int DEFAULT 1) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a + b';
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT plus(1);

-- form: add-column/default-function-overloaded
-- why: of two functions of the name the one for text is volatile
-- setup
CREATE FUNCTION pick(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN $1; END';
CREATE FUNCTION pick(text) RETURNS int LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN 1; END';
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT pick(5);

-- form: add-column/default-function-overloaded-volatile
-- setup
CREATE FUNCTION pick(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN $1; END';
CREATE FUNCTION pick(text) RETURNS int LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN 1; END';
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT pick('a'::text);

-- form: add-column/default-function-in-other-schema
-- setup
CREATE FUNCTION archive.six() RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN 6; END';
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT archive.six();

-- form: add-column/default-function-replaced-with-volatile
-- setup
CREATE OR REPLACE FUNCTION five_immutable() RETURNS int LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN 5; END';
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT five_immutable();

-- form: add-column/default-function-hiding-a-builtin
-- why: an own random() in front of the server's, and it is immutable
-- setup
CREATE FUNCTION archive.random() RETURNS float8 LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN 0.5; END';
-- same transaction
SET LOCAL search_path = archive, pg_catalog, public;
-- measure
ALTER TABLE customer ADD COLUMN extra float8 DEFAULT random();

-- form: add-column/default-builtin-before-own
-- why: pg_catalog comes first unless it is named
-- setup
CREATE FUNCTION archive.random() RETURNS float8 LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN 0.5; END';
-- same transaction
SET LOCAL search_path = archive, public;
-- measure
ALTER TABLE customer ADD COLUMN extra float8 DEFAULT random();

-- form: add-column/default-operator-of-volatile-function
-- setup
CREATE FUNCTION noise(int, int) RETURNS int LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN $1; END';
CREATE OPERATOR @@@ (LEFTARG = int, RIGHTARG = int, FUNCTION = noise);
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT 1 @@@ 2;

-- form: add-column/default-cast-by-volatile-function
-- setup
CREATE FUNCTION to_tier(int) RETURNS size LANGUAGE plpgsql VOLATILE AS $$ BEGIN RETURN 'small'; END $$;
CREATE CAST (int AS size) WITH FUNCTION to_tier(int);
-- measure
ALTER TABLE customer ADD COLUMN extra size DEFAULT 1::size;

-- form: add-column/default-sql-function-that-reads
-- why: not inlined, since it has a table in it, and stable
-- setup
CREATE FUNCTION store_count() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM store';
-- measure
ALTER TABLE customer ADD COLUMN extra bigint DEFAULT store_count();

-- form: add-column/default-sql-function-that-reads-volatile
-- setup
CREATE FUNCTION store_count() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM store';
-- measure
ALTER TABLE customer ADD COLUMN extra bigint DEFAULT store_count();

-- form: add-column/default-sql-function-strict-volatile
-- setup
CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql VOLATILE STRICT AS 'SELECT $1 * 2';
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT twice(2);

-- form: add-column/default-sql-function-security-definer
-- why: SECURITY DEFINER keeps it from being inlined
-- setup
CREATE FUNCTION six() RETURNS int LANGUAGE sql VOLATILE SECURITY DEFINER AS 'SELECT 6';
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT six();

-- form: add-column/default-sql-function-with-setting
-- why: and so does a SET clause
-- setup
CREATE FUNCTION six() RETURNS int LANGUAGE sql VOLATILE SET search_path = pg_catalog AS 'SELECT 6';
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT six();

-- form: add-column/default-sql-function-of-sql-function
-- setup
CREATE FUNCTION six() RETURNS int LANGUAGE sql VOLATILE AS 'SELECT sql_five_volatile() + 1';
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT six();

-- form: add-column/default-sql-function-standard-body
-- versions: 14-
-- setup
CREATE FUNCTION six() RETURNS int LANGUAGE sql VOLATILE RETURN 6;
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT six();

-- form: add-column/default-sql-function-immutable-of-random
-- why: what is called immutable is not inlined when its body is less so
-- setup
CREATE FUNCTION dice() RETURNS float8 LANGUAGE sql IMMUTABLE AS 'SELECT random()';
-- measure
ALTER TABLE customer ADD COLUMN extra float8 DEFAULT dice();

-- form: add-column/default-operator-of-own-stable-function
-- setup
CREATE FUNCTION shift(int, int) RETURNS int LANGUAGE plpgsql STABLE AS 'BEGIN RETURN $1 + $2; END';
CREATE OPERATOR @@@ (LEFTARG = int, RIGHTARG = int, FUNCTION = shift);
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT 1 @@@ 2;

-- form: add-column/default-cast-without-function
-- setup
CREATE CAST (text AS size) WITH INOUT;
-- measure
ALTER TABLE customer ADD COLUMN extra size DEFAULT ('sm' || 'all')::size;

-- form: add-column/default-plpgsql-function-overloading-a-builtin
-- setup
CREATE FUNCTION lower(int) RETURNS text LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN $1; END';
-- measure
ALTER TABLE customer ADD COLUMN extra text DEFAULT lower(5);

-- form: add-column/default-case-that-a-constant-decides
-- why: PostgreSQL takes the branch when it plans, so the volatile one is gone
-- measure
ALTER TABLE customer ADD COLUMN luck float8 DEFAULT CASE WHEN true THEN 1 ELSE random() END;

-- form: add-column/default-case-that-a-comparison-of-constants-decides
-- measure
ALTER TABLE customer ADD COLUMN luck float8 DEFAULT CASE WHEN 1 = 1 THEN 1 ELSE random() END;

-- form: add-column/default-case-that-a-constant-decides-for-volatile
-- measure
ALTER TABLE customer ADD COLUMN luck float8 DEFAULT CASE WHEN false THEN 1 ELSE random() END;
