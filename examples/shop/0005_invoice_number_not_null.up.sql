-- The validated CHECK of 0003 and 0004 proves that there is no NULL: PostgreSQL does not read the table again.
SET lock_timeout = '5s';

ALTER TABLE orders ALTER COLUMN invoice_number SET NOT NULL;
ALTER TABLE orders DROP CONSTRAINT IF EXISTS orders_invoice_number_not_null;
