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
