SET lock_timeout = '5s';
DROP TABLE orgs;
ALTER TABLE users DROP COLUMN age;
ALTER TABLE users ADD COLUMN m uuid DEFAULT gen_random_uuid();
-- migralint:ignore data-loss/drop-column -- nobody reads it
ALTER TABLE users DROP COLUMN org;
-- migralint:ignore idempotency/*
ALTER TABLE users DROP COLUMN team;
ALTER TABLE users ADD COLUMN n bigint NOT NULL;
