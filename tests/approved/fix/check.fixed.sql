SET lock_timeout = '5s';
ALTER TABLE orders
  ADD COLUMN IF NOT EXISTS note text,
  DROP CONSTRAINT IF EXISTS status_known, ADD CONSTRAINT status_known CHECK (status IN ('new', 'paid')) NOT VALID,
  DROP CONSTRAINT IF EXISTS orders_code_check, ADD CONSTRAINT orders_code_check CHECK (code <> '') NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_code_check;
ALTER TABLE orders VALIDATE CONSTRAINT status_known;
