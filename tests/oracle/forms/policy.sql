-- Row security policies

-- form: policy/create
-- measure
CREATE POLICY diary_read ON diary FOR SELECT USING (true);

-- form: policy/create-for-role
-- measure
CREATE POLICY diary_write ON diary FOR INSERT TO app_owner WITH CHECK (author = current_user);

-- form: policy/create-restrictive
-- measure
CREATE POLICY diary_limit ON diary AS RESTRICTIVE USING (id < 1000);

-- form: policy/create-with-subquery
-- why: the other table is opened, so that it is not dropped meanwhile
-- measure
CREATE POLICY diary_store ON diary USING (EXISTS (SELECT FROM store s WHERE s.id = diary.id));

-- form: policy/create-on-table-without-row-security
-- measure
CREATE POLICY scratch_all ON scratch USING (true);

-- form: policy/create-name-taken
-- why: refused (42710)
-- measure
CREATE POLICY diary_own ON diary USING (true);

-- form: policy/create-if-not-exists
-- why: refused (42601)
-- measure
CREATE POLICY IF NOT EXISTS diary_own ON diary USING (true);

-- form: policy/create-on-view
-- why: refused (42809)
-- measure
CREATE POLICY p ON active_customer USING (true);

-- form: policy/create-on-partitioned
-- measure
CREATE POLICY event_all ON event USING (true);

-- form: policy/create-for-absent-role
-- why: refused (42704)
-- measure
CREATE POLICY p ON diary TO nobody_at_all USING (true);

-- form: policy/alter
-- measure
ALTER POLICY diary_own ON diary USING (author = session_user);

-- form: policy/alter-roles
-- measure
ALTER POLICY diary_own ON diary TO app_reader, app_owner;

-- form: policy/alter-absent
-- why: refused (42704)
-- measure
ALTER POLICY nothing ON diary USING (true);

-- form: policy/drop
-- measure
DROP POLICY diary_own ON diary;

-- form: policy/drop-if-exists-absent
-- measure
DROP POLICY IF EXISTS nothing ON diary;

-- form: policy/drop-if-exists-absent-table
-- measure
DROP POLICY IF EXISTS nothing ON nowhere;

-- form: policy/comment
-- measure
COMMENT ON POLICY diary_own ON diary IS 'own entries';
