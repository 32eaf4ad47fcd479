-- What an earlier statement of the transaction changes for a later one

-- form: transaction/index-on-new-table-after-savepoint
-- same transaction
CREATE TABLE crate (id int);
SAVEPOINT here;
-- measure
CREATE INDEX crate_idx ON crate (id);

-- form: transaction/table-created-after-savepoint-that-was-undone
-- why: refused (42P01)
-- same transaction
SAVEPOINT here;
CREATE TABLE crate (id int);
ROLLBACK TO SAVEPOINT here;
-- measure
CREATE INDEX crate_idx ON crate (id);

-- form: transaction/column-added-after-savepoint-that-was-undone
-- same transaction
SAVEPOINT here;
ALTER TABLE scratch ADD COLUMN extra int;
ROLLBACK TO SAVEPOINT here;
-- measure
ALTER TABLE scratch ADD COLUMN extra int DEFAULT 5;

-- form: transaction/rename-undone
-- same transaction
SAVEPOINT here;
ALTER TABLE scratch RENAME TO scratch_old;
ROLLBACK TO SAVEPOINT here;
-- measure
ALTER TABLE scratch ADD COLUMN extra int;

-- form: transaction/check-undone-proves-nothing
-- same transaction
SAVEPOINT here;
ALTER TABLE scratch ADD CONSTRAINT scratch_given CHECK (n IS NOT NULL);
ROLLBACK TO SAVEPOINT here;
-- measure
ALTER TABLE scratch ALTER COLUMN n SET NOT NULL;

-- form: transaction/savepoint-released-keeps
-- same transaction
SAVEPOINT here;
ALTER TABLE scratch ADD CONSTRAINT scratch_given CHECK (n IS NOT NULL);
RELEASE SAVEPOINT here;
-- measure
ALTER TABLE scratch ALTER COLUMN n SET NOT NULL;

-- form: transaction/dropped-and-created-again
-- same transaction
DROP TABLE scratch;
CREATE TABLE scratch (id int, n int);
-- measure
CREATE INDEX scratch_idx ON scratch (n);

-- form: transaction/dropped-table-used
-- why: refused (42P01)
-- same transaction
DROP TABLE scratch;
-- measure
ALTER TABLE scratch ADD COLUMN extra int;

-- form: transaction/renamed-table-under-its-old-name
-- why: refused (42P01)
-- same transaction
ALTER TABLE scratch RENAME TO scratch_pad;
-- measure
ALTER TABLE scratch ADD COLUMN extra int;

-- form: transaction/renamed-column-under-its-new-name
-- same transaction
ALTER TABLE scratch RENAME COLUMN n TO amount;
-- measure
CREATE INDEX scratch_idx ON scratch (amount);

-- form: transaction/moved-to-other-schema
-- same transaction
ALTER TABLE scratch SET SCHEMA archive;
-- measure
ALTER TABLE archive.scratch ADD COLUMN extra int DEFAULT 5;

-- form: transaction/detached-partition-altered
-- same transaction
ALTER TABLE shard DETACH PARTITION shard_0;
-- measure
ALTER TABLE shard_0 ADD COLUMN extra int;

-- form: transaction/attached-partition-through-the-parent
-- same transaction
ALTER TABLE event ATTACH PARTITION event_asia FOR VALUES IN ('asia');
-- measure
ALTER TABLE event ADD COLUMN extra int;

-- form: transaction/trigger-on-partition-of-new-tree
-- same transaction
CREATE TABLE crate (id int, k int) PARTITION BY RANGE (k);
CREATE TABLE crate_1 PARTITION OF crate FOR VALUES FROM (0) TO (10);
-- measure
CREATE TRIGGER crate_touch AFTER INSERT ON crate FOR EACH ROW EXECUTE FUNCTION touch_row();

-- form: transaction/foreign-key-dropped-then-parent
-- same transaction
ALTER TABLE alarm DROP CONSTRAINT alarm_reading_fk;
-- measure
DROP TABLE reading;

-- form: transaction/view-dropped-then-column
-- same transaction
DROP VIEW store_view;
-- measure
ALTER TABLE store DROP COLUMN name;

-- form: transaction/view-created-then-column
-- why: refused (2BP01)
-- same transaction
CREATE VIEW scratch_view AS SELECT n FROM scratch;
-- measure
ALTER TABLE scratch DROP COLUMN n;

-- form: transaction/truncated-then-not-null
-- same transaction
TRUNCATE scratch;
-- measure
ALTER TABLE scratch ALTER COLUMN n SET NOT NULL;

-- form: transaction/truncated-then-filled-then-index
-- same transaction
TRUNCATE scratch;
INSERT INTO scratch SELECT g, g, 'x' FROM generate_series(1, 200) g;
-- measure
CREATE INDEX scratch_idx ON scratch (n);

-- form: transaction/deleted-all-then-check
-- same transaction
DELETE FROM scratch;
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_check CHECK (n < 0);

-- form: transaction/updated-then-not-null
-- why: the plain order of a backfill, in one transaction
-- setup
ALTER TABLE scratch ADD COLUMN extra int;
-- same transaction
UPDATE scratch SET extra = n;
-- measure
ALTER TABLE scratch ALTER COLUMN extra SET NOT NULL;

-- form: transaction/written-then-rewritten
-- same transaction
UPDATE scratch SET n = n + 1;
-- measure
ALTER TABLE scratch ALTER COLUMN n TYPE bigint;

