CREATE SCHEMA IF NOT EXISTS "Sales";
CREATE TABLE IF NOT EXISTS "Sales"."Orders" (id bigint PRIMARY KEY, "Status" text);
