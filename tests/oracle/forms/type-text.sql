-- ALTER TABLE ALTER COLUMN TYPE: strings, and what they are turned into

-- form: type/varchar-widen
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100);

-- form: type/varchar-by-one
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(51);

-- form: type/varchar-same
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(50);

-- form: type/varchar-to-unbounded
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar;

-- form: type/varchar-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE text;

-- form: type/varchar-narrow
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(20);

-- form: type/varchar-narrow-too-far
-- why: refused (22001): longer values are there
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE varchar(2);

-- form: type/varchar-narrow-with-using
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(2) USING left(a_varchar50, 2);

-- form: type/varchar-unbounded-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar TYPE text;

-- form: type/varchar-unbounded-to-varchar
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar TYPE varchar(50);

-- form: type/varchar-to-char
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE char(50);

-- form: type/varchar-to-char-wider
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE char(100);

-- form: type/varchar-to-citext
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE citext;

-- form: type/varchar-to-name
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE name;

-- form: type/varchar-to-domain-of-varchar
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE short_text;

-- form: type/varchar-to-domain-of-same-length
-- setup
CREATE DOMAIN varchar50_domain AS varchar(50);
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar50_domain;

-- form: type/varchar-to-int-without-using
-- why: refused (42804): no cast that an assignment would use
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE int;

-- form: type/varchar-to-int
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE int USING a_varchar50::int;

-- form: type/varchar-to-bigint-trimmed
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE bigint USING nullif(trim(a_varchar50), '')::bigint;

-- form: type/varchar-widen-using-column
-- why: USING the column alone changes nothing
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100) USING a_varchar50;

-- form: type/varchar-widen-using-cast
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100) USING a_varchar50::varchar(100);

-- form: type/varchar-widen-using-cast-to-unbounded
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100) USING a_varchar50::varchar;

-- form: type/varchar-widen-using-cast-to-text
-- why: by way of text the length has to be enforced again
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100) USING a_varchar50::text;

-- form: type/varchar-to-text-using-cast
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE text USING a_varchar50::text;

-- form: type/varchar-to-text-using-lower
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE text USING lower(a_varchar50);

-- form: type/varchar-to-text-using-concat
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE text USING a_varchar50 || '';

-- form: type/varchar-widen-using-other-column
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100) USING a_varchar;

-- form: type/varchar-widen-using-constant
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100) USING 'x';

-- form: type/varchar-widen-with-collate
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(100) COLLATE "C";

-- form: type/varchar-same-with-collate
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50 TYPE varchar(50) COLLATE "POSIX";

-- form: type/text-to-varchar-unbounded
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE varchar;

-- form: type/text-to-varchar
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE varchar(100);

-- form: type/text-to-char
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE char(10);

-- form: type/text-to-citext
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE citext;

-- form: type/text-to-name
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE name;

-- form: type/text-same
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE text;

-- form: type/text-same-with-collate
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE text COLLATE "C";

-- form: type/text-same-default-collation
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE text COLLATE "default";

-- form: type/text-to-own-domain-with-check
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE email_text USING a_text || '@x';

-- form: type/text-to-own-domain-violated
-- why: refused (23514)
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE email_text;

-- form: type/text-to-plain-domain
-- setup
CREATE DOMAIN varchar_free AS text;
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE varchar_free;

-- form: type/text-to-int
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE int USING a_text::int;

-- form: type/text-to-int-wrong-content
-- why: refused (22P02)
-- measure
ALTER TABLE specimen ALTER COLUMN an_email TYPE int USING an_email::int;

-- form: type/text-to-numeric
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE numeric USING a_text::numeric;

-- form: type/text-to-boolean
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE boolean USING (a_text = '1');

-- form: type/text-to-date
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE date USING to_date('2024-01-01', 'YYYY-MM-DD');

-- form: type/text-to-timestamptz
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE timestamptz USING now();

-- form: type/text-to-uuid
-- measure
ALTER TABLE specimen ALTER COLUMN a_uuid_text TYPE uuid USING a_uuid_text::uuid;

-- form: type/text-to-uuid-without-using
-- why: refused (42804)
-- measure
ALTER TABLE specimen ALTER COLUMN a_uuid_text TYPE uuid;

-- form: type/text-to-enum
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE mood USING 'ok'::mood;

