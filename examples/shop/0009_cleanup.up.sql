SET lock_timeout = '5s';

ALTER TABLE customers VALIDATE CONSTRAINT customers_country_upper;

-- migralint:ignore data-loss/drop-column -- no code reads it since release 42, and the archive has a copy
ALTER TABLE orders DROP COLUMN IF EXISTS legacy_number;

DROP INDEX IF EXISTS orders_status_idx;
