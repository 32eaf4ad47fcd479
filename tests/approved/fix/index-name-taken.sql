CREATE INDEX ON orders (user_id, status);
