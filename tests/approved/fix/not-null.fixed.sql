SET lock_timeout = '5s';
ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_status_not_null, ADD CONSTRAINT orders_status_not_null CHECK (status IS NOT NULL) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_status_not_null;
ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_code_not_null, ADD CONSTRAINT orders_code_not_null CHECK (code IS NOT NULL) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_code_not_null;
ALTER TABLE orders ALTER COLUMN status SET NOT NULL, ALTER COLUMN code SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_code_not_null;
ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_status_not_null;
