CREATE TABLE users (id bigint PRIMARY KEY, email text);
INSERT INTO users VALUES (1, 'a@b');
CREATE FUNCTION more() RETURNS void LANGUAGE sql AS $$ ALTER TABLE users ADD CONSTRAINT users_email_not_null CHECK (email <> '') $$;
SELECT more();
