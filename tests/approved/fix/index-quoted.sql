CREATE INDEX "Order Status" ON "Sales"."Orders" ("Status");
