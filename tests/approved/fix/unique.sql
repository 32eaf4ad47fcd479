SET lock_timeout = '5s';
ALTER TABLE orders ADD CONSTRAINT orders_code UNIQUE (code) INCLUDE (status);
ALTER TABLE orders ADD UNIQUE (code, user_id) DEFERRABLE INITIALLY DEFERRED;
