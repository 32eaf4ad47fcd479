-- form: foreign-key/drop-to-partitioned-two-levels
-- setup
CREATE TABLE led (id int, kind text, PRIMARY KEY (id, kind)) PARTITION BY RANGE (id);
CREATE TABLE led1 PARTITION OF led FOR VALUES FROM (0) TO (100) PARTITION BY LIST (kind);
CREATE TABLE led1a PARTITION OF led1 FOR VALUES IN ('a');
CREATE TABLE led1d PARTITION OF led1 DEFAULT;
CREATE TABLE ledd PARTITION OF led DEFAULT;
INSERT INTO led SELECT g, 'a' FROM generate_series(1,200) g;
CREATE TABLE c (id int, kind text, FOREIGN KEY (id, kind) REFERENCES led);
INSERT INTO c SELECT * FROM led;
-- measure
ALTER TABLE c DROP CONSTRAINT c_id_kind_fkey;
