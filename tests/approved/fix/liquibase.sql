--liquibase formatted sql

--changeset bob:1
CREATE TABLE things (id bigint PRIMARY KEY)
--rollback DROP TABLE things;

--changeset bob:2 runInTransaction:false
--comment: the index
CREATE INDEX a ON users (age);
--rollback DROP INDEX a;

--changeset bob:3
--preconditions onFail:HALT
--precondition-sql-check expectedResult:0 SELECT 1
-- a remark
ALTER TABLE users ADD COLUMN z int;

--changeset bob:4
CREATE INDEX b ON users (org);
ALTER TABLE users ADD CONSTRAINT fk FOREIGN KEY (org) REFERENCES orgs (id);

--changeset bob:5 RUNINTRANSACTION:False splitStatements:true
ALTER TABLE users ADD CONSTRAINT fk2 FOREIGN KEY (org) REFERENCES orgs (id);

--changeset bob:6 runInTransaction:false splitStatements:false
CREATE INDEX c ON users (org);
