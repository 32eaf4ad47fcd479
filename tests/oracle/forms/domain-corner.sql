-- Corner cases, found by looking for differences

-- form: domain/domain-renamed-drop-cascade
-- setup
ALTER DOMAIN email_text RENAME TO mail;
-- measure
DROP DOMAIN mail CASCADE;

-- form: domain/domain-moved-then-set-not-null
-- setup
ALTER DOMAIN email_text SET SCHEMA archive;
-- measure
ALTER DOMAIN archive.email_text SET NOT NULL;

-- form: domain/schema-renamed-domain-check
-- setup
CREATE DOMAIN archive.dd AS int;
ALTER TABLE scratch ADD COLUMN c archive.dd;
ALTER SCHEMA archive RENAME TO attic;
-- measure
ALTER DOMAIN attic.dd ADD CONSTRAINT x CHECK (VALUE > 0);

-- form: domain/domain-check-added-later-type
-- setup
ALTER DOMAIN plain_int ADD CONSTRAINT p CHECK (VALUE > 0);
-- measure
ALTER TABLE scratch ALTER n TYPE plain_int;
