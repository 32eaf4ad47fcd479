-- ALTER TABLE ALTER COLUMN TYPE: addresses, documents, enums, domains, composites, ranges, arrays

-- form: type/inet-to-cidr
-- measure
ALTER TABLE specimen ALTER COLUMN an_inet TYPE cidr;

-- form: type/inet-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN an_inet TYPE text;

-- form: type/inet-same
-- measure
ALTER TABLE specimen ALTER COLUMN an_inet TYPE inet;

-- form: type/cidr-to-inet
-- measure
ALTER TABLE specimen ALTER COLUMN a_cidr TYPE inet;

-- form: type/cidr-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN a_cidr TYPE text;

-- form: type/cidr-same
-- measure
ALTER TABLE specimen ALTER COLUMN a_cidr TYPE cidr;

-- form: type/macaddr-to-macaddr8
-- measure
ALTER TABLE specimen ALTER COLUMN a_macaddr TYPE macaddr8;

-- form: type/macaddr-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN a_macaddr TYPE text;

-- form: type/json-to-jsonb
-- measure
ALTER TABLE specimen ALTER COLUMN a_json TYPE jsonb;

-- form: type/json-to-jsonb-using-cast
-- measure
ALTER TABLE specimen ALTER COLUMN a_json TYPE jsonb USING a_json::jsonb;

-- form: type/json-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN a_json TYPE text;

-- form: type/json-same
-- measure
ALTER TABLE specimen ALTER COLUMN a_json TYPE json;

-- form: type/jsonb-to-json
-- measure
ALTER TABLE specimen ALTER COLUMN a_jsonb TYPE json;

-- form: type/jsonb-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN a_jsonb TYPE text;

-- form: type/jsonb-to-hstore
-- measure
ALTER TABLE specimen ALTER COLUMN a_jsonb TYPE hstore USING ''::hstore;

-- form: type/jsonb-to-int
-- measure
ALTER TABLE specimen ALTER COLUMN a_jsonb TYPE int USING (a_jsonb ->> 'a')::int;

-- form: type/jsonb-to-int-cast
-- measure
ALTER TABLE specimen ALTER COLUMN a_jsonb TYPE int USING (a_jsonb -> 'a')::int;

-- form: type/jsonb-to-text-array
-- measure
ALTER TABLE specimen ALTER COLUMN a_jsonb TYPE text[] USING ARRAY[a_jsonb ->> 'a'];

-- form: type/jsonb-same
-- measure
ALTER TABLE specimen ALTER COLUMN a_jsonb TYPE jsonb;

-- form: type/hstore-to-jsonb
-- measure
ALTER TABLE specimen ALTER COLUMN an_hstore TYPE jsonb USING an_hstore::jsonb;

-- form: type/hstore-to-json
-- measure
ALTER TABLE specimen ALTER COLUMN an_hstore TYPE json USING an_hstore::json;

-- form: type/hstore-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN an_hstore TYPE text;

-- form: type/xml-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN an_xml TYPE text;

-- form: type/xml-same
-- measure
ALTER TABLE specimen ALTER COLUMN an_xml TYPE xml;

-- form: type/tsvector-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN a_tsvector TYPE text;

-- form: type/enum-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN a_mood TYPE text;

-- form: type/enum-to-varchar
-- measure
ALTER TABLE specimen ALTER COLUMN a_mood TYPE varchar(20);

-- form: type/enum-to-text-using-cast
-- measure
ALTER TABLE specimen ALTER COLUMN a_mood TYPE text USING a_mood::text;

-- form: type/enum-to-other-enum-without-using
-- why: refused (42804)
-- measure
ALTER TABLE specimen ALTER COLUMN a_mood TYPE size;

-- form: type/enum-to-other-enum
-- measure
ALTER TABLE specimen ALTER COLUMN a_mood TYPE size USING 'small'::size;

-- form: type/enum-to-new-enum-by-text
-- setup
CREATE TYPE mood2 AS ENUM ('sad', 'ok', 'happy', 'grumpy');
-- measure
ALTER TABLE specimen ALTER COLUMN a_mood TYPE mood2 USING a_mood::text::mood2;

-- form: type/enum-to-int
-- measure
ALTER TABLE specimen ALTER COLUMN a_mood TYPE int USING CASE a_mood WHEN 'sad' THEN 0 ELSE 1 END;

-- form: type/enum-to-boolean
-- measure
ALTER TABLE specimen ALTER COLUMN a_mood TYPE boolean USING (a_mood = 'happy');

-- form: type/enum-to-array
-- measure
ALTER TABLE specimen ALTER COLUMN a_mood TYPE mood[] USING ARRAY[a_mood];

-- form: type/enum-same
-- measure
ALTER TABLE specimen ALTER COLUMN a_mood TYPE mood;

-- form: type/domain-plain-to-base
-- measure
ALTER TABLE specimen ALTER COLUMN a_plain_int TYPE int;

-- form: type/domain-plain-to-bigint
-- measure
ALTER TABLE specimen ALTER COLUMN a_plain_int TYPE bigint;

-- form: type/domain-plain-to-constrained
-- measure
ALTER TABLE specimen ALTER COLUMN a_plain_int TYPE positive_int;

-- form: type/domain-plain-same
-- measure
ALTER TABLE specimen ALTER COLUMN a_plain_int TYPE plain_int;

-- form: type/domain-constrained-to-base
-- measure
ALTER TABLE specimen ALTER COLUMN a_positive_int TYPE int;

-- form: type/domain-constrained-to-plain
-- measure
ALTER TABLE specimen ALTER COLUMN a_positive_int TYPE plain_int;

-- form: type/domain-constrained-to-bigint
-- measure
ALTER TABLE specimen ALTER COLUMN a_positive_int TYPE bigint;

