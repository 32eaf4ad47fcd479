SET lock_timeout = '5s';
ALTER TABLE a ADD UNIQUE (x) INCLUDE (y);
CREATE INDEX ON a (y, lower(x::text)) INCLUDE (id);
