SET lock_timeout = '5s';
  -- note
  ALTER TABLE orders ALTER COLUMN status SET NOT NULL;
SELECT 1;
