-- form: drop-table/serial-whose-sequence-another-table-uses-cascade
-- setup
CREATE TABLE q (id int DEFAULT nextval('ticket_id_seq'));
-- measure
DROP TABLE ticket CASCADE;

-- form: drop-table/serial-that-was-copied-with-like-cascade
-- why: the copy's default uses the sequence of the original
-- setup
CREATE TABLE rr (LIKE ticket INCLUDING ALL);
-- measure
DROP TABLE ticket CASCADE;

-- form: drop-table/policy-of-another-table-cascade
-- setup
CREATE POLICY p ON diary USING (id IN (SELECT n FROM scratch));
-- measure
DROP TABLE scratch CASCADE;

-- form: drop-table/rule-of-another-table-cascade
-- setup
CREATE RULE r AS ON INSERT TO legacy DO ALSO INSERT INTO scratch VALUES (NEW.id, NEW.n, 'r');
-- measure
DROP TABLE scratch CASCADE;

-- form: drop-table/default-with-function-that-reads-it-cascade
-- versions: 14-
-- setup
CREATE FUNCTION cnt() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM scratch; END;
CREATE TABLE q (a bigint DEFAULT cnt());
-- measure
DROP TABLE scratch CASCADE;

-- form: drop-table/used-as-column-type-cascade
-- setup
CREATE TABLE q (a scratch, b int);
CREATE INDEX qi ON q (a);
-- measure
DROP TABLE scratch CASCADE;

-- form: drop-table/with-owned-sequence-without-default
-- setup
CREATE SEQUENCE os;
ALTER SEQUENCE os OWNED BY scratch.n;
-- measure
DROP TABLE scratch;

-- form: drop-table/serial-whose-default-was-dropped
-- setup
ALTER TABLE ticket ALTER id DROP DEFAULT;
-- measure
DROP TABLE ticket;
