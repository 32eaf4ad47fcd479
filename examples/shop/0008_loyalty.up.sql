SET lock_timeout = '5s';

-- The block looks first, so that the file can run twice; NOT VALID, so that no old row is read.
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'customers_country_upper') THEN
    ALTER TABLE customers ADD CONSTRAINT customers_country_upper CHECK (country = upper(country)) NOT VALID;
  END IF;
END
$$;

-- A default that differs from row to row rewrites the table; a constant, or now(), would not.
ALTER TABLE customers ADD COLUMN IF NOT EXISTS referral_code uuid NOT NULL DEFAULT gen_random_uuid();
