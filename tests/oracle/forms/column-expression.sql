-- form: column/set-expression-of-foreign-key
-- versions: 17-
-- setup
ALTER TABLE rectangle ADD COLUMN sid int GENERATED ALWAYS AS (h) STORED REFERENCES store;
-- measure
ALTER TABLE rectangle ALTER COLUMN sid SET EXPRESSION AS (h + 1);

-- form: column/set-expression-that-is-referenced
-- versions: 17-
-- setup
ALTER TABLE rectangle ADD COLUMN sid int GENERATED ALWAYS AS (w) STORED UNIQUE;
CREATE TABLE q (a int REFERENCES rectangle (sid));
INSERT INTO q SELECT g FROM generate_series(1,50) g;
-- measure
ALTER TABLE rectangle ALTER COLUMN sid SET EXPRESSION AS (w + 0);
