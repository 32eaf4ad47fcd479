-- Databases, tablespaces, the server's settings, transactions and sessions

-- form: database/create
-- setup
DROP DATABASE IF EXISTS oracle_new_plain;
-- measure
CREATE DATABASE oracle_new_plain;

-- form: database/create-with-options
-- setup
DROP DATABASE IF EXISTS oracle_new_options;
-- measure
CREATE DATABASE oracle_new_options OWNER app_owner TEMPLATE template0 CONNECTION LIMIT 10;

-- form: database/create-strategy
-- versions: 15-
-- setup
DROP DATABASE IF EXISTS oracle_new_strategy;
-- measure
CREATE DATABASE oracle_new_strategy STRATEGY file_copy;

-- form: database/create-name-taken
-- why: refused (42P04)
-- measure
CREATE DATABASE postgres;

-- form: database/drop
-- setup
DROP DATABASE IF EXISTS oracle_gone;
CREATE DATABASE oracle_gone;
-- measure
DROP DATABASE oracle_gone;

-- form: database/drop-force
-- versions: 13-
-- setup
DROP DATABASE IF EXISTS oracle_gone_by_force;
CREATE DATABASE oracle_gone_by_force;
-- measure
DROP DATABASE oracle_gone_by_force WITH (FORCE);

-- form: database/drop-if-exists-absent
-- measure
DROP DATABASE IF EXISTS oracle_never_was;

-- form: database/drop-absent
-- why: refused (3D000)
-- measure
DROP DATABASE oracle_never_was;

-- form: database/drop-the-own
-- why: refused (55006)
-- measure
DROP DATABASE :"DBNAME";

-- form: database/alter-set
-- measure
ALTER DATABASE :"DBNAME" SET statement_timeout = '5s';

-- form: database/alter-reset-all
-- measure
ALTER DATABASE :"DBNAME" RESET ALL;

-- form: database/alter-owner
-- measure
ALTER DATABASE :"DBNAME" OWNER TO app_owner;

-- form: database/alter-connection-limit
-- measure
ALTER DATABASE :"DBNAME" CONNECTION LIMIT 50;

-- form: database/alter-set-tablespace
-- setup
DROP DATABASE IF EXISTS oracle_moved;
CREATE DATABASE oracle_moved;
-- measure
ALTER DATABASE oracle_moved SET TABLESPACE fast_disk;

-- form: database/alter-set-tablespace-of-the-own
-- why: refused (55006)
-- measure
ALTER DATABASE :"DBNAME" SET TABLESPACE fast_disk;

-- form: database/alter-refresh-collation-version
-- versions: 15-
-- measure
ALTER DATABASE :"DBNAME" REFRESH COLLATION VERSION;

-- form: database/tablespace-create-absent-directory
-- why: refused (58P01)
-- measure
CREATE TABLESPACE oracle_disk LOCATION '/nonexistent/oracle';

-- form: database/tablespace-drop-used
-- why: refused (55000)
-- setup
ALTER TABLE scratch SET TABLESPACE fast_disk;
-- measure
DROP TABLESPACE fast_disk;

-- form: database/tablespace-drop-if-exists-absent
-- measure
DROP TABLESPACE IF EXISTS oracle_disk;

-- form: database/tablespace-alter
-- measure
ALTER TABLESPACE fast_disk SET (random_page_cost = 1.1);

-- form: database/tablespace-owner
-- measure
ALTER TABLESPACE fast_disk OWNER TO CURRENT_USER;

-- form: database/alter-system
-- measure
ALTER SYSTEM SET deadlock_timeout = '2s';

-- form: database/alter-system-reset
-- measure
ALTER SYSTEM RESET deadlock_timeout;

-- form: database/alter-system-unknown
-- why: refused (42704)
-- measure
ALTER SYSTEM SET no_such_setting = 1;

-- form: database/set
-- measure
SET lock_timeout = '5s';

-- form: database/set-local
-- measure
SET LOCAL lock_timeout = '5s';

-- form: database/reset
-- measure
RESET lock_timeout;

-- form: database/set-session-authorization
-- measure
SET SESSION AUTHORIZATION app_reader;

-- form: database/set-role-absent
-- why: refused (22023)
-- measure
SET ROLE nobody_at_all;

-- form: database/set-config
-- measure
SELECT set_config('lock_timeout', '5s', true);

-- form: database/show
-- measure
SHOW lock_timeout;

-- form: database/set-constraints
-- measure
SET CONSTRAINTS ALL DEFERRED;

-- form: database/set-constraints-immediate-after-write
-- why: the foreign key is checked now
-- same transaction
INSERT INTO parcel VALUES (5000, 1, 1, 2.0);
-- measure
SET CONSTRAINTS ALL IMMEDIATE;

-- form: database/set-transaction
-- measure
SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;

-- form: database/set-transaction-too-late
-- why: refused (25001): only before the first query of the transaction
-- same transaction
SELECT count(*) FROM store;
-- measure
SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;

-- form: database/savepoint
-- measure
SAVEPOINT here;

-- form: database/release-savepoint
-- same transaction
SAVEPOINT here;
-- measure
RELEASE SAVEPOINT here;

-- form: database/rollback-to-savepoint
-- why: the locks taken after the savepoint are let go of
-- same transaction
SAVEPOINT here;
ALTER TABLE scratch ADD COLUMN extra int;
-- measure
ROLLBACK TO SAVEPOINT here;

-- form: database/begin-twice
-- why: a warning, and nothing happens
-- measure
BEGIN;

-- form: database/prepare
-- measure
PREPARE all_stores AS SELECT * FROM store;

-- form: database/execute
-- same transaction
PREPARE all_stores AS SELECT * FROM store;
-- measure
EXECUTE all_stores;

-- form: database/execute-after-column-change
-- why: refused (0A000): the plan's columns have changed
-- setup
PREPARE all_scratch AS SELECT * FROM scratch;
EXECUTE all_scratch;
ALTER TABLE scratch ADD COLUMN extra int;
-- measure
EXECUTE all_scratch;

-- form: database/deallocate
-- same transaction
PREPARE all_stores AS SELECT * FROM store;
-- measure
DEALLOCATE all_stores;

-- form: database/declare-cursor
-- measure
DECLARE c CURSOR FOR SELECT * FROM store;

-- form: database/fetch
-- same transaction
DECLARE c CURSOR FOR SELECT * FROM store;
-- measure
FETCH ALL FROM c;

-- form: database/close
-- same transaction
DECLARE c CURSOR FOR SELECT * FROM store;
-- measure
CLOSE c;

-- form: database/listen
-- measure
LISTEN news;

-- form: database/notify
-- measure
NOTIFY news, 'hello';

-- form: database/unlisten
-- measure
UNLISTEN *;
