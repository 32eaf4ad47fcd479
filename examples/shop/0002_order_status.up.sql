-- What a first draft often looks like: every statement stops somebody, and nothing limits the wait.
ALTER TABLE orders ADD COLUMN IF NOT EXISTS status text;
CREATE INDEX IF NOT EXISTS orders_status_idx ON orders (status);
ALTER TABLE orders ALTER COLUMN status SET NOT NULL;
ALTER TABLE order_items DROP CONSTRAINT IF EXISTS order_items_order_id_fkey,
  ADD CONSTRAINT order_items_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id);
