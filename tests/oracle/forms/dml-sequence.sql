-- form: dml/insert-default-of-serial
-- measure
INSERT INTO ticket (id, n) VALUES (DEFAULT, 4);

-- form: dml/insert-default-nextval
-- setup
CREATE TABLE q (id int DEFAULT nextval('ticket_seq'), t text);
-- measure
INSERT INTO q (t) VALUES ('x');

-- form: dml/insert-serial-as-dumped
-- setup
CREATE SEQUENCE public.thing_id_seq AS integer START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
CREATE TABLE public.thing (id integer NOT NULL, name text);
ALTER SEQUENCE public.thing_id_seq OWNED BY public.thing.id;
ALTER TABLE ONLY public.thing ALTER COLUMN id SET DEFAULT nextval('public.thing_id_seq'::regclass);
-- measure
INSERT INTO thing (name) VALUES ('x');

-- form: dml/insert-nextval
-- measure
INSERT INTO scratch (id) VALUES (nextval('ticket_seq'));

-- form: dml/update-nextval
-- measure
UPDATE scratch SET n = nextval('ticket_seq');

-- form: dml/insert-partition-with-identity-of-parent
-- versions: 17-
-- setup
CREATE TABLE m (id int GENERATED ALWAYS AS IDENTITY, at int) PARTITION BY RANGE (at);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (0) TO (10);
-- measure
INSERT INTO m1 (at) VALUES (5);
