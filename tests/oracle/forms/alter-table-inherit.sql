-- ALTER TABLE: inheritance, types, triggers, rules, row security, and several sub-commands in one

-- form: alter-table/inherit
-- measure
ALTER TABLE bike INHERIT vehicle;

-- form: alter-table/inherit-missing-column
-- why: refused (42804)
-- measure
ALTER TABLE scratch INHERIT vehicle;

-- form: alter-table/inherit-missing-check
-- why: refused (42804)
-- setup
ALTER TABLE bike DROP CONSTRAINT vehicle_wheels_check;
-- measure
ALTER TABLE bike INHERIT vehicle;

-- form: alter-table/inherit-twice
-- why: refused (42P07)
-- measure
ALTER TABLE car INHERIT vehicle;

-- form: alter-table/inherit-circular
-- why: refused (42P07)
-- measure
ALTER TABLE vehicle INHERIT car;

-- form: alter-table/inherit-partitioned
-- why: refused (42809)
-- measure
ALTER TABLE event_asia INHERIT event;

-- form: alter-table/inherit-of-partition
-- why: refused (42809)
-- measure
ALTER TABLE event_us INHERIT event_asia;

-- form: alter-table/no-inherit
-- measure
ALTER TABLE truck NO INHERIT vehicle;

-- form: alter-table/no-inherit-of-middle
-- measure
ALTER TABLE car NO INHERIT vehicle;

-- form: alter-table/no-inherit-that-is-not
-- why: refused (42P01)
-- measure
ALTER TABLE bike NO INHERIT vehicle;

-- form: alter-table/of-type
-- measure
ALTER TABLE pair_copy OF pair;

-- form: alter-table/of-type-that-differs
-- why: refused (42804)
-- measure
ALTER TABLE scratch OF pair;

-- form: alter-table/not-of
-- measure
ALTER TABLE pair_list NOT OF;

-- form: alter-table/disable-trigger
-- measure
ALTER TABLE orders DISABLE TRIGGER orders_touch;

-- form: alter-table/disable-trigger-all
-- measure
ALTER TABLE orders DISABLE TRIGGER ALL;

-- form: alter-table/disable-trigger-user
-- measure
ALTER TABLE orders DISABLE TRIGGER USER;

-- form: alter-table/disable-trigger-absent
-- why: refused (42704)
-- measure
ALTER TABLE orders DISABLE TRIGGER nothing;

-- form: alter-table/enable-trigger
-- measure
ALTER TABLE orders ENABLE TRIGGER orders_touch;

-- form: alter-table/enable-trigger-always
-- measure
ALTER TABLE orders ENABLE ALWAYS TRIGGER orders_touch;

-- form: alter-table/enable-trigger-replica
-- measure
ALTER TABLE orders ENABLE REPLICA TRIGGER orders_touch;

-- form: alter-table/disable-trigger-partitioned
-- setup
CREATE TRIGGER event_touch AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION touch_row();
-- measure
ALTER TABLE event DISABLE TRIGGER event_touch;

-- form: alter-table/disable-trigger-partitioned-only
-- setup
CREATE TRIGGER event_touch AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION touch_row();
-- measure
ALTER TABLE ONLY event DISABLE TRIGGER event_touch;

-- form: alter-table/disable-trigger-inheritance-parent
-- setup
CREATE TRIGGER vehicle_touch AFTER INSERT ON vehicle FOR EACH ROW EXECUTE FUNCTION touch_row();
-- measure
ALTER TABLE vehicle DISABLE TRIGGER ALL;

-- form: alter-table/disable-rule
-- measure
ALTER TABLE legacy DISABLE RULE legacy_keep;

-- form: alter-table/enable-rule
-- measure
ALTER TABLE legacy ENABLE RULE legacy_keep;

-- form: alter-table/enable-rule-always
-- measure
ALTER TABLE legacy ENABLE ALWAYS RULE legacy_keep;

-- form: alter-table/disable-rule-of-view
-- why: refused (42809)
-- measure
ALTER TABLE active_customer DISABLE RULE "_RETURN";

-- form: alter-table/enable-row-security
-- measure
ALTER TABLE customer ENABLE ROW LEVEL SECURITY;

-- form: alter-table/enable-row-security-already
-- measure
ALTER TABLE diary ENABLE ROW LEVEL SECURITY;

-- form: alter-table/disable-row-security
-- measure
ALTER TABLE diary DISABLE ROW LEVEL SECURITY;

-- form: alter-table/force-row-security
-- measure
ALTER TABLE diary FORCE ROW LEVEL SECURITY;

-- form: alter-table/no-force-row-security
-- measure
ALTER TABLE diary NO FORCE ROW LEVEL SECURITY;

-- form: alter-table/enable-row-security-partitioned
-- measure
ALTER TABLE event ENABLE ROW LEVEL SECURITY;

-- form: alter-table/enable-row-security-view
-- why: refused (42809)
-- measure
ALTER TABLE active_customer ENABLE ROW LEVEL SECURITY;

