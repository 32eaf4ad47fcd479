-- Corner cases, found by looking for differences

-- form: drop-column/view-star-drop-unrelated
-- setup
CREATE VIEW sv AS SELECT * FROM scratch;
ALTER TABLE scratch ADD COLUMN later int;
-- measure
ALTER TABLE scratch DROP COLUMN later;

-- form: drop-column/view-subselect-column
-- setup
CREATE VIEW sv AS SELECT id, (SELECT max(label) FROM scratch s WHERE s.id = store.id) AS l FROM store;
-- measure
ALTER TABLE scratch DROP COLUMN label CASCADE;

-- form: drop-column/view-cte-column
-- setup
CREATE VIEW sv AS WITH x AS (SELECT label FROM scratch) SELECT * FROM x;
-- measure
ALTER TABLE scratch DROP COLUMN label CASCADE;

-- form: drop-column/view-window
-- setup
CREATE VIEW sv AS SELECT id, row_number() OVER (PARTITION BY label) r FROM scratch;
-- measure
ALTER TABLE scratch DROP COLUMN label CASCADE;

-- form: drop-column/view-on-view-alias
-- setup
CREATE VIEW sv (a, b) AS SELECT id, label FROM scratch;
CREATE VIEW sv2 AS SELECT b FROM sv;
-- measure
ALTER TABLE scratch DROP COLUMN label CASCADE;

-- form: drop-column/view-replaced-drops-dep
-- setup
CREATE VIEW sv AS SELECT id, label FROM scratch;
CREATE OR REPLACE VIEW sv AS SELECT id, id::text AS label FROM scratch;
-- measure
ALTER TABLE scratch DROP COLUMN label CASCADE;

-- form: drop-column/trigger-when-drop-column
-- setup
CREATE TRIGGER w BEFORE UPDATE ON scratch FOR EACH ROW WHEN (NEW.n > 5) EXECUTE FUNCTION touch_row();
-- measure
ALTER TABLE scratch DROP COLUMN n CASCADE;

-- form: drop-column/inherit-two-parents-drop
-- setup
CREATE TABLE p2 (id int, extra int);
CREATE TABLE kid (own int) INHERITS (vehicle, p2);
INSERT INTO kid SELECT g, 4, 'x', 5, 5 FROM generate_series(1,50) g;
-- measure
ALTER TABLE p2 DROP COLUMN id;

-- form: drop-column/rename-col-expression-index
-- setup
CREATE INDEX mi ON scratch (lower(label)) WHERE n > 5;
ALTER TABLE scratch RENAME label TO lbl;
ALTER TABLE scratch RENAME n TO m;
-- measure
ALTER TABLE scratch DROP COLUMN m;

-- form: drop-column/rename-col-generated
-- setup
ALTER TABLE rectangle RENAME w TO width;
-- measure
ALTER TABLE rectangle DROP COLUMN width CASCADE;

-- form: drop-column/view-column-renamed
-- setup
ALTER TABLE active_customer RENAME COLUMN score TO pts;
-- measure
ALTER TABLE customer DROP COLUMN score CASCADE;

-- form: drop-column/view-follows-rename
-- setup
ALTER TABLE customer RENAME TO client;
ALTER TABLE client RENAME COLUMN score TO points;
-- measure
ALTER TABLE client DROP COLUMN points CASCADE;

-- form: drop-column/bigint-swap-owned-by
-- setup
ALTER TABLE ticket ADD COLUMN id_new bigint;
UPDATE ticket SET id_new = id;
-- same transaction
ALTER TABLE ticket RENAME COLUMN id TO id_old;
ALTER TABLE ticket RENAME COLUMN id_new TO id;
ALTER TABLE ticket ALTER COLUMN id SET DEFAULT nextval('ticket_id_seq');
ALTER SEQUENCE ticket_id_seq OWNED BY ticket.id;
-- measure
ALTER TABLE ticket DROP COLUMN id_old;

-- form: drop-column/drop-column-inheritance-child-fk
-- setup
ALTER TABLE vehicle ADD COLUMN c varchar(5);
CREATE TABLE codes (c varchar(5) PRIMARY KEY);
ALTER TABLE truck ADD CONSTRAINT tf FOREIGN KEY (c) REFERENCES codes;
-- measure
ALTER TABLE vehicle DROP COLUMN c;

-- form: drop-column/drop-column-view-on-child
-- setup
CREATE VIEW tv AS SELECT label FROM truck;
-- measure
ALTER TABLE vehicle DROP COLUMN label CASCADE;

-- form: drop-column/drop-column-referenced-by-partitioned-cascade
-- setup
CREATE TABLE r (n int REFERENCES tool) PARTITION BY RANGE (n);
CREATE TABLE r1 PARTITION OF r FOR VALUES FROM (0) TO (10) PARTITION BY RANGE (n);
CREATE TABLE r11 PARTITION OF r1 DEFAULT;
-- measure
ALTER TABLE tool DROP COLUMN id CASCADE;
