-- Corner cases, found by looking for differences

-- form: trigger/partitioned-two-levels
-- measure
CREATE TRIGGER lt AFTER INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION touch_row();

-- form: trigger/disable-two-levels
-- setup
CREATE TRIGGER lt AFTER INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION touch_row();
-- measure
ALTER TABLE ledger DISABLE TRIGGER lt;

-- form: trigger/drop-two-levels
-- setup
CREATE TRIGGER lt AFTER INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION touch_row();
-- measure
DROP TRIGGER lt ON ledger;

-- form: trigger/replace-two-levels
-- versions: 14-
-- setup
CREATE TRIGGER lt AFTER INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION touch_row();
-- measure
CREATE OR REPLACE TRIGGER lt AFTER INSERT OR UPDATE ON ledger FOR EACH ROW EXECUTE FUNCTION touch_row();

-- form: trigger/drop-constraint-from
-- setup
CREATE CONSTRAINT TRIGGER ct AFTER INSERT ON orders FROM customer NOT DEFERRABLE FOR EACH ROW EXECUTE FUNCTION touch_row();
-- measure
DROP TRIGGER ct ON orders;
