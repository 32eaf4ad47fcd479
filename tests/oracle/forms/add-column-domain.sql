-- form: add-column/domain-volatile-default-set-later
-- versions: 13-
-- setup
CREATE DOMAIN d1 AS uuid;
ALTER DOMAIN d1 SET DEFAULT gen_random_uuid();
-- measure
ALTER TABLE scratch ADD COLUMN u d1;

-- form: add-column/domain-over-domain-with-volatile-default
-- versions: 13-
-- setup
CREATE DOMAIN d1 AS uuid DEFAULT gen_random_uuid();
CREATE DOMAIN d2 AS d1;
-- measure
ALTER TABLE scratch ADD COLUMN u d2;

-- form: add-column/domain-over-domain-with-default-not-null
-- versions: 13-
-- setup
CREATE DOMAIN d1 AS int DEFAULT 5;
CREATE DOMAIN d2 AS d1;
-- measure
ALTER TABLE scratch ADD COLUMN u d2 NOT NULL;

-- form: add-column/domain-default-set-later-not-null
-- versions: 13-
-- setup
ALTER DOMAIN plain_int SET DEFAULT 5;
-- measure
ALTER TABLE scratch ADD COLUMN c plain_int NOT NULL;

-- form: add-column/domain-of-information-schema
-- measure
ALTER TABLE scratch ADD COLUMN c information_schema.cardinal_number;
