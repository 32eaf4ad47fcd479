CREATE TABLE users (id bigint PRIMARY KEY, age int, other_id bigint);
INSERT INTO users SELECT g, g, g FROM generate_series(1, 10) g;
CREATE INDEX users_other_id_idx ON users (other_id);
