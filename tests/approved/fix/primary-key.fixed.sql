SET lock_timeout = '5s';
ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_pkey;
SET lock_timeout = 0;
DROP INDEX CONCURRENTLY IF EXISTS orders_pkey;
CREATE UNIQUE INDEX CONCURRENTLY orders_pkey ON orders (id);
SET lock_timeout = '5s';
ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_pkey;