-- form: type/text-to-jsonb
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE jsonb USING to_jsonb(a_text);

-- form: type/text-to-json
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE json USING a_text::json;

-- form: type/text-to-xml
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE xml USING NULL::xml;

-- form: type/text-to-bytea
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE bytea USING convert_to(a_text, 'UTF8');

-- form: type/text-to-inet
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE inet USING '10.0.0.1'::inet;

-- form: type/text-to-array
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE text[] USING ARRAY[a_text];

-- form: type/text-to-array-split
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE text[] USING string_to_array(a_text, ',');

-- form: type/text-to-tsvector
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE tsvector USING to_tsvector('english', a_text);

-- form: type/text-to-interval
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE interval USING '1 day';

-- form: type/text-using-subquery
-- why: refused (0A000)
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE int USING (SELECT 1);

-- form: type/text-using-aggregate
-- why: refused (42803)
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE int USING count(*);

-- form: type/text-using-set-returning
-- why: refused (0A000)
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE int USING generate_series(1, 2);

-- form: type/text-to-absent-type
-- why: refused (42704)
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE no_such_type;

-- form: type/text-to-pseudo-type
-- why: refused (42P16)
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE anyelement;

-- form: type/text-to-serial
-- why: refused (42704): serial is a word of CREATE TABLE and ADD COLUMN only
-- measure
ALTER TABLE specimen ALTER COLUMN a_text TYPE serial;

-- form: type/citext-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN a_citext TYPE text;

-- form: type/citext-to-varchar
-- measure
ALTER TABLE specimen ALTER COLUMN a_citext TYPE varchar;

-- form: type/citext-to-varchar-bounded
-- measure
ALTER TABLE specimen ALTER COLUMN a_citext TYPE varchar(50);

-- form: type/citext-same
-- measure
ALTER TABLE specimen ALTER COLUMN a_citext TYPE citext;

-- form: type/char-widen
-- why: blanks are stored, so every row changes
-- measure
ALTER TABLE specimen ALTER COLUMN a_char10 TYPE char(20);

-- form: type/char-narrow
-- measure
ALTER TABLE specimen ALTER COLUMN a_char10 TYPE char(3);

-- form: type/char-same
-- measure
ALTER TABLE specimen ALTER COLUMN a_char10 TYPE char(10);

-- form: type/char-to-varchar
-- measure
ALTER TABLE specimen ALTER COLUMN a_char10 TYPE varchar(10);

-- form: type/char-to-varchar-unbounded
-- measure
ALTER TABLE specimen ALTER COLUMN a_char10 TYPE varchar;

-- form: type/char-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN a_char10 TYPE text;

-- form: type/char-to-bpchar
-- why: bpchar without length keeps every string as it is
-- measure
ALTER TABLE specimen ALTER COLUMN a_char10 TYPE bpchar;

-- form: type/char-one-to-boolean
-- measure
ALTER TABLE specimen ALTER COLUMN a_char TYPE boolean USING (a_char = '1');

-- form: type/char-to-uuid
-- measure
ALTER TABLE specimen ALTER COLUMN a_uuid_char TYPE uuid USING a_uuid_char::uuid;

-- form: type/char-to-int
-- measure
ALTER TABLE specimen ALTER COLUMN a_char10 TYPE int USING a_char10::int;

-- form: type/name-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN a_name TYPE text;

-- form: type/name-to-varchar
-- measure
ALTER TABLE specimen ALTER COLUMN a_name TYPE varchar(64);

-- form: type/uuid-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN a_uuid TYPE text;

-- form: type/uuid-to-varchar
-- measure
ALTER TABLE specimen ALTER COLUMN a_uuid TYPE varchar(36);

-- form: type/uuid-to-char
-- measure
ALTER TABLE specimen ALTER COLUMN a_uuid TYPE char(36);

-- form: type/uuid-same
-- measure
ALTER TABLE specimen ALTER COLUMN a_uuid TYPE uuid;

-- form: type/bytea-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN a_bytea TYPE text USING encode(a_bytea, 'hex');

-- form: type/bytea-same
-- measure
ALTER TABLE specimen ALTER COLUMN a_bytea TYPE bytea;

-- form: type/bytea-to-bytea-with-length
-- why: refused (42601): bytea has no length
-- measure
ALTER TABLE specimen ALTER COLUMN a_bytea TYPE bytea(10);
