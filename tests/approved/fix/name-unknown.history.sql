CREATE TABLE other (id int PRIMARY KEY);
CREATE TABLE legacy (x int, y int);
CREATE FUNCTION more() RETURNS void LANGUAGE sql AS $$ ALTER TABLE legacy ADD CHECK (x < 100) $$;
SELECT more();
