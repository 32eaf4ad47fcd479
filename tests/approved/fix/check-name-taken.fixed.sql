SET lock_timeout = '5s';
ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_code_check1, ADD CONSTRAINT orders_code_check1 CHECK (code <> '') NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_code_check1;
