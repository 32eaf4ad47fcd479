DROP INDEX CONCURRENTLY IF EXISTS "Sales"."Order Status";
CREATE INDEX CONCURRENTLY "Order Status" ON "Sales"."Orders" ("Status");
