-- form: alter-table/owner-with-owned-sequence-without-default
-- setup
CREATE SEQUENCE os;
ALTER SEQUENCE os OWNED BY scratch.n;
-- measure
ALTER TABLE scratch OWNER TO app_owner;

-- form: alter-table/set-schema-with-owned-sequence-without-default
-- setup
CREATE SEQUENCE os;
ALTER SEQUENCE os OWNED BY scratch.n;
-- measure
ALTER TABLE scratch SET SCHEMA archive;

-- form: alter-table/set-unlogged-with-owned-sequence-without-default
-- versions: 15-
-- setup
CREATE SEQUENCE os;
ALTER SEQUENCE os OWNED BY scratch.n;
-- measure
ALTER TABLE scratch SET UNLOGGED;
