SET lock_timeout = '5s';
ALTER TABLE orders ALTER COLUMN late SET NOT NULL;
