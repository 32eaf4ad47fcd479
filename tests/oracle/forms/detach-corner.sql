-- Corner cases, found by looking for differences

-- form: detach/fk-two-level-detach-leaf
-- setup
ALTER TABLE ledger ADD CONSTRAINT lf FOREIGN KEY (id) REFERENCES orders;
-- measure
ALTER TABLE ledger_2023 DETACH PARTITION ledger_2023_in;

-- form: detach/fk-two-level-detach-middle
-- setup
ALTER TABLE ledger ADD CONSTRAINT lf FOREIGN KEY (id) REFERENCES orders;
-- measure
ALTER TABLE ledger DETACH PARTITION ledger_2023;

-- form: detach/fk-of-leaf-own
-- setup
ALTER TABLE ledger_2024 ADD CONSTRAINT lf FOREIGN KEY (id) REFERENCES orders;
-- measure
ALTER TABLE ledger DETACH PARTITION ledger_2024;

-- form: detach/fk-to-leaf-partition-detach
-- setup
CREATE TABLE lr (a int, CONSTRAINT lrf FOREIGN KEY (a) REFERENCES shard_0 (id));
-- measure
ALTER TABLE shard DETACH PARTITION shard_0;

-- form: detach/detach-middle-with-fk-to-it
-- setup
CREATE TABLE lr (a int REFERENCES shard_0 (id));
CREATE TABLE l2 (a int REFERENCES shard (id));
-- measure
ALTER TABLE shard DETACH PARTITION shard_0;
