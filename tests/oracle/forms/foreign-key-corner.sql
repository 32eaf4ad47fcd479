-- Corner cases, found by looking for differences

-- form: foreign-key/between-partitioned-not-valid-type
-- setup
CREATE TABLE m (id int PRIMARY KEY, r int) PARTITION BY RANGE (id);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (0) TO (100);
CREATE TABLE md PARTITION OF m DEFAULT;
INSERT INTO m SELECT g, NULL FROM generate_series(1,200) g;
-- measure
ALTER TABLE m ADD CONSTRAINT mfk FOREIGN KEY (r) REFERENCES m (id);

-- form: foreign-key/self-drop
-- setup
CREATE TABLE m (id int PRIMARY KEY, r int, CONSTRAINT mfk FOREIGN KEY (r) REFERENCES m (id)) PARTITION BY RANGE (id);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (0) TO (100);
CREATE TABLE md PARTITION OF m DEFAULT;
INSERT INTO m SELECT g, NULL FROM generate_series(1,200) g;
-- measure
ALTER TABLE m DROP CONSTRAINT mfk;

-- form: foreign-key/multilevel-add
-- setup
CREATE TABLE led (id int, kind text, PRIMARY KEY (id, kind)) PARTITION BY RANGE (id);
CREATE TABLE led1 PARTITION OF led FOR VALUES FROM (0) TO (100) PARTITION BY LIST (kind);
CREATE TABLE led1a PARTITION OF led1 FOR VALUES IN ('a');
CREATE TABLE led1d PARTITION OF led1 DEFAULT;
CREATE TABLE ledd PARTITION OF led DEFAULT;
INSERT INTO led SELECT g, 'a' FROM generate_series(1,200) g;
CREATE TABLE c (id int, kind text);
INSERT INTO c SELECT * FROM led;
-- measure
ALTER TABLE c ADD CONSTRAINT cfk FOREIGN KEY (id, kind) REFERENCES led;

-- form: foreign-key/multilevel-validate
-- setup
CREATE TABLE led (id int, kind text, PRIMARY KEY (id, kind)) PARTITION BY RANGE (id);
CREATE TABLE led1 PARTITION OF led FOR VALUES FROM (0) TO (100) PARTITION BY LIST (kind);
CREATE TABLE led1a PARTITION OF led1 FOR VALUES IN ('a');
CREATE TABLE led1d PARTITION OF led1 DEFAULT;
CREATE TABLE ledd PARTITION OF led DEFAULT;
INSERT INTO led SELECT g, 'a' FROM generate_series(1,200) g;
CREATE TABLE c (id int, kind text);
INSERT INTO c SELECT * FROM led;
ALTER TABLE c ADD CONSTRAINT cfk FOREIGN KEY (id, kind) REFERENCES led NOT VALID;
-- measure
ALTER TABLE c VALIDATE CONSTRAINT cfk;

-- form: foreign-key/two-level-drop
-- setup
ALTER TABLE ledger ADD CONSTRAINT lf FOREIGN KEY (id) REFERENCES orders;
-- measure
ALTER TABLE ledger DROP CONSTRAINT lf;

-- form: foreign-key/two-level-pk-drop-cascade
-- setup
DELETE FROM ledger WHERE id > 200;
ALTER TABLE ledger ADD CONSTRAINT lf FOREIGN KEY (id) REFERENCES tool;
-- measure
ALTER TABLE tool DROP CONSTRAINT tool_pkey CASCADE;

-- form: foreign-key/alter-constraint-two-level
-- setup
ALTER TABLE ledger ADD CONSTRAINT lf FOREIGN KEY (id) REFERENCES orders;
-- measure
ALTER TABLE ledger ALTER CONSTRAINT lf DEFERRABLE;

-- form: foreign-key/from-partitioned-to-partitioned-drop-fk
-- setup
CREATE TABLE sn (id int, sid int) PARTITION BY RANGE (id);
CREATE TABLE sn1 PARTITION OF sn FOR VALUES FROM (0) TO (500);
INSERT INTO sn SELECT id, id FROM shard WHERE id < 500;
ALTER TABLE sn ADD CONSTRAINT snf FOREIGN KEY (sid) REFERENCES shard;
-- measure
ALTER TABLE sn DROP CONSTRAINT snf;

-- form: foreign-key/partitioned-add-column-to-partitioned
-- measure
ALTER TABLE event ADD COLUMN sid int REFERENCES shard;

-- form: foreign-key/composite-new-unique-index
-- setup
CREATE UNIQUE INDEX ou ON orders (id, customer_id);
CREATE TABLE oo (oid int, cid int);
INSERT INTO oo SELECT id, customer_id FROM orders LIMIT 50;
-- measure
ALTER TABLE oo ADD FOREIGN KEY (oid, cid) REFERENCES orders (id, customer_id) MATCH FULL ON UPDATE CASCADE ON DELETE SET NULL;

-- form: foreign-key/self-composite
-- setup
CREATE TABLE tree (tenant int, id int, parent int, PRIMARY KEY (tenant, id));
INSERT INTO tree SELECT 1, g, NULL FROM generate_series(1,50) g;
-- measure
ALTER TABLE tree ADD CONSTRAINT tp FOREIGN KEY (tenant, parent) REFERENCES tree (tenant, id) ON DELETE CASCADE;

-- form: foreign-key/partition-has-it-other-name-cascade
-- setup
ALTER TABLE event_eu ADD CONSTRAINT lf FOREIGN KEY (id) REFERENCES orders ON DELETE CASCADE;
-- measure
ALTER TABLE event ADD CONSTRAINT lf2 FOREIGN KEY (id) REFERENCES orders;

-- form: foreign-key/add-col-two-same-target
-- measure
ALTER TABLE scratch ADD COLUMN a int REFERENCES store, ADD COLUMN b int DEFAULT 1 REFERENCES store;

-- form: foreign-key/new-table-then-validate
-- same transaction
CREATE TABLE n1 (id int PRIMARY KEY, customer_id int);
INSERT INTO n1 SELECT id, id FROM customer;
ALTER TABLE n1 ADD CONSTRAINT nfk FOREIGN KEY (customer_id) REFERENCES customer NOT VALID;
-- measure
ALTER TABLE n1 VALIDATE CONSTRAINT nfk;

-- form: foreign-key/rename-col-fk
-- setup
ALTER TABLE orders RENAME customer_id TO cid;
ALTER TABLE customer RENAME id TO customer_id;
-- measure
ALTER TABLE customer DROP COLUMN customer_id CASCADE;
