-- form: type-dependent/foreign-key-to-partitioned
-- measure
ALTER TABLE alarm ALTER COLUMN reading_id TYPE bigint;

-- form: type-dependent/foreign-key-to-partitioned-two-levels
-- setup
CREATE TABLE led (id int, kind text, PRIMARY KEY (id, kind)) PARTITION BY RANGE (id);
CREATE TABLE led1 PARTITION OF led FOR VALUES FROM (0) TO (100) PARTITION BY LIST (kind);
CREATE TABLE led1a PARTITION OF led1 FOR VALUES IN ('a');
CREATE TABLE ledd PARTITION OF led DEFAULT;
INSERT INTO led SELECT g, 'a' FROM generate_series(1,200) g;
CREATE TABLE c (id int, kind text, FOREIGN KEY (id, kind) REFERENCES led);
INSERT INTO c SELECT * FROM led;
-- measure
ALTER TABLE c ALTER COLUMN id TYPE bigint;

-- form: type-dependent/foreign-key-to-partitioned-not-checked
-- setup
CREATE TABLE led (kind text, PRIMARY KEY (kind)) PARTITION BY LIST (kind);
CREATE TABLE led1 PARTITION OF led FOR VALUES IN ('a');
CREATE TABLE ledd PARTITION OF led DEFAULT;
INSERT INTO led SELECT 'a' || g FROM generate_series(1,200) g;
INSERT INTO led VALUES ('a');
CREATE TABLE c (kind varchar(10) REFERENCES led);
INSERT INTO c SELECT * FROM led;
-- measure
ALTER TABLE c ALTER COLUMN kind TYPE varchar(20);

-- form: type-dependent/foreign-key-partitioned-to-partitioned
-- setup
CREATE TABLE shard_note (id int, note text) PARTITION BY RANGE (id);
CREATE TABLE shard_note_1 PARTITION OF shard_note FOR VALUES FROM (0) TO (500);
CREATE TABLE shard_note_2 PARTITION OF shard_note DEFAULT;
INSERT INTO shard_note SELECT id, 'x' FROM shard;
ALTER TABLE shard_note ADD COLUMN sid int;
UPDATE shard_note SET sid = id;
ALTER TABLE shard_note ADD FOREIGN KEY (sid) REFERENCES shard;
-- measure
ALTER TABLE shard_note ALTER COLUMN sid TYPE bigint;

-- form: type-dependent/foreign-key-text-to-citext
-- setup
CREATE TABLE par (c varchar(10) PRIMARY KEY);
CREATE TABLE chi (c varchar(10) REFERENCES par);
INSERT INTO par SELECT g FROM generate_series(1,100) g;
INSERT INTO chi SELECT g FROM generate_series(1,100) g;
-- measure
ALTER TABLE chi ALTER c TYPE citext;

-- form: type-dependent/foreign-key-with-other-collation
-- setup
CREATE TABLE par (c text PRIMARY KEY);
CREATE TABLE chi (c text REFERENCES par);
INSERT INTO par SELECT g FROM generate_series(1,100) g;
INSERT INTO chi SELECT g FROM generate_series(1,100) g;
-- measure
ALTER TABLE chi ALTER c TYPE text COLLATE "C";

-- form: type-dependent/foreign-key-referenced-with-other-collation
-- setup
CREATE TABLE par (c text PRIMARY KEY);
CREATE TABLE chi (c text REFERENCES par);
INSERT INTO par SELECT g FROM generate_series(1,100) g;
INSERT INTO chi SELECT g FROM generate_series(1,100) g;
-- measure
ALTER TABLE par ALTER c TYPE text COLLATE "C";

-- form: type-dependent/foreign-key-not-enforced
-- versions: 18-
-- setup
ALTER TABLE scratch ADD CONSTRAINT sf FOREIGN KEY (n) REFERENCES customer NOT ENFORCED;
-- measure
ALTER TABLE scratch ALTER n TYPE bigint;
