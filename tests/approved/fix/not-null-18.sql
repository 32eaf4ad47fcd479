-- options: --pg-version 18
SET lock_timeout = '5s';
ALTER TABLE orders ALTER status SET NOT NULL;
