--liquibase formatted sql

--changeset bob:1
CREATE TABLE IF NOT EXISTS things (id bigint PRIMARY KEY)
--rollback DROP TABLE things;

--changeset bob:2 runInTransaction:false
--comment: the index
DROP INDEX CONCURRENTLY IF EXISTS a;
CREATE INDEX CONCURRENTLY a ON users (age);
--rollback DROP INDEX a;

--changeset bob:3
--preconditions onFail:HALT
--precondition-sql-check expectedResult:0 SELECT 1
SET lock_timeout = '5s';
-- a remark
ALTER TABLE users ADD COLUMN IF NOT EXISTS z int;

--changeset bob:4
CREATE INDEX b ON users (org);
ALTER TABLE users ADD CONSTRAINT fk FOREIGN KEY (org) REFERENCES orgs (id);

--changeset bob:5 RUNINTRANSACTION:False splitStatements:true
ALTER TABLE users DROP CONSTRAINT IF EXISTS fk2, ADD CONSTRAINT fk2 FOREIGN KEY (org) REFERENCES orgs (id) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT fk2;

--changeset bob:6 runInTransaction:false splitStatements:false
CREATE INDEX c ON users (org);
