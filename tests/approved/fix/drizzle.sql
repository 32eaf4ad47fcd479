ALTER TABLE orders ADD COLUMN z int;
--> statement-breakpoint
CREATE INDEX i ON orders (n);
--> statement-breakpoint
ALTER TABLE orders ADD COLUMN y int;
