-- options: --pg-version 12
SET lock_timeout = '5s';
ALTER TABLE users ADD COLUMN a int CHECK (a > 0);
ALTER TABLE users ADD COLUMN b int GENERATED ALWAYS AS IDENTITY;
ALTER TABLE users ADD COLUMN c int NOT NULL DEFAULT 3;
ALTER TABLE users ADD COLUMN d bigint REFERENCES orgs (id);
