-- Corner cases, found by looking for differences

-- form: truncate/cascade-partitioned-fk
-- measure
TRUNCATE station CASCADE;

-- form: truncate/restart-cascade
-- setup
CREATE TABLE tc (id serial, ticket_id int REFERENCES ticket);
INSERT INTO tc SELECT g, g FROM generate_series(1,100) g;
-- measure
TRUNCATE ticket RESTART IDENTITY CASCADE;

-- form: truncate/partitioned-cascade
-- measure
TRUNCATE reading CASCADE;

-- form: truncate/fk-two-level-truncate-referenced-cascade
-- setup
DELETE FROM ledger WHERE id > 200;
ALTER TABLE ledger ADD CONSTRAINT lf FOREIGN KEY (id) REFERENCES tool;
-- measure
TRUNCATE tool CASCADE;

-- form: truncate/middle-referenced-cascade
-- setup
ALTER TABLE ledger ADD PRIMARY KEY (id, year, kind);
CREATE TABLE lr (a int, b int, c text, CONSTRAINT lrf FOREIGN KEY (a, b, c) REFERENCES ledger);
-- measure
TRUNCATE ledger_2023 CASCADE;

-- form: truncate/owned-seq-rename-table-restart
-- setup
ALTER TABLE ticket RENAME TO tick;
-- measure
TRUNCATE tick RESTART IDENTITY;

-- form: truncate/owned-by-none
-- setup
ALTER SEQUENCE ticket_id_seq OWNED BY NONE;
-- measure
TRUNCATE ticket RESTART IDENTITY;
