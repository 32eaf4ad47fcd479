-- RENAME of everything that has a name

-- form: rename/table
-- measure
ALTER TABLE scratch RENAME TO scratch_pad;

-- form: rename/table-with-everything
-- measure
ALTER TABLE orders RENAME TO purchase;

-- form: rename/table-name-taken
-- why: refused (42P07)
-- measure
ALTER TABLE scratch RENAME TO orders;

-- form: rename/table-absent
-- why: refused (42P01)
-- measure
ALTER TABLE nowhere RENAME TO somewhere;

-- form: rename/table-if-exists-absent
-- measure
ALTER TABLE IF EXISTS nowhere RENAME TO somewhere;

-- form: rename/table-if-exists-present
-- measure
ALTER TABLE IF EXISTS scratch RENAME TO scratch_pad;

-- form: rename/table-name-of-a-type
-- why: refused (42710): a table has a type of the same name
-- measure
ALTER TABLE scratch RENAME TO mood;

-- form: rename/table-in-other-schema
-- measure
ALTER TABLE archive.old_order RENAME TO older_order;

-- form: rename/table-quoted
-- measure
ALTER TABLE "Order Item" RENAME TO order_item;

-- form: rename/table-partitioned
-- measure
ALTER TABLE reading RENAME TO measurement;

-- form: rename/table-partition
-- measure
ALTER TABLE reading_2023 RENAME TO reading_old;

-- form: rename/table-inheritance-parent
-- measure
ALTER TABLE vehicle RENAME TO conveyance;

-- form: rename/table-temporary
-- setup
CREATE TEMP TABLE basket (id int);
-- measure
ALTER TABLE basket RENAME TO cart;

-- form: rename/table-foreign
-- measure
ALTER FOREIGN TABLE import_line RENAME TO imported;

-- form: rename/table-swap
-- why: the second half of changing two tables for each other
-- same transaction
ALTER TABLE scratch RENAME TO scratch_old;
-- measure
ALTER TABLE scratch_copy RENAME TO scratch;

-- form: rename/view
-- measure
ALTER VIEW active_customer RENAME TO live_customer;

-- form: rename/view-with-alter-table
-- measure
ALTER TABLE active_customer RENAME TO live_customer;

-- form: rename/table-with-alter-view
-- why: refused (42809)
-- measure
ALTER VIEW scratch RENAME TO scratch_pad;

-- form: rename/materialized-view
-- measure
ALTER MATERIALIZED VIEW sales_by_customer RENAME TO customer_sales;

-- form: rename/sequence
-- measure
ALTER SEQUENCE ticket_seq RENAME TO ticket_sequence;

-- form: rename/sequence-with-alter-table
-- measure
ALTER TABLE ticket_seq RENAME TO ticket_sequence;

-- form: rename/sequence-of-serial
-- measure
ALTER SEQUENCE ticket_id_seq RENAME TO ticket_numbers;

-- form: rename/column
-- measure
ALTER TABLE customer RENAME COLUMN notes TO remarks;

-- form: rename/column-without-word-column
-- measure
ALTER TABLE customer RENAME notes TO remarks;

-- form: rename/column-in-view
-- why: the view follows, its own column keeps the old name
-- measure
ALTER TABLE customer RENAME COLUMN score TO points;

-- form: rename/column-indexed
-- measure
ALTER TABLE customer RENAME COLUMN card_no TO card;

-- form: rename/column-in-check
-- measure
ALTER TABLE customer RENAME COLUMN credit TO balance;

-- form: rename/column-primary-key-referenced
-- measure
ALTER TABLE customer RENAME COLUMN id TO customer_id;

-- form: rename/column-foreign-key
-- measure
ALTER TABLE orders RENAME COLUMN store_id TO shop_id;

-- form: rename/column-absent
-- why: refused (42703)
-- measure
ALTER TABLE customer RENAME COLUMN nothing TO something;

-- form: rename/column-name-taken
-- why: refused (42701)
-- measure
ALTER TABLE customer RENAME COLUMN notes TO score;

-- form: rename/column-if-exists-absent-table
-- measure
ALTER TABLE IF EXISTS nowhere RENAME COLUMN a TO b;

-- form: rename/column-system
-- why: refused (0A000)
-- measure
ALTER TABLE customer RENAME COLUMN ctid TO place;

-- form: rename/column-partitioned
-- measure
ALTER TABLE reading RENAME COLUMN unit TO dimension;

-- form: rename/column-partition-key
-- measure
ALTER TABLE reading RENAME COLUMN taken TO measured;

-- form: rename/column-partition
-- why: refused (42P16)
-- measure
ALTER TABLE reading_2023 RENAME COLUMN unit TO dimension;

-- form: rename/column-partitioned-only
-- why: refused (42P16)
-- measure
ALTER TABLE ONLY reading RENAME COLUMN unit TO dimension;

-- form: rename/column-inheritance-parent
-- measure
ALTER TABLE vehicle RENAME COLUMN label TO plate;

-- form: rename/column-inheritance-child-own
-- measure
ALTER TABLE truck RENAME COLUMN load TO freight;

-- form: rename/column-view
-- versions: 13-
-- measure
ALTER VIEW active_customer RENAME COLUMN score TO points;

-- form: rename/column-view-with-alter-table
-- measure
ALTER TABLE active_customer RENAME COLUMN score TO points;

-- form: rename/column-materialized-view
-- measure
ALTER MATERIALIZED VIEW sales_by_customer RENAME COLUMN total TO amount;

-- form: rename/column-foreign-table
-- measure
ALTER FOREIGN TABLE import_line RENAME COLUMN line TO row_text;

-- form: rename/column-typed-table
-- why: refused (42809)
-- measure
ALTER TABLE pair_list RENAME COLUMN x TO z;

-- form: rename/column-quoted
-- measure
ALTER TABLE "Order Item" RENAME COLUMN "Unit Price" TO unit_price;

-- form: rename/column-generated-base
-- measure
ALTER TABLE rectangle RENAME COLUMN w TO width;

-- form: rename/constraint-check
-- measure
ALTER TABLE customer RENAME CONSTRAINT customer_credit_check TO credit_not_negative;

-- form: rename/constraint-primary-key
-- measure
ALTER TABLE customer RENAME CONSTRAINT customer_pkey TO customer_primary;

-- form: rename/constraint-unique
-- measure
ALTER TABLE customer RENAME CONSTRAINT customer_email_key TO customer_email_unique;

-- form: rename/constraint-foreign-key
-- measure
ALTER TABLE orders RENAME CONSTRAINT orders_customer_fk TO orders_buyer_fk;

-- form: rename/constraint-absent
-- why: refused (42704)
-- measure
ALTER TABLE customer RENAME CONSTRAINT nothing TO something;

-- form: rename/constraint-name-taken
-- why: refused (42710)
-- measure
ALTER TABLE orders RENAME CONSTRAINT orders_customer_fk TO orders_store_fk;
