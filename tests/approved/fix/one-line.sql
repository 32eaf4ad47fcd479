SET lock_timeout = '5s'; CREATE INDEX a_idx ON orders (code, user_id); SELECT 1;
