-- Domains

-- form: domain/create
-- measure
CREATE DOMAIN percent AS int CHECK (VALUE BETWEEN 0 AND 100);

-- form: domain/create-name-taken
-- why: refused (42710)
-- measure
CREATE DOMAIN positive_int AS int;

-- form: domain/create-with-function
-- measure
CREATE DOMAIN digit AS text DEFAULT '0' NOT NULL CHECK (last_digit(VALUE) = VALUE);

-- form: domain/add-check
-- why: every table with such a column is read, and nobody writes to it meanwhile
-- measure
ALTER DOMAIN positive_int ADD CONSTRAINT positive_int_small CHECK (VALUE < 1000000);

-- form: domain/add-check-violated
-- why: refused (23514)
-- measure
ALTER DOMAIN positive_int ADD CONSTRAINT positive_int_tiny CHECK (VALUE < 10);

-- form: domain/add-check-not-valid
-- measure
ALTER DOMAIN positive_int ADD CONSTRAINT positive_int_small CHECK (VALUE < 1000000) NOT VALID;

-- form: domain/add-check-to-unused
-- measure
ALTER DOMAIN seven_int ADD CONSTRAINT seven_int_check CHECK (VALUE > 0);

-- form: domain/add-check-used-by-partitioned
-- setup
ALTER TABLE event ADD COLUMN s seven_int;
-- measure
ALTER DOMAIN seven_int ADD CONSTRAINT seven_int_check CHECK (VALUE > 0);

-- form: domain/add-check-used-by-inheritance
-- setup
ALTER TABLE vehicle ADD COLUMN s seven_int;
-- measure
ALTER DOMAIN seven_int ADD CONSTRAINT seven_int_check CHECK (VALUE > 0);

-- form: domain/add-check-used-in-composite
-- why: refused (0A000)
-- setup
CREATE TYPE holder AS (s seven_int);
CREATE TABLE holder_list (h holder);
-- measure
ALTER DOMAIN seven_int ADD CONSTRAINT seven_int_check CHECK (VALUE > 0);

-- form: domain/add-check-used-by-domain
-- setup
CREATE DOMAIN even_seven AS seven_int;
CREATE TABLE even_list AS SELECT g::even_seven AS s FROM generate_series(1, 200) g;
-- measure
ALTER DOMAIN seven_int ADD CONSTRAINT seven_int_check CHECK (VALUE > 0);

-- form: domain/add-check-used-by-view
-- setup
CREATE VIEW seven_view AS SELECT 7::seven_int AS s;
-- measure
ALTER DOMAIN seven_int ADD CONSTRAINT seven_int_check CHECK (VALUE > 0);

-- form: domain/add-check-used-by-index
-- setup
CREATE INDEX domain_user_idx ON domain_user ((q::positive_int));
-- measure
ALTER DOMAIN positive_int ADD CONSTRAINT positive_int_small CHECK (VALUE < 1000000);

-- form: domain/add-not-null-constraint
-- versions: 17-
-- measure
ALTER DOMAIN plain_int ADD CONSTRAINT plain_int_nn NOT NULL;

-- form: domain/validate
-- measure
ALTER DOMAIN loose_int VALIDATE CONSTRAINT loose_int_small;

-- form: domain/validate-absent
-- why: refused (42704)
-- measure
ALTER DOMAIN loose_int VALIDATE CONSTRAINT nothing;

-- form: domain/drop-constraint
-- measure
ALTER DOMAIN positive_int DROP CONSTRAINT positive_int_check;

-- form: domain/drop-constraint-if-exists-absent
-- measure
ALTER DOMAIN positive_int DROP CONSTRAINT IF EXISTS nothing;

-- form: domain/drop-constraint-absent
-- why: refused (42704)
-- measure
ALTER DOMAIN positive_int DROP CONSTRAINT nothing;

-- form: domain/set-not-null
-- measure
ALTER DOMAIN positive_int SET NOT NULL;

-- form: domain/set-not-null-already
-- measure
ALTER DOMAIN required_int SET NOT NULL;

-- form: domain/set-not-null-violated
-- why: refused (23502)
-- setup
UPDATE domain_user SET q = NULL WHERE id = 1;
-- measure
ALTER DOMAIN positive_int SET NOT NULL;

-- form: domain/drop-not-null
-- measure
ALTER DOMAIN required_int DROP NOT NULL;

-- form: domain/set-default
-- measure
ALTER DOMAIN positive_int SET DEFAULT 1;

-- form: domain/drop-default
-- measure
ALTER DOMAIN seven_int DROP DEFAULT;

-- form: domain/owner
-- measure
ALTER DOMAIN positive_int OWNER TO app_owner;

-- form: domain/set-schema
-- measure
ALTER DOMAIN positive_int SET SCHEMA archive;

-- form: domain/drop-unused
-- measure
DROP DOMAIN seven_int;

-- form: domain/drop-used
-- why: refused (2BP01)
-- measure
DROP DOMAIN positive_int;

-- form: domain/drop-used-cascade
-- measure
DROP DOMAIN positive_int CASCADE;

-- form: domain/drop-if-exists-absent
-- measure
DROP DOMAIN IF EXISTS nothing;

-- form: domain/drop-that-is-an-enum
-- why: refused (42809)
-- measure
DROP DOMAIN mood;

-- form: domain/comment
-- measure
COMMENT ON DOMAIN positive_int IS 'one and more';

-- form: domain/comment-on-constraint
-- measure
COMMENT ON CONSTRAINT positive_int_check ON DOMAIN positive_int IS 'one and more';
