-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX i ON orders (n);
-- +goose Down
DROP INDEX i;
