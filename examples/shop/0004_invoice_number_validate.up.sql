-- Old rows are filled, and then proven to be filled: this reads all rows, but stops neither reads nor writes. A large
-- table is filled in batches instead of in one statement.
UPDATE orders SET invoice_number = 'legacy-' || id WHERE invoice_number IS NULL;
ALTER TABLE orders VALIDATE CONSTRAINT orders_invoice_number_not_null;
