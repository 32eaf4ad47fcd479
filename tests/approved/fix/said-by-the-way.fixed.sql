SET lock_timeout = '5s';
DROP TABLE IF EXISTS orgs;
ALTER TABLE users DROP COLUMN IF EXISTS age;
ALTER TABLE users ADD COLUMN IF NOT EXISTS m uuid DEFAULT gen_random_uuid();
-- migralint:ignore data-loss/drop-column -- nobody reads it
ALTER TABLE users DROP COLUMN org;
-- migralint:ignore idempotency/*
ALTER TABLE users DROP COLUMN team;
ALTER TABLE users ADD COLUMN n bigint NOT NULL;
