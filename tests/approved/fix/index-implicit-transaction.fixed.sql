-- options: --transaction implicit
SET lock_timeout = '5s';
CREATE INDEX IF NOT EXISTS orders_status_idx ON orders (status);
