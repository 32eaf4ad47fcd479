SET lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN IF NOT EXISTS z int;
--> statement-breakpoint
CREATE INDEX i ON orders (n);
--> statement-breakpoint
ALTER TABLE orders ADD COLUMN IF NOT EXISTS y int;
