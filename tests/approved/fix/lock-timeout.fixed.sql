-- Text above.

SET lock_timeout = '5s';
-- The column.
alter table orders add column if not exists note text;
