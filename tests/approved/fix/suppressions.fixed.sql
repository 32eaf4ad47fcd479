SELECT 1;
SELECT 2;
SET lock_timeout = '5s'; DROP TABLE IF EXISTS orders;
