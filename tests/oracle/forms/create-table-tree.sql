-- form: create-table/partition-of-partition-of-referenced
-- setup
CREATE TABLE led (id int, kind text, PRIMARY KEY (id, kind)) PARTITION BY RANGE (id);
CREATE TABLE led1 PARTITION OF led FOR VALUES FROM (0) TO (100) PARTITION BY LIST (kind);
CREATE TABLE led1a PARTITION OF led1 FOR VALUES IN ('a');
CREATE TABLE led1d PARTITION OF led1 DEFAULT;
CREATE TABLE ledd PARTITION OF led DEFAULT;
INSERT INTO led SELECT g, 'a' FROM generate_series(1,200) g;
CREATE TABLE c (id int, kind text);
INSERT INTO c SELECT * FROM led WHERE id >= 100;
ALTER TABLE c ADD CONSTRAINT cfk FOREIGN KEY (id, kind) REFERENCES led;
-- measure
CREATE TABLE led1c PARTITION OF led1 FOR VALUES IN ('c');

-- form: create-table/as-for-update
-- measure
CREATE TABLE q AS SELECT * FROM store FOR UPDATE;
