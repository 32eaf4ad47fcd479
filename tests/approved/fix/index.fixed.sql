-- Why it is there.
DROP INDEX CONCURRENTLY IF EXISTS orders_status_idx;
CREATE INDEX CONCURRENTLY /* here */ orders_status_idx
  ON orders (status);  -- trailing
DROP INDEX CONCURRENTLY IF EXISTS orders_code_idx;
CREATE UNIQUE INDEX CONCURRENTLY orders_code_idx ON orders (code) WHERE code <> '';
DROP INDEX CONCURRENTLY IF EXISTS orders_lower_idx;
CREATE INDEX CONCURRENTLY orders_lower_idx ON orders (lower(status));
