-- Sequences

-- form: sequence/create
-- measure
CREATE SEQUENCE number_seq;

-- form: sequence/create-with-options
-- measure
CREATE SEQUENCE number_seq AS smallint INCREMENT BY 5 MINVALUE 10 MAXVALUE 1000 START WITH 20 CACHE 10 CYCLE;

-- form: sequence/create-temporary
-- measure
CREATE TEMP SEQUENCE number_seq;

-- form: sequence/create-unlogged
-- versions: 15-
-- measure
CREATE UNLOGGED SEQUENCE number_seq;

-- form: sequence/create-owned-by
-- why: the table is opened, so that nobody drops it meanwhile
-- measure
CREATE SEQUENCE number_seq OWNED BY scratch.n;

-- form: sequence/create-if-not-exists-present
-- measure
CREATE SEQUENCE IF NOT EXISTS ticket_seq;

-- form: sequence/create-name-taken
-- why: refused (42P07)
-- measure
CREATE SEQUENCE ticket_seq;

-- form: sequence/create-in-other-schema
-- measure
CREATE SEQUENCE archive.number_seq;

-- form: sequence/alter-increment
-- measure
ALTER SEQUENCE ticket_seq INCREMENT BY 10;

-- form: sequence/alter-restart
-- measure
ALTER SEQUENCE ticket_seq RESTART;

-- form: sequence/alter-restart-with
-- measure
ALTER SEQUENCE ticket_seq RESTART WITH 1000;

-- form: sequence/alter-maxvalue
-- measure
ALTER SEQUENCE ticket_seq MAXVALUE 1000000;

-- form: sequence/alter-cache
-- measure
ALTER SEQUENCE ticket_seq CACHE 100;

-- form: sequence/alter-as-bigint
-- measure
ALTER SEQUENCE ticket_id_seq AS bigint;

-- form: sequence/alter-owned-by
-- measure
ALTER SEQUENCE ticket_seq OWNED BY scratch.n;

-- form: sequence/alter-owned-by-none
-- measure
ALTER SEQUENCE ticket_id_seq OWNED BY NONE;

-- form: sequence/alter-owned-by-identity
-- why: refused (0A000): the sequence of an identity column stays its own
-- measure
ALTER SEQUENCE voucher_id_seq OWNED BY NONE;

-- form: sequence/alter-owner
-- measure
ALTER SEQUENCE ticket_seq OWNER TO app_owner;

-- form: sequence/alter-owner-of-owned
-- why: refused (0A000): it has the owner of its table
-- measure
ALTER SEQUENCE ticket_id_seq OWNER TO app_owner;

-- form: sequence/alter-set-schema
-- measure
ALTER SEQUENCE ticket_seq SET SCHEMA archive;

-- form: sequence/alter-set-logged
-- versions: 15-
-- measure
ALTER SEQUENCE ticket_seq SET LOGGED;

-- form: sequence/alter-set-unlogged
-- versions: 15-
-- measure
ALTER SEQUENCE ticket_seq SET UNLOGGED;

-- form: sequence/alter-if-exists-absent
-- measure
ALTER SEQUENCE IF EXISTS nowhere RESTART;

-- form: sequence/alter-restart-in-place
-- why: the same change twice in a transaction
-- same transaction
ALTER SEQUENCE ticket_seq RESTART WITH 5;
-- measure
ALTER SEQUENCE ticket_seq RESTART WITH 6;

-- form: sequence/alter-minvalue-beyond-start
-- why: refused (22023)
-- measure
ALTER SEQUENCE ticket_seq MINVALUE 100;

-- form: sequence/drop
-- measure
DROP SEQUENCE ticket_seq;

-- form: sequence/drop-if-exists-absent
-- measure
DROP SEQUENCE IF EXISTS nowhere;

-- form: sequence/drop-that-a-default-uses
-- why: refused (2BP01)
-- measure
DROP SEQUENCE ticket_id_seq;

-- form: sequence/drop-that-a-default-uses-cascade
-- why: the default of the table's column goes
-- measure
DROP SEQUENCE ticket_id_seq CASCADE;

-- form: sequence/drop-of-identity
-- why: refused (2BP01)
-- measure
DROP SEQUENCE voucher_id_seq;

-- form: sequence/nextval
-- measure
SELECT nextval('ticket_seq');

-- form: sequence/currval
-- same transaction
SELECT nextval('ticket_seq');
-- measure
SELECT currval('ticket_seq');

-- form: sequence/setval
-- measure
SELECT setval('ticket_seq', 1000);

-- form: sequence/setval-from-table
-- measure
SELECT setval('ticket_id_seq', (SELECT max(n) FROM ticket));

-- form: sequence/setval-by-column
-- measure
SELECT setval(pg_get_serial_sequence('ticket', 'id'), 1000);

-- form: sequence/lastval
-- same transaction
SELECT nextval('ticket_seq');
-- measure
SELECT lastval();

-- form: sequence/select
-- measure
SELECT last_value FROM ticket_seq;

-- form: sequence/comment
-- measure
COMMENT ON SEQUENCE ticket_seq IS 'tickets';

-- form: sequence/created-before
-- same transaction
CREATE SEQUENCE number_seq;
-- measure
ALTER SEQUENCE number_seq RESTART WITH 5;

-- form: sequence/setval-by-column-of-identity
-- measure
SELECT setval(pg_get_serial_sequence('public.voucher', 'id'), max(id)) FROM voucher;

-- form: sequence/setval-quoted
-- setup
CREATE SEQUENCE archive."Old Numbers";
-- measure
SELECT setval('archive."Old Numbers"', 1000);

-- form: sequence/nextval-in-capitals
-- why: regclass folds what is not quoted
-- measure
SELECT nextval('Ticket_Seq');
