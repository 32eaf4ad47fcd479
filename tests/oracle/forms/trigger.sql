-- Triggers, event triggers, rules, policies

-- form: trigger/create-before-row
-- measure
CREATE TRIGGER scratch_touch BEFORE INSERT OR UPDATE ON scratch FOR EACH ROW EXECUTE FUNCTION touch_row();

-- form: trigger/create-after-row
-- measure
CREATE TRIGGER scratch_touch AFTER DELETE ON scratch FOR EACH ROW EXECUTE FUNCTION skip_row();

-- form: trigger/create-with-procedure-word
-- measure
CREATE TRIGGER scratch_touch AFTER DELETE ON scratch FOR EACH ROW EXECUTE PROCEDURE skip_row();

-- form: trigger/create-statement
-- measure
CREATE TRIGGER scratch_touch AFTER INSERT ON scratch FOR EACH STATEMENT EXECUTE FUNCTION skip_row();

-- form: trigger/create-with-transition-table
-- measure
CREATE TRIGGER scratch_touch AFTER INSERT ON scratch REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION skip_row();

-- form: trigger/create-when
-- measure
CREATE TRIGGER scratch_touch BEFORE UPDATE ON scratch FOR EACH ROW WHEN (OLD.n IS DISTINCT FROM NEW.n) EXECUTE FUNCTION touch_row();

-- form: trigger/create-update-of
-- measure
CREATE TRIGGER scratch_touch BEFORE UPDATE OF n, label ON scratch FOR EACH ROW EXECUTE FUNCTION touch_row();

-- form: trigger/create-truncate
-- measure
CREATE TRIGGER scratch_emptied BEFORE TRUNCATE ON scratch EXECUTE FUNCTION skip_row();

-- form: trigger/create-constraint
-- measure
CREATE CONSTRAINT TRIGGER scratch_late AFTER INSERT ON scratch DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION skip_row();

-- form: trigger/create-constraint-from
-- why: the other table is opened too
-- measure
CREATE CONSTRAINT TRIGGER scratch_late AFTER INSERT ON scratch FROM store FOR EACH ROW EXECUTE FUNCTION skip_row();

-- form: trigger/create-name-taken
-- why: refused (42710)
-- measure
CREATE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch_row();

-- form: trigger/create-or-replace
-- versions: 14-
-- measure
CREATE OR REPLACE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch_row();

-- form: trigger/create-absent-function
-- why: refused (42883)
-- measure
CREATE TRIGGER scratch_touch BEFORE UPDATE ON scratch FOR EACH ROW EXECUTE FUNCTION nothing();

-- form: trigger/create-not-a-trigger-function
-- why: refused (42P17)
-- measure
CREATE TRIGGER scratch_touch BEFORE UPDATE ON scratch FOR EACH ROW EXECUTE FUNCTION five_stable();

-- form: trigger/create-on-absent-table
-- why: refused (42P01)
-- measure
CREATE TRIGGER t BEFORE UPDATE ON nowhere FOR EACH ROW EXECUTE FUNCTION touch_row();

-- form: trigger/create-on-partitioned-after-row
-- measure
CREATE TRIGGER event_touch AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION skip_row();

-- form: trigger/create-on-partitioned-before-row
-- why: refused (42809 -12)
-- measure
CREATE TRIGGER event_touch BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION touch_row();

-- form: trigger/create-on-partitioned-statement
-- measure
CREATE TRIGGER event_touch AFTER INSERT ON event FOR EACH STATEMENT EXECUTE FUNCTION skip_row();

-- form: trigger/create-on-partition
-- measure
CREATE TRIGGER event_touch BEFORE INSERT ON event_us FOR EACH ROW EXECUTE FUNCTION touch_row();

-- form: trigger/create-on-inheritance-parent
-- measure
CREATE TRIGGER vehicle_touch BEFORE INSERT ON vehicle FOR EACH ROW EXECUTE FUNCTION touch_row();

-- form: trigger/create-on-foreign-table
-- measure
CREATE TRIGGER import_touch BEFORE INSERT ON import_line FOR EACH ROW EXECUTE FUNCTION touch_row();

-- form: trigger/create-on-view-row
-- why: refused (42809): only INSTEAD OF
-- measure
CREATE TRIGGER v BEFORE INSERT ON store_view FOR EACH ROW EXECUTE FUNCTION touch_row();

-- form: trigger/create-on-view-statement
-- measure
CREATE TRIGGER v BEFORE INSERT ON store_view FOR EACH STATEMENT EXECUTE FUNCTION touch_row();

-- form: trigger/create-on-materialized-view
-- why: refused (42809)
-- measure
CREATE TRIGGER v AFTER INSERT ON sales_by_store FOR EACH STATEMENT EXECUTE FUNCTION skip_row();

-- form: trigger/create-on-new-table
-- same transaction
CREATE TABLE crate (id int);
-- measure
CREATE TRIGGER crate_touch BEFORE UPDATE ON crate FOR EACH ROW EXECUTE FUNCTION touch_row();

-- form: trigger/create-in-other-schema
-- measure
CREATE TRIGGER old_touch BEFORE UPDATE ON archive.old_order FOR EACH ROW EXECUTE FUNCTION touch_row();

-- form: trigger/drop
-- measure
DROP TRIGGER orders_touch ON orders;

-- form: trigger/drop-absent
-- why: refused (42704)
-- measure
DROP TRIGGER nothing ON orders;

-- form: trigger/drop-if-exists-absent
-- measure
DROP TRIGGER IF EXISTS nothing ON orders;

-- form: trigger/drop-if-exists-absent-table
-- measure
DROP TRIGGER IF EXISTS nothing ON nowhere;

-- form: trigger/drop-on-partitioned
-- setup
CREATE TRIGGER event_touch AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION skip_row();
-- measure
DROP TRIGGER event_touch ON event;

-- form: trigger/drop-on-partition-inherited
-- why: refused (2BP01)
-- setup
CREATE TRIGGER event_touch AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION skip_row();
-- measure
DROP TRIGGER event_touch ON event_us;

-- form: trigger/drop-of-foreign-key
-- why: refused (42704): the triggers of constraints have names that nobody guesses
-- measure
DROP TRIGGER "RI_ConstraintTrigger_c_1" ON orders;

-- form: trigger/depends-on-extension
-- measure
ALTER TRIGGER orders_touch ON orders DEPENDS ON EXTENSION citext;

-- form: trigger/comment
-- measure
COMMENT ON TRIGGER orders_touch ON orders IS 'touches';

-- form: trigger/event-create
-- setup
CREATE FUNCTION log_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END';
-- measure
CREATE EVENT TRIGGER watch_ddl ON ddl_command_end EXECUTE FUNCTION log_ddl();

-- form: trigger/event-disable
-- setup
CREATE FUNCTION log_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END';
CREATE EVENT TRIGGER watch_ddl ON ddl_command_end EXECUTE FUNCTION log_ddl();
-- measure
ALTER EVENT TRIGGER watch_ddl DISABLE;

-- form: trigger/event-drop
-- setup
CREATE FUNCTION log_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END';
CREATE EVENT TRIGGER watch_ddl ON ddl_command_end EXECUTE FUNCTION log_ddl();
-- measure
DROP EVENT TRIGGER watch_ddl;

-- form: trigger/event-drop-if-exists-absent
-- measure
DROP EVENT TRIGGER IF EXISTS nothing;
