SET lock_timeout = '5s';
ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_code, ADD CONSTRAINT orders_code UNIQUE (code) WITH (fillfactor = 70);
