SET lock_timeout = '3s';
SET statement_timeout = '1min';
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
CREATE INDEX orders_status_idx ON orders (status);
ALTER TABLE orders ADD COLUMN IF NOT EXISTS note2 text;
