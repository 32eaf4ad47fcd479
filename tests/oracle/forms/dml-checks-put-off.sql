-- When the checks of foreign keys run: SET CONSTRAINTS, triggers that are switched off.

-- form: dml/insert-after-set-constraints-immediate
-- same transaction
SET CONSTRAINTS ALL IMMEDIATE;
-- measure
INSERT INTO parcel VALUES (5000, 5, 1, 1);

-- form: dml/insert-after-set-constraints-deferred
-- setup
CREATE TABLE dk (id int, c int CONSTRAINT dk_c REFERENCES customer DEFERRABLE);
-- same transaction
SET CONSTRAINTS ALL DEFERRED;
-- measure
INSERT INTO dk VALUES (1, 4);

-- form: dml/insert-after-set-constraints-deferred-by-name
-- setup
CREATE TABLE dk (id int, c int CONSTRAINT dk_c REFERENCES customer DEFERRABLE, s int CONSTRAINT dk_s REFERENCES store DEFERRABLE);
-- same transaction
SET CONSTRAINTS public.dk_c DEFERRED;
-- measure
INSERT INTO dk VALUES (1, 4, 1);

-- form: dml/insert-after-the-last-set-constraints
-- setup
CREATE TABLE dk (id int, c int CONSTRAINT dk_c REFERENCES customer DEFERRABLE, s int CONSTRAINT dk_s REFERENCES store DEFERRABLE);
-- same transaction
SET CONSTRAINTS ALL DEFERRED;
SET CONSTRAINTS dk_s IMMEDIATE;
-- measure
INSERT INTO dk VALUES (1, 4, 1);

-- form: dml/insert-after-set-constraints-that-was-rolled-back
-- setup
CREATE TABLE dk (id int, c int CONSTRAINT dk_c REFERENCES customer DEFERRABLE);
-- same transaction
SAVEPOINT before;
SET CONSTRAINTS ALL DEFERRED;
ROLLBACK TO before;
-- measure
INSERT INTO dk VALUES (1, 4);

-- form: dml/insert-not-deferrable-after-set-constraints-deferred
-- same transaction
SET CONSTRAINTS ALL DEFERRED;
-- measure
INSERT INTO orders (id, customer_id) VALUES (77001, 4);

-- form: dml/delete-referenced-with-triggers-disabled
-- same transaction
ALTER TABLE customer DISABLE TRIGGER ALL;
-- measure
DELETE FROM customer WHERE id = 4;

-- form: dml/delete-referenced-with-user-triggers-disabled
-- setup
CREATE TABLE pk (id int PRIMARY KEY);
CREATE TABLE fk (id int, p int REFERENCES pk);
INSERT INTO pk VALUES (1);
-- same transaction
ALTER TABLE pk DISABLE TRIGGER USER;
-- measure
DELETE FROM pk WHERE id = 1;

-- form: dml/delete-referenced-with-triggers-enabled-again
-- setup
CREATE TABLE pk (id int PRIMARY KEY);
CREATE TABLE fk (id int, p int REFERENCES pk);
INSERT INTO pk VALUES (1);
ALTER TABLE pk DISABLE TRIGGER ALL;
ALTER TABLE pk ENABLE TRIGGER ALL;
-- measure
DELETE FROM pk WHERE id = 1;

-- form: dml/insert-referencing-with-triggers-disabled
-- setup
CREATE TABLE pk (id int PRIMARY KEY);
CREATE TABLE fk (id int, p int REFERENCES pk);
ALTER TABLE fk DISABLE TRIGGER ALL;
-- measure
INSERT INTO fk VALUES (1, 1);

-- form: dml/insert-with-trigger-disabled
-- setup
CREATE TABLE noted (id int);
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO noted VALUES (1); RETURN NEW; END $$;
CREATE TRIGGER noting BEFORE INSERT ON scratch FOR EACH ROW EXECUTE FUNCTION note();
ALTER TABLE scratch DISABLE TRIGGER noting;
-- measure
INSERT INTO scratch (id) VALUES (99999);

-- form: dml/insert-with-trigger-of-replicas
-- setup
CREATE TABLE noted (id int);
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO noted VALUES (1); RETURN NEW; END $$;
CREATE TRIGGER noting BEFORE INSERT ON scratch FOR EACH ROW EXECUTE FUNCTION note();
ALTER TABLE scratch ENABLE REPLICA TRIGGER noting;
-- measure
INSERT INTO scratch (id) VALUES (99999);

-- form: dml/insert-into-partition-with-triggers-of-parent-disabled
-- setup
CREATE TABLE pk (id int PRIMARY KEY);
INSERT INTO pk VALUES (1);
CREATE TABLE fk (id int, p int REFERENCES pk) PARTITION BY LIST (id);
CREATE TABLE fk1 PARTITION OF fk FOR VALUES IN (1);
ALTER TABLE fk DISABLE TRIGGER ALL;
-- measure
INSERT INTO fk1 VALUES (1, 1);

-- form: dml/insert-default-of-sql-function-of-nextval
-- setup
CREATE FUNCTION next_ticket() RETURNS bigint LANGUAGE sql AS $$ SELECT nextval('ticket_seq') $$;
CREATE TABLE numbered (id bigint DEFAULT next_ticket(), t text);
-- measure
INSERT INTO numbered (t) VALUES ('x');

-- form: add-column/default-sql-function-of-nextval
-- setup
CREATE FUNCTION next_ticket() RETURNS bigint LANGUAGE sql AS $$ SELECT nextval('ticket_seq') $$;
-- measure
ALTER TABLE scratch ADD COLUMN d bigint DEFAULT next_ticket();
