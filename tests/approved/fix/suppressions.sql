-- migralint:ignore locking/index-not-concurrent -- there is none
SELECT 1;
SET lock_timeout = '5s';
SELECT 2; -- migralint:ignore data-loss/drop-table
-- migralint:ignore data-loss/drop-table, data-loss/truncate -- gone for good
DROP TABLE IF EXISTS orders;
