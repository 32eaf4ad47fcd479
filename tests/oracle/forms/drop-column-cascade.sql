-- form: drop-column/included-in-referenced-key-cascade
-- setup
ALTER TABLE scratch ADD CONSTRAINT sp PRIMARY KEY (id) INCLUDE (n);
CREATE TABLE q (a int REFERENCES scratch (id));
-- measure
ALTER TABLE scratch DROP COLUMN n CASCADE;

-- form: drop-column/view-with-using-cascade
-- setup
CREATE VIEW sv AS SELECT n FROM scratch JOIN store USING (id);
-- measure
ALTER TABLE scratch DROP COLUMN id CASCADE;

-- form: drop-column/view-with-natural-join-cascade
-- setup
CREATE VIEW sv AS SELECT scratch.n FROM scratch NATURAL JOIN scratch_copy;
-- measure
ALTER TABLE scratch DROP COLUMN label CASCADE;

-- form: drop-column/generated-base-with-view-cascade
-- setup
CREATE VIEW rv AS SELECT area FROM rectangle;
-- measure
ALTER TABLE rectangle DROP COLUMN w CASCADE;

-- form: drop-column/generated-virtual-base-with-view-cascade
-- versions: 18-
-- setup
ALTER TABLE scratch ADD COLUMN v int GENERATED ALWAYS AS (n * 2) VIRTUAL;
CREATE VIEW sv AS SELECT v FROM scratch;
-- measure
ALTER TABLE scratch DROP COLUMN n CASCADE;

-- form: drop-column/serial-whose-sequence-another-table-uses-cascade
-- setup
CREATE TABLE q (id int DEFAULT nextval('ticket_id_seq'));
-- measure
ALTER TABLE ticket DROP COLUMN id CASCADE;

-- form: drop-column/policy-of-another-table-cascade
-- setup
CREATE POLICY p ON diary USING (id IN (SELECT n FROM scratch));
-- measure
ALTER TABLE scratch DROP COLUMN n CASCADE;

-- form: drop-column/with-owned-sequence-without-default
-- setup
CREATE SEQUENCE os;
ALTER SEQUENCE os OWNED BY scratch.n;
-- measure
ALTER TABLE scratch DROP COLUMN n;

-- form: drop-column/that-took-over-a-sequence-cascade
-- setup
ALTER TABLE ticket ADD COLUMN id_new bigint;
ALTER SEQUENCE ticket_id_seq OWNED BY ticket.id_new;
-- measure
ALTER TABLE ticket DROP COLUMN id_new CASCADE;
