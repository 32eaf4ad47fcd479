SET lock_timeout = '5s';

-- Free: a longer varchar is the same on disk.
ALTER TABLE customers ALTER COLUMN email TYPE varchar(320);

-- Not free: integer and bigint are not, so every row is written anew.
ALTER TABLE orders ALTER COLUMN total_cents TYPE bigint;
