-- Rules

-- form: rule/create
-- measure
CREATE RULE scratch_protect AS ON DELETE TO scratch DO INSTEAD NOTHING;

-- form: rule/create-that-writes-elsewhere
-- measure
CREATE RULE scratch_log AS ON INSERT TO scratch DO ALSO INSERT INTO scratch_copy VALUES (NEW.*);

-- form: rule/create-or-replace
-- measure
CREATE OR REPLACE RULE legacy_keep AS ON DELETE TO legacy DO INSTEAD NOTHING;

-- form: rule/create-name-taken
-- why: refused (42710)
-- measure
CREATE RULE legacy_keep AS ON DELETE TO legacy DO INSTEAD NOTHING;

-- form: rule/create-with-condition
-- measure
CREATE RULE scratch_guard AS ON UPDATE TO scratch WHERE OLD.n > 5 DO INSTEAD NOTHING;

-- form: rule/create-on-partitioned
-- measure
CREATE RULE event_protect AS ON DELETE TO event DO INSTEAD NOTHING;

-- form: rule/create-on-absent-table
-- why: refused (42P01)
-- measure
CREATE RULE r AS ON DELETE TO nowhere DO INSTEAD NOTHING;

-- form: rule/drop
-- measure
DROP RULE legacy_keep ON legacy;

-- form: rule/drop-if-exists-absent
-- measure
DROP RULE IF EXISTS nothing ON legacy;

-- form: rule/drop-of-view
-- why: refused (2BP01)
-- measure
DROP RULE "_RETURN" ON store_view;

-- form: rule/comment
-- measure
COMMENT ON RULE legacy_keep ON legacy IS 'keeps';
