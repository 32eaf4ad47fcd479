DROP INDEX CONCURRENTLY IF EXISTS orders_user_id_status_idx1;
CREATE INDEX CONCURRENTLY orders_user_id_status_idx1 ON orders (user_id, status);
