SET lock_timeout = '5s'; SET lock_timeout = 0;
DROP INDEX CONCURRENTLY IF EXISTS a_idx;
CREATE INDEX CONCURRENTLY a_idx ON orders (code, user_id);
SET lock_timeout = '5s'; SELECT 1;
