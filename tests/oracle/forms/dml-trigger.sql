-- form: dml/insert-with-rule-that-writes-elsewhere
-- setup
CREATE RULE r AS ON INSERT TO legacy DO INSTEAD INSERT INTO scratch VALUES (NEW.id, NEW.n, 'r');
-- measure
INSERT INTO legacy VALUES (1, 2);

-- form: dml/update-with-rule-that-writes-elsewhere
-- setup
CREATE RULE r AS ON UPDATE TO legacy DO ALSO INSERT INTO scratch VALUES (NEW.id, NEW.n, 'r');
-- measure
UPDATE legacy SET n = 5;

-- form: dml/insert-with-trigger-that-writes-elsewhere
-- why: the trigger's function writes into another table
-- setup
CREATE TABLE log (id int, t text);
CREATE FUNCTION lg() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (NEW.id, 'x'); RETURN NEW; END $$;
CREATE TRIGGER tl AFTER INSERT ON scratch FOR EACH ROW EXECUTE FUNCTION lg();
-- measure
INSERT INTO scratch VALUES (9999, 1, 'a');

-- form: dml/update-with-function-that-writes
-- setup
CREATE FUNCTION upd(int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN UPDATE store SET name = name; RETURN $1; END $$;
-- measure
UPDATE scratch SET n = upd(n) WHERE id = 5;

-- form: dml/insert-with-function-that-writes
-- setup
CREATE FUNCTION upd(int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN UPDATE store SET name = name; RETURN $1; END $$;
-- measure
INSERT INTO scratch (n) VALUES (upd(1));