-- form: alter-table/if-exists-absent
-- measure
ALTER TABLE IF EXISTS nowhere ENABLE ROW LEVEL SECURITY;

-- form: alter-table/absent-schema
-- why: refused (3F000)
-- measure
ALTER TABLE nowhere.scratch ADD COLUMN extra int;

-- form: alter-table/system-table
-- why: refused (42501)
-- measure
ALTER TABLE pg_description ADD COLUMN extra int;

-- form: alter-table/combined-columns-added-dropped-renamed
-- why: refused (42601): RENAME stands alone
-- measure
ALTER TABLE customer ADD COLUMN extra int, RENAME COLUMN notes TO remarks;

-- form: alter-table/combined-add-and-drop-column
-- measure
ALTER TABLE customer ADD COLUMN extra int, DROP COLUMN notes;

-- form: alter-table/combined-drop-and-add-same-column
-- measure
ALTER TABLE customer DROP COLUMN notes, ADD COLUMN notes jsonb;

-- form: alter-table/combined-add-column-and-its-index
-- measure
ALTER TABLE customer ADD COLUMN extra int, ADD CONSTRAINT customer_extra_key UNIQUE (extra);

-- form: alter-table/combined-add-column-and-default-later
-- why: the way to give a volatile default to new rows only
-- measure
ALTER TABLE customer ADD COLUMN extra uuid, ALTER COLUMN extra SET DEFAULT gen_random_uuid();

-- form: alter-table/combined-add-column-with-default-and-drop-default
-- why: refused (42703): DROP DEFAULT comes before the column is there
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT 5, ALTER COLUMN extra DROP DEFAULT;

-- form: alter-table/combined-add-column-and-check
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT 5, ADD CONSTRAINT customer_extra_check CHECK (extra > 0);

-- form: alter-table/combined-two-rewrites-are-one
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE bigint, ADD COLUMN extra float8 DEFAULT random();

-- form: alter-table/combined-rewrite-and-check
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE bigint, ADD CONSTRAINT specimen_check CHECK (an_int > 0);

-- form: alter-table/combined-rewrite-and-not-valid-check
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE bigint, ADD CONSTRAINT specimen_check CHECK (an_int > 0) NOT VALID;

-- form: alter-table/combined-rewrite-and-unique
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE bigint, ADD CONSTRAINT specimen_key UNIQUE (an_int);

-- form: alter-table/combined-rewrite-and-tablespace
-- measure
ALTER TABLE customer ADD COLUMN extra float8 DEFAULT random(), SET TABLESPACE fast_disk;

-- form: alter-table/combined-unlogged-and-type
-- measure
ALTER TABLE scratch SET UNLOGGED, ALTER COLUMN n TYPE bigint;

-- form: alter-table/combined-weak-locks
-- why: all of them are content with a weak lock
-- measure
ALTER TABLE customer SET (fillfactor = 70), ALTER COLUMN score SET STATISTICS 500, VALIDATE CONSTRAINT customer_born_sane;

-- form: alter-table/combined-weak-and-strong
-- measure
ALTER TABLE customer SET (fillfactor = 70), ALTER COLUMN country DROP DEFAULT;

-- form: alter-table/combined-triggers-and-foreign-key
-- why: both ask for the same lock
-- measure
ALTER TABLE orders DISABLE TRIGGER orders_touch, ADD CONSTRAINT orders_id_fk FOREIGN KEY (store_id) REFERENCES store (id) NOT VALID;

-- form: alter-table/combined-not-null-and-primary-key
-- measure
ALTER TABLE scratch ALTER COLUMN id SET NOT NULL, ADD PRIMARY KEY (id);

-- form: alter-table/combined-owner-and-row-security
-- measure
ALTER TABLE customer OWNER TO app_owner, ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;

-- form: alter-table/combined-partitioned
-- measure
ALTER TABLE event ADD COLUMN extra int NOT NULL DEFAULT 5, ADD CONSTRAINT event_extra_check CHECK (extra > 0), DROP COLUMN what;

-- form: alter-table/combined-if-exists-no-ops
-- measure
ALTER TABLE customer ADD COLUMN IF NOT EXISTS score int, DROP COLUMN IF EXISTS nothing, DROP CONSTRAINT IF EXISTS nothing;

-- form: alter-table/combined-drop-constraint-and-column
-- measure
ALTER TABLE customer DROP CONSTRAINT customer_credit_check, DROP COLUMN credit;

-- form: alter-table/combined-drop-foreign-key-and-index-column
-- measure
ALTER TABLE order_line DROP CONSTRAINT order_line_product_fk, DROP COLUMN product_id;

-- form: alter-table/combined-identity-from-default
-- measure
ALTER TABLE ticket ALTER COLUMN id DROP DEFAULT, ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME ticket_id_seq2);

-- form: alter-table/combined-inherit-and-column
-- measure
ALTER TABLE bike ADD COLUMN gears int, INHERIT vehicle;
