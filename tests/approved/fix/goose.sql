-- +goose Up
SET lock_timeout = '5s';
CREATE INDEX i ON orders (n);
ALTER TABLE orders ADD CONSTRAINT c CHECK (n > 0);
-- +goose Down
DROP INDEX i;
