-- form: type-object/drop-used-by-view-cascade
-- setup
CREATE TABLE q (id int, f mood[]);
CREATE VIEW qv AS SELECT id, f FROM q;
-- measure
DROP TYPE mood CASCADE;

-- form: type-object/drop-used-by-cast-in-view-cascade
-- setup
CREATE VIEW sv AS SELECT label::mood AS m FROM scratch;
-- measure
DROP TYPE mood CASCADE;

-- form: type-object/drop-used-by-cast-in-default-cascade
-- setup
ALTER TABLE scratch ALTER label SET DEFAULT ('ok'::mood)::text;
-- measure
DROP TYPE mood CASCADE;

-- form: type-object/drop-used-by-domain-cascade
-- setup
CREATE DOMAIN dm AS mood;
CREATE TABLE q (a dm);
-- measure
DROP TYPE mood CASCADE;

-- form: type-object/drop-used-by-function-cascade
-- setup
CREATE FUNCTION fm(text) RETURNS mood LANGUAGE sql IMMUTABLE AS $$ SELECT 'ok'::mood $$;
ALTER TABLE scratch ADD CONSTRAINT c CHECK (fm(label) = 'ok');
-- measure
DROP TYPE mood CASCADE;

-- form: type-object/drop-name-in-two-schemas-cascade
-- setup
CREATE TYPE archive.mood AS ENUM ('a', 'b');
CREATE TABLE q (m archive.mood);
-- measure
DROP TYPE archive.mood CASCADE;

-- form: type-object/drop-name-in-two-schemas-unqualified-cascade
-- setup
CREATE TYPE archive.mood AS ENUM ('x');
CREATE TABLE q (m archive.mood);
-- measure
DROP TYPE mood CASCADE;
