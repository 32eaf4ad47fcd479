SET lock_timeout = '5s';
ALTER TABLE ONLY parent ALTER COLUMN x SET NOT NULL;
