-- Corner cases, found by looking for differences

-- form: sequence/seq-renamed-default
-- setup
ALTER TABLE scratch ALTER n SET DEFAULT nextval('ticket_seq');
ALTER SEQUENCE ticket_seq RENAME TO tsq;
-- measure
DROP SEQUENCE tsq CASCADE;

-- form: sequence/seq-moved-default
-- setup
ALTER TABLE scratch ALTER n SET DEFAULT nextval('ticket_seq'::regclass);
ALTER SEQUENCE ticket_seq SET SCHEMA archive;
-- measure
DROP SEQUENCE archive.ticket_seq CASCADE;

-- form: sequence/seq-in-expression-default
-- setup
ALTER TABLE scratch ALTER label SET DEFAULT 'T' || nextval('ticket_seq');
-- measure
DROP SEQUENCE ticket_seq CASCADE;

-- form: sequence/schema-renamed-seq-default
-- setup
CREATE SEQUENCE archive.sq;
ALTER TABLE scratch ALTER n SET DEFAULT nextval('archive.sq');
ALTER SCHEMA archive RENAME TO attic;
-- measure
DROP SEQUENCE attic.sq CASCADE;

-- form: sequence/django-setval-max
-- measure
SELECT setval(pg_get_serial_sequence('"ticket"','id'), coalesce(max("id"), 1), max("id") IS NOT null) FROM "ticket";

-- form: sequence/prisma-drop-sequence-after
-- same transaction
ALTER TABLE "ticket" ALTER COLUMN "id" DROP DEFAULT;
-- measure
DROP SEQUENCE "ticket_id_seq";

-- form: sequence/dump-drop-sequence-cascade
-- setup
CREATE SEQUENCE public.thing_id_seq;
CREATE TABLE public.thing (id integer NOT NULL, name text);
ALTER SEQUENCE public.thing_id_seq OWNED BY public.thing.id;
ALTER TABLE ONLY public.thing ALTER COLUMN id SET DEFAULT nextval('public.thing_id_seq'::regclass);
-- measure
DROP SEQUENCE thing_id_seq CASCADE;
