-- no-transaction
-- The column.
    ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
