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

-- form: attach/back-when-partitioned-references-the-whole
-- setup
DROP TABLE alarm;
CREATE TABLE notice (id int, reading_id int, taken date, FOREIGN KEY (reading_id, taken) REFERENCES reading) PARTITION BY RANGE (id);
CREATE TABLE notice_low PARTITION OF notice FOR VALUES FROM (0) TO (500);
INSERT INTO notice SELECT g, g, date '2023-01-01' + g FROM generate_series(1, 200) g;
ALTER TABLE reading DETACH PARTITION reading_2024;
-- measure
ALTER TABLE reading ATTACH PARTITION reading_2024 FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
