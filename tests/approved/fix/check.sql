SET lock_timeout = '5s';
ALTER TABLE orders
  ADD COLUMN IF NOT EXISTS note text,
  ADD CONSTRAINT status_known CHECK (status IN ('new', 'paid')),
  ADD CHECK (code <> '');
