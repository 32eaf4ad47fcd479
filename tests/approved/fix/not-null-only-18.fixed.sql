-- options: --pg-version 18
SET lock_timeout = '5s';
ALTER TABLE ONLY parent ADD CONSTRAINT parent_x_not_null NOT NULL x NO INHERIT NOT VALID;
ALTER TABLE ONLY parent VALIDATE CONSTRAINT parent_x_not_null;