-- form: type/domain-constrained-same
-- measure
ALTER TABLE specimen ALTER COLUMN a_positive_int TYPE positive_int;

-- form: type/domain-varchar-to-wider-varchar
-- why: through the domain the length is enforced again, though it only grows
-- measure
ALTER TABLE specimen ALTER COLUMN a_short_text TYPE varchar(40);

-- form: type/domain-varchar-to-same-varchar
-- measure
ALTER TABLE specimen ALTER COLUMN a_short_text TYPE varchar(20);

-- form: type/domain-varchar-to-narrower-varchar
-- measure
ALTER TABLE specimen ALTER COLUMN a_short_text TYPE varchar(10);

-- form: type/domain-varchar-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN a_short_text TYPE text;

-- form: type/domain-text-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN an_email TYPE text;

-- form: type/domain-text-to-varchar
-- measure
ALTER TABLE specimen ALTER COLUMN an_email TYPE varchar;

-- form: type/domain-text-to-citext
-- measure
ALTER TABLE specimen ALTER COLUMN an_email TYPE citext;

-- form: type/composite-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN a_pair TYPE text;

-- form: type/composite-to-jsonb
-- measure
ALTER TABLE specimen ALTER COLUMN a_pair TYPE jsonb USING to_jsonb(a_pair);

-- form: type/composite-to-int
-- measure
ALTER TABLE specimen ALTER COLUMN a_pair TYPE int USING (a_pair).x;

-- form: type/composite-same
-- measure
ALTER TABLE specimen ALTER COLUMN a_pair TYPE pair;

-- form: type/composite-to-other-composite
-- measure
ALTER TABLE specimen ALTER COLUMN a_pair TYPE address USING ROW('a', 'b', 'c')::address;

-- form: type/range-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN a_range TYPE text;

-- form: type/range-to-other-range
-- measure
ALTER TABLE specimen ALTER COLUMN a_range TYPE int8range USING int8range(lower(a_range), upper(a_range));

-- form: type/range-to-own-range
-- measure
ALTER TABLE specimen ALTER COLUMN a_range TYPE span USING span(lower(a_range), upper(a_range));

-- form: type/range-to-multirange
-- versions: 14-
-- measure
ALTER TABLE specimen ALTER COLUMN a_range TYPE int4multirange USING a_range::int4multirange;

-- form: type/range-to-int
-- measure
ALTER TABLE specimen ALTER COLUMN a_range TYPE int USING lower(a_range);

-- form: type/int-array-to-bigint-array
-- measure
ALTER TABLE specimen ALTER COLUMN an_int_array TYPE bigint[];

-- form: type/int-array-to-text-array
-- measure
ALTER TABLE specimen ALTER COLUMN an_int_array TYPE text[];

-- form: type/int-array-to-text
-- measure
ALTER TABLE specimen ALTER COLUMN an_int_array TYPE text;

-- form: type/int-array-to-jsonb
-- measure
ALTER TABLE specimen ALTER COLUMN an_int_array TYPE jsonb USING to_jsonb(an_int_array);

-- form: type/int-array-to-int
-- measure
ALTER TABLE specimen ALTER COLUMN an_int_array TYPE int USING an_int_array[1];

-- form: type/int-array-same
-- measure
ALTER TABLE specimen ALTER COLUMN an_int_array TYPE int[];

-- form: type/int-array-with-bounds
-- why: the bounds of an array type mean nothing
-- measure
ALTER TABLE specimen ALTER COLUMN an_int_array TYPE int[3];

-- form: type/int-array-two-dimensions
-- why: nor do the dimensions
-- measure
ALTER TABLE specimen ALTER COLUMN an_int_array TYPE int[][];

-- form: type/text-array-to-varchar-array
-- measure
ALTER TABLE specimen ALTER COLUMN a_text_array TYPE varchar[];

-- form: type/text-array-to-varchar50-array
-- measure
ALTER TABLE specimen ALTER COLUMN a_text_array TYPE varchar(50)[];

-- form: type/text-array-to-citext-array
-- measure
ALTER TABLE specimen ALTER COLUMN a_text_array TYPE citext[];

-- form: type/text-array-to-enum-array
-- measure
ALTER TABLE specimen ALTER COLUMN a_text_array TYPE mood[] USING ARRAY['ok']::mood[];

-- form: type/text-array-to-text-joined
-- measure
ALTER TABLE specimen ALTER COLUMN a_text_array TYPE text USING array_to_string(a_text_array, ',');

-- form: type/text-array-to-jsonb
-- measure
ALTER TABLE specimen ALTER COLUMN a_text_array TYPE jsonb USING to_jsonb(a_text_array);

-- form: type/text-array-same-with-collate
-- measure
ALTER TABLE specimen ALTER COLUMN a_text_array TYPE text[] COLLATE "C";

-- form: type/varchar-array-to-text-array
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar_array TYPE text[];

-- form: type/varchar50-array-to-varchar100-array
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50_array TYPE varchar(100)[];

-- form: type/varchar50-array-to-varchar-array
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50_array TYPE varchar[];

-- form: type/varchar50-array-to-text-array
-- measure
ALTER TABLE specimen ALTER COLUMN a_varchar50_array TYPE text[];

-- form: type/numeric-array-widen
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric_array TYPE numeric(12, 2)[];

-- form: type/numeric-array-to-unbounded
-- measure
ALTER TABLE specimen ALTER COLUMN a_numeric_array TYPE numeric[];

-- form: type/array-of-domain
-- measure
ALTER TABLE specimen ALTER COLUMN an_int_array TYPE positive_int[];

-- form: type/array-of-plain-domain
-- measure
ALTER TABLE specimen ALTER COLUMN an_int_array TYPE plain_int[];
