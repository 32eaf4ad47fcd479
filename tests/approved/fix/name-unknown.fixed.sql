-- What the function has made is not known: no name is made up for what is new, and nothing dropped by it.
SET lock_timeout = '5s';
ALTER TABLE legacy ADD CHECK (x > 0);
ALTER TABLE legacy ADD FOREIGN KEY (x) REFERENCES other (id);
CREATE INDEX ON legacy (x);
ALTER TABLE legacy ADD UNIQUE (x, y);
ALTER TABLE legacy DROP CONSTRAINT IF EXISTS named, ADD CONSTRAINT named CHECK (y > 0) NOT VALID;
ALTER TABLE legacy VALIDATE CONSTRAINT named;
