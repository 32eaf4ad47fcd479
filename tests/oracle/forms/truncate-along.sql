-- form: truncate/restart-identity-of-owned-sequence
-- setup
CREATE SEQUENCE os OWNED BY scratch.n;
-- measure
TRUNCATE scratch RESTART IDENTITY;

-- form: truncate/restart-identity-of-sequence-owned-later
-- setup
ALTER SEQUENCE ticket_seq OWNED BY scratch.n;
-- measure
TRUNCATE scratch RESTART IDENTITY;

-- form: truncate/with-trigger-that-writes-elsewhere
-- setup
CREATE TABLE log (t text);
CREATE FUNCTION lg() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES ('t'); RETURN NULL; END $$;
CREATE TRIGGER tt AFTER TRUNCATE ON scratch EXECUTE FUNCTION lg();
-- measure
TRUNCATE scratch;
