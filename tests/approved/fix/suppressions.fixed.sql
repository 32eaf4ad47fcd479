SELECT 1;
SET lock_timeout = '5s';
SELECT 2;
-- migralint:ignore data-loss/drop-table -- gone for good
DROP TABLE IF EXISTS orders;
