-- no-transaction
SET lock_timeout = '5s';
-- The column.
    ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