-- form: transaction/written-with-immediate-foreign-key
-- why: checked already at the end of the statement, so nothing is pending
-- same transaction
UPDATE orders SET customer_id = 2 WHERE id = 5;
-- measure
ALTER TABLE orders ADD COLUMN extra int;

-- form: transaction/written-with-deferred-foreign-key-made-immediate
-- same transaction
UPDATE parcel SET order_id = 2 WHERE id = 1;
SET CONSTRAINTS parcel_line_fk IMMEDIATE;
-- measure
ALTER TABLE parcel ADD COLUMN extra int;

-- form: transaction/written-other-column-with-deferred-foreign-key
-- why: the key is not changed, so nothing is to be checked
-- same transaction
UPDATE parcel SET weight = 3 WHERE id = 1;
-- measure
ALTER TABLE parcel ADD COLUMN extra int;

-- form: transaction/deleted-from-referenced-by-deferred
-- why: refused (55006): the deferred foreign key of the other table waits on this one
-- same transaction
DELETE FROM order_line WHERE order_id = 1;
-- measure
ALTER TABLE order_line ADD COLUMN extra int;

-- form: transaction/deferred-trigger-pending
-- why: refused (55006)
-- setup
CREATE CONSTRAINT TRIGGER scratch_late AFTER INSERT ON scratch DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION skip_row();
-- same transaction
INSERT INTO scratch VALUES (1000, 1, 'x');
-- measure
ALTER TABLE scratch ADD COLUMN extra int;

-- form: transaction/deferred-pending-and-rename
-- why: a rename does not mind
-- same transaction
UPDATE parcel SET order_id = 2 WHERE id = 1;
-- measure
ALTER TABLE parcel RENAME TO package;

-- form: transaction/deferred-pending-and-validate
-- why: refused (55006)
-- same transaction
UPDATE parcel SET order_id = 2 WHERE id = 1;
-- measure
ALTER TABLE parcel VALIDATE CONSTRAINT parcel_line_fk;

-- form: transaction/deferred-pending-and-trigger
-- same transaction
UPDATE parcel SET order_id = 2 WHERE id = 1;
-- measure
CREATE TRIGGER parcel_touch BEFORE UPDATE ON parcel FOR EACH ROW EXECUTE FUNCTION touch_row();

-- form: transaction/deferred-pending-and-drop-trigger
-- setup
CREATE TRIGGER parcel_touch BEFORE UPDATE ON parcel FOR EACH ROW EXECUTE FUNCTION touch_row();
-- same transaction
UPDATE parcel SET order_id = 2 WHERE id = 1;
-- measure
DROP TRIGGER parcel_touch ON parcel;

-- form: transaction/deferred-pending-and-drop-index
-- setup
CREATE INDEX parcel_weight_idx ON parcel (weight);
-- same transaction
UPDATE parcel SET order_id = 2 WHERE id = 1;
-- measure
DROP INDEX parcel_weight_idx;

-- form: transaction/deferred-pending-and-comment
-- same transaction
UPDATE parcel SET order_id = 2 WHERE id = 1;
-- measure
COMMENT ON TABLE parcel IS 'x';

-- form: transaction/closed-cursor
-- same transaction
DECLARE c CURSOR FOR SELECT * FROM scratch;
FETCH 1 FROM c;
CLOSE c;
-- measure
ALTER TABLE scratch ADD COLUMN extra int;

-- form: transaction/cursor-on-another-table
-- same transaction
DECLARE c CURSOR FOR SELECT * FROM scratch_copy;
FETCH 1 FROM c;
-- measure
ALTER TABLE scratch ADD COLUMN extra int;

-- form: transaction/locked-before-then-altered
-- same transaction
LOCK TABLE scratch IN ACCESS EXCLUSIVE MODE;
-- measure
ALTER TABLE scratch ADD COLUMN extra int;

-- form: transaction/read-before-then-altered
-- same transaction
SELECT count(*) FROM scratch;
-- measure
ALTER TABLE scratch ADD COLUMN extra int;

-- form: transaction/rollback-to-absent-savepoint
-- why: refused (3B001)
-- same transaction
SAVEPOINT here;
-- measure
ROLLBACK TO SAVEPOINT elsewhere;

-- form: transaction/release-absent-savepoint
-- why: refused (3B001)
-- measure
RELEASE SAVEPOINT nowhere;

-- form: transaction/read-only
-- why: refused (25006)
-- same transaction
SET TRANSACTION READ ONLY;
-- measure
CREATE TABLE crate (id int);

-- form: transaction/read-only-update
-- why: refused (25006)
-- same transaction
SET TRANSACTION READ ONLY;
-- measure
UPDATE scratch SET n = 5;

-- form: transaction/replication-role-skips-foreign-keys
-- why: triggers are off, those of foreign keys too, so the referenced table is not touched
-- same transaction
SET LOCAL session_replication_role = replica;
-- measure
INSERT INTO orders (id, customer_id, store_id, total) VALUES (5000, 100000, 100000, 10);

-- form: transaction/row-security-off
-- why: refused (42501): it does not let pass, it makes an error of what would be hidden
-- same transaction
GRANT SELECT ON diary TO app_reader;
SET LOCAL ROLE app_reader;
SET LOCAL row_security = off;
-- measure
SELECT * FROM diary;

-- form: transaction/commit-prepared-absent
-- why: refused (42704)
-- measure
COMMIT PREPARED 'nothing';

-- form: transaction/rollback-prepared-absent
-- why: refused (42704)
-- measure
ROLLBACK PREPARED 'nothing';
