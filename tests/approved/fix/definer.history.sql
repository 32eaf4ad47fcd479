CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);
CREATE TABLE IF NOT EXISTS orders (id bigint NOT NULL, user_id bigint, status text, code text);
CREATE INDEX IF NOT EXISTS orders_user_id_idx ON orders (user_id);
CREATE INDEX IF NOT EXISTS old_a ON orders (status, code);
CREATE INDEX IF NOT EXISTS old_b ON orders (code, status);
CREATE SCHEMA IF NOT EXISTS app;
