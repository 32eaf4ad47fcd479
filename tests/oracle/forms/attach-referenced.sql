-- form: attach/to-partition-of-referenced
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
CREATE TABLE led1b (id int NOT NULL, kind text NOT NULL);
INSERT INTO led1b SELECT g, 'b' FROM generate_series(1,90) g;
-- measure
ALTER TABLE led1 ATTACH PARTITION led1b FOR VALUES IN ('b');
