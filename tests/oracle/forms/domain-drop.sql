-- form: domain/drop-used-by-foreign-key-cascade
-- setup
CREATE TABLE q (a plain_int REFERENCES store);
-- measure
DROP DOMAIN plain_int CASCADE;

-- form: domain/drop-used-by-referenced-key-cascade
-- setup
CREATE TABLE q (a plain_int PRIMARY KEY);
CREATE TABLE r (a int REFERENCES q);
-- measure
DROP DOMAIN plain_int CASCADE;

-- form: domain/drop-used-by-domain-cascade
-- setup
CREATE DOMAIN d2 AS positive_int;
CREATE TABLE q (a d2);
-- measure
DROP DOMAIN positive_int CASCADE;

-- form: domain/drop-used-by-partition-key-cascade
-- setup
CREATE TABLE q (a plain_int, b int) PARTITION BY LIST (a);
CREATE TABLE q1 PARTITION OF q FOR VALUES IN (1);
CREATE INDEX q_b ON q (b);
-- measure
DROP DOMAIN plain_int CASCADE;

-- form: domain/drop-used-by-partition-key-expression-cascade
-- setup
CREATE TABLE q (a plain_int, b int) PARTITION BY LIST ((a + 1));
CREATE TABLE q1 PARTITION OF q FOR VALUES IN (1);
CREATE VIEW qv AS SELECT b FROM q;
-- measure
DROP DOMAIN plain_int CASCADE;

-- form: domain/drop-used-by-referenced-partition-key-cascade
-- setup
CREATE TABLE q (a plain_int PRIMARY KEY, b int) PARTITION BY LIST (a);
CREATE TABLE q1 PARTITION OF q FOR VALUES IN (1);
CREATE TABLE r (a int REFERENCES q);
-- measure
DROP DOMAIN plain_int CASCADE;
