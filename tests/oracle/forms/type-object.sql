-- CREATE, ALTER, DROP of types: enums, composites, ranges, domains

-- form: type-object/enum-create
-- measure
CREATE TYPE tier AS ENUM ('free', 'paid');

-- form: type-object/enum-create-empty
-- measure
CREATE TYPE tier AS ENUM ();

-- form: type-object/enum-create-name-taken
-- why: refused (42710)
-- measure
CREATE TYPE mood AS ENUM ('a');

-- form: type-object/enum-add-value
-- measure
ALTER TYPE mood ADD VALUE 'grumpy';

-- form: type-object/enum-add-value-before
-- measure
ALTER TYPE mood ADD VALUE 'grumpy' BEFORE 'ok';

-- form: type-object/enum-add-value-after
-- measure
ALTER TYPE mood ADD VALUE 'ecstatic' AFTER 'happy';

-- form: type-object/enum-add-value-if-not-exists-present
-- measure
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'ok';

-- form: type-object/enum-add-value-present
-- why: refused (42710)
-- measure
ALTER TYPE mood ADD VALUE 'ok';

-- form: type-object/enum-add-value-to-new-type
-- same transaction
CREATE TYPE tier AS ENUM ('free', 'paid');
-- measure
ALTER TYPE tier ADD VALUE 'trial';

-- form: type-object/enum-use-new-value
-- why: refused (55P04)
-- same transaction
ALTER TYPE mood ADD VALUE 'grumpy';
-- measure
INSERT INTO customer (id, email, feeling) VALUES (1000, 'x', 'grumpy');

-- form: type-object/enum-use-new-value-as-text
-- same transaction
ALTER TYPE mood ADD VALUE 'grumpy';
-- measure
SELECT count(*) FROM customer WHERE feeling::text = 'grumpy';

-- form: type-object/enum-use-new-value-in-check
-- why: refused (55P04)
-- same transaction
ALTER TYPE mood ADD VALUE 'grumpy';
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_not_grumpy CHECK (feeling <> 'grumpy');

-- form: type-object/enum-use-new-value-of-new-type
-- why: refused (55P04 -16): since 17 a type of this very transaction may be used
-- same transaction
CREATE TYPE tier AS ENUM ('free');
ALTER TYPE tier ADD VALUE 'paid';
-- measure
CREATE TABLE crate (t tier DEFAULT 'paid');

-- form: type-object/enum-use-value-of-new-type
-- same transaction
CREATE TYPE tier AS ENUM ('free', 'paid');
-- measure
CREATE TABLE crate (t tier DEFAULT 'paid');

-- form: type-object/enum-use-renamed-value
-- same transaction
ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';
-- measure
INSERT INTO customer (id, email, feeling) VALUES (1000, 'x', 'fine');

-- form: type-object/enum-drop-value
-- why: refused (42601 -16, 0A000 17-): there is no such thing
-- measure
ALTER TYPE mood DROP VALUE 'ok';

-- form: type-object/drop-unused
-- setup
CREATE TYPE tier AS ENUM ('free', 'paid');
-- measure
DROP TYPE tier;

-- form: type-object/drop-used
-- why: refused (2BP01)
-- measure
DROP TYPE mood;

-- form: type-object/drop-used-cascade
-- why: the columns of two tables go
-- measure
DROP TYPE mood CASCADE;

-- form: type-object/drop-if-exists-absent
-- measure
DROP TYPE IF EXISTS nothing;

-- form: type-object/drop-of-table
-- why: refused (2BP01): the row type goes with the table only
-- measure
DROP TYPE scratch;

-- form: type-object/composite-create
-- measure
CREATE TYPE amount AS (value numeric, unit text);

-- form: type-object/composite-add-attribute
-- why: the rows that have it need not change
-- measure
ALTER TYPE address ADD ATTRIBUTE country text;

-- form: type-object/composite-add-attribute-typed-table
-- why: refused (2BP01)
-- measure
ALTER TYPE pair ADD ATTRIBUTE z int;

-- form: type-object/composite-add-attribute-typed-table-cascade
-- measure
ALTER TYPE pair ADD ATTRIBUTE z int CASCADE;

-- form: type-object/composite-drop-attribute
-- measure
ALTER TYPE address DROP ATTRIBUTE zip;

-- form: type-object/composite-drop-attribute-if-exists-absent
-- measure
ALTER TYPE address DROP ATTRIBUTE IF EXISTS nothing;

-- form: type-object/composite-alter-attribute-type
-- why: refused (0A000): a table stores the type
-- measure
ALTER TYPE address ALTER ATTRIBUTE zip TYPE text;

-- form: type-object/composite-alter-attribute-type-unused
-- setup
CREATE TYPE amount AS (value int, unit text);
-- measure
ALTER TYPE amount ALTER ATTRIBUTE value TYPE bigint;

-- form: type-object/composite-alter-attribute-type-typed-table-cascade
-- why: refused (0A000): pair is stored in a column elsewhere, too
-- measure
ALTER TYPE pair ALTER ATTRIBUTE x TYPE bigint CASCADE;

-- form: type-object/composite-alter-attribute-type-only-typed-table
-- setup
CREATE TYPE couple AS (x int, y int);
CREATE TABLE couple_list OF couple;
INSERT INTO couple_list SELECT g, g FROM generate_series(1, 200) g;
-- measure
ALTER TYPE couple ALTER ATTRIBUTE x TYPE bigint CASCADE;

-- form: type-object/composite-drop-used-cascade
-- measure
DROP TYPE address CASCADE;

-- form: type-object/composite-drop-of-typed-table-cascade
-- why: the table goes
-- measure
DROP TYPE pair CASCADE;

-- form: type-object/range-create
-- measure
CREATE TYPE money_range AS RANGE (subtype = numeric);

-- form: type-object/shell-create
-- measure
CREATE TYPE later;

-- form: type-object/owner
-- measure
ALTER TYPE mood OWNER TO app_owner;

-- form: type-object/set-schema
-- measure
ALTER TYPE mood SET SCHEMA archive;

-- form: type-object/set-schema-composite
-- measure
ALTER TYPE address SET SCHEMA archive;

-- form: type-object/comment
-- measure
COMMENT ON TYPE mood IS 'how one feels';
