-- form: alter-table/set-tablespace-of-table-from-default-tablespace
-- setup
SET default_tablespace = fast_disk;
CREATE TABLE q (a int);
RESET default_tablespace;
-- measure
ALTER TABLE q SET TABLESPACE pg_default;

-- form: alter-table/set-tablespace-that-was-the-default-tablespace
-- setup
SET default_tablespace = fast_disk;
CREATE TABLE q (a int);
RESET default_tablespace;
-- measure
ALTER TABLE q SET TABLESPACE fast_disk;

-- form: alter-table/set-tablespace-of-partition-from-its-parents
-- setup
CREATE TABLE q (a int) PARTITION BY RANGE (a) TABLESPACE fast_disk;
CREATE TABLE q1 PARTITION OF q DEFAULT;
-- measure
ALTER TABLE q1 SET TABLESPACE pg_default;

-- form: alter-table/set-tablespace-of-partition-to-its-parents
-- setup
CREATE TABLE q (a int) PARTITION BY RANGE (a);
ALTER TABLE q SET TABLESPACE fast_disk;
CREATE TABLE q1 PARTITION OF q DEFAULT;
-- measure
ALTER TABLE q1 SET TABLESPACE fast_disk;

-- form: alter-table/set-access-method-of-table-from-default
-- versions: 15-
-- setup
SET default_table_access_method = heap2;
CREATE TABLE q (a int);
RESET default_table_access_method;
-- measure
ALTER TABLE q SET ACCESS METHOD heap;

-- form: alter-table/set-logged-that-is-already-with-sequence
-- setup
CREATE TABLE numbered (id serial, n int);
-- measure
ALTER TABLE numbered SET LOGGED;
