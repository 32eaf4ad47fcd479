-- NOT NULL done right takes three migrations. First the column, and the rule for new rows.
SET lock_timeout = '5s';

ALTER TABLE orders ADD COLUMN IF NOT EXISTS invoice_number text;
ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_invoice_number_not_null,
  ADD CONSTRAINT orders_invoice_number_not_null CHECK (invoice_number IS NOT NULL) NOT VALID;
