-- GRANT, REVOKE, default privileges, ownership of everything

-- form: grant/select
-- measure
GRANT SELECT ON customer TO app_reader;

-- form: grant/all
-- measure
GRANT ALL ON TABLE customer TO app_owner;

-- form: grant/twice
-- setup
GRANT SELECT ON customer TO app_reader;
-- measure
GRANT SELECT ON customer TO app_reader;

-- form: grant/columns
-- measure
GRANT SELECT (id, email), UPDATE (email) ON customer TO app_reader;

-- form: grant/several-tables
-- measure
GRANT SELECT, INSERT ON customer, orders, archive.old_order TO app_reader;

-- form: grant/all-tables-in-schema
-- measure
GRANT SELECT ON ALL TABLES IN SCHEMA public TO app_reader;

-- form: grant/all-sequences-in-schema
-- measure
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO app_reader;

-- form: grant/all-functions-in-schema
-- measure
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA archive TO app_reader;

-- form: grant/sequence
-- measure
GRANT USAGE ON SEQUENCE ticket_seq TO app_reader;

-- form: grant/view
-- measure
GRANT SELECT ON active_customer TO app_reader;

-- form: grant/materialized-view
-- measure
GRANT SELECT ON sales_by_customer TO app_reader;

-- form: grant/partitioned
-- why: the partitions are not granted
-- measure
GRANT SELECT ON event TO app_reader;

-- form: grant/function
-- measure
GRANT EXECUTE ON FUNCTION five_stable() TO app_reader;

-- form: grant/schema
-- measure
GRANT USAGE ON SCHEMA archive TO app_reader;

-- form: grant/type
-- measure
GRANT USAGE ON TYPE mood TO app_reader;

-- form: grant/domain
-- measure
GRANT USAGE ON DOMAIN positive_int TO app_reader;

-- form: grant/database
-- measure
GRANT CONNECT ON DATABASE :"DBNAME" TO app_reader;

-- form: grant/language
-- measure
GRANT USAGE ON LANGUAGE plpgsql TO app_reader;

-- form: grant/server
-- measure
GRANT USAGE ON FOREIGN SERVER files TO app_reader;

-- form: grant/tablespace
-- measure
GRANT CREATE ON TABLESPACE fast_disk TO app_owner;

-- form: grant/role
-- measure
GRANT app_owner TO app_reader;

-- form: grant/role-that-has-it
-- same transaction
GRANT app_owner TO app_reader;
-- measure
GRANT app_owner TO app_reader;

-- form: grant/role-with-inherit
-- versions: 16-
-- measure
GRANT app_owner TO app_reader WITH INHERIT FALSE;

-- form: grant/maintain
-- versions: 17-
-- measure
GRANT MAINTAIN ON customer TO app_owner;

-- form: grant/parameter
-- versions: 15-
-- measure
GRANT SET ON PARAMETER log_min_messages TO app_owner;

-- form: grant/with-grant-option
-- measure
GRANT SELECT ON customer TO app_owner WITH GRANT OPTION;

-- form: grant/to-public
-- measure
GRANT SELECT ON customer TO PUBLIC;

-- form: grant/absent-table
-- why: refused (42P01)
-- measure
GRANT SELECT ON nowhere TO app_reader;

-- form: grant/absent-role
-- why: refused (42704)
-- measure
GRANT SELECT ON customer TO nobody_at_all;

-- form: grant/new-table
-- same transaction
CREATE TABLE crate (id int);
-- measure
GRANT SELECT ON crate TO app_reader;

-- form: grant/revoke
-- measure
REVOKE ALL ON customer FROM app_reader;

-- form: grant/revoke-cascade
-- measure
REVOKE SELECT ON customer FROM app_owner CASCADE;

-- form: grant/revoke-grant-option
-- measure
REVOKE GRANT OPTION FOR SELECT ON customer FROM app_owner;

-- form: grant/revoke-role
-- same transaction
GRANT app_reader TO app_owner;
-- measure
REVOKE app_reader FROM app_owner;

-- form: grant/revoke-all-tables-in-schema
-- measure
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC;

-- form: grant/revoke-create-on-schema-public
-- measure
REVOKE CREATE ON SCHEMA public FROM PUBLIC;

-- form: grant/revoke-execute-from-public
-- measure
REVOKE EXECUTE ON FUNCTION five_stable() FROM PUBLIC;

-- form: grant/default-privileges
-- measure
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO app_reader;

-- form: grant/default-privileges-for-role
-- measure
ALTER DEFAULT PRIVILEGES FOR ROLE app_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- form: grant/reassign-owned
-- measure
REASSIGN OWNED BY app_owner TO CURRENT_USER;

-- form: grant/drop-owned
-- measure
DROP OWNED BY app_owner;

-- form: grant/drop-owned-of-nothing
-- measure
DROP OWNED BY app_reader;

-- form: grant/drop-owned-absent-role
-- why: refused (42704)
-- measure
DROP OWNED BY nobody_at_all;
