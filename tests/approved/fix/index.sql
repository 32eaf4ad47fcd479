-- Why it is there.
CREATE INDEX /* here */ orders_status_idx
  ON orders (status);  -- trailing
CREATE UNIQUE INDEX orders_code_idx ON orders (code) WHERE code <> '';
CREATE INDEX ON orders (lower(status));
