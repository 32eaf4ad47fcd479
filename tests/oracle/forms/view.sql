-- Views and materialized views

-- form: view/create
-- measure
CREATE VIEW rich_customer AS SELECT id, email FROM customer WHERE credit > 100;

-- form: view/create-join
-- measure
CREATE VIEW customer_order AS SELECT c.email, o.total FROM customer c JOIN orders o ON o.customer_id = c.id;

-- form: view/create-on-view
-- measure
CREATE VIEW top_customer AS SELECT * FROM good_customer;

-- form: view/create-on-partitioned
-- why: the partitions are not touched
-- measure
CREATE VIEW reading_view AS SELECT * FROM reading;

-- form: view/create-with-function
-- measure
CREATE VIEW digit_view AS SELECT last_digit(sku) AS digit FROM product;

-- form: view/create-without-table
-- measure
CREATE VIEW one AS SELECT 1 AS n;

-- form: view/create-temporary
-- measure
CREATE TEMP VIEW rich_customer AS SELECT id, email FROM customer WHERE credit > 100;

-- form: view/create-recursive
-- measure
CREATE RECURSIVE VIEW numbers (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM numbers WHERE n < 10;

-- form: view/create-with-check-option
-- measure
CREATE VIEW rich_customer AS SELECT id, email, credit FROM customer WHERE credit > 100 WITH CHECK OPTION;

-- form: view/create-security-invoker
-- versions: 15-
-- measure
CREATE VIEW rich_customer WITH (security_invoker = true) AS SELECT id, email FROM customer;

-- form: view/create-name-taken
-- why: refused (42P07)
-- measure
CREATE VIEW active_customer AS SELECT 1;

-- form: view/create-on-absent-table
-- why: refused (42P01)
-- measure
CREATE VIEW v AS SELECT * FROM nowhere;

-- form: view/create-on-absent-column
-- why: refused (42703)
-- measure
CREATE VIEW v AS SELECT nothing FROM customer;

-- form: view/create-if-not-exists
-- why: refused (42601): OR REPLACE is what there is
-- measure
CREATE VIEW IF NOT EXISTS active_customer AS SELECT 1;

-- form: view/create-in-other-schema
-- measure
CREATE VIEW archive.old_view AS SELECT * FROM archive.old_order;

-- form: view/create-on-temporary-table
-- why: the view becomes temporary, with a notice
-- setup
CREATE TEMP TABLE basket (id int);
-- measure
CREATE VIEW basket_view AS SELECT * FROM basket;

-- form: view/create-with-parameter
-- why: refused (42P02)
-- measure
CREATE VIEW v AS SELECT * FROM customer WHERE id = $1;

-- form: view/replace-absent
-- measure
CREATE OR REPLACE VIEW rich_customer AS SELECT id, email FROM customer WHERE credit > 100;

-- form: view/replace
-- measure
CREATE OR REPLACE VIEW active_customer AS SELECT id, email, score FROM customer WHERE active AND score > 0;

-- form: view/replace-same
-- measure
CREATE OR REPLACE VIEW active_customer AS SELECT id, email, score FROM customer WHERE active;

-- form: view/replace-with-column-at-the-end
-- measure
CREATE OR REPLACE VIEW active_customer AS SELECT id, email, score, phone FROM customer WHERE active;

-- form: view/replace-that-others-use
-- measure
CREATE OR REPLACE VIEW good_customer AS SELECT id, email FROM active_customer WHERE score > 50;

-- form: view/replace-without-a-column
-- why: refused (42P16)
-- measure
CREATE OR REPLACE VIEW active_customer AS SELECT id, email FROM customer WHERE active;

-- form: view/replace-with-column-renamed
-- why: refused (42P16)
-- measure
CREATE OR REPLACE VIEW active_customer AS SELECT id, email AS mail, score FROM customer WHERE active;

-- form: view/replace-with-other-type
-- why: refused (42P16)
-- measure
CREATE OR REPLACE VIEW active_customer AS SELECT id, email, score::bigint AS score FROM customer WHERE active;

-- form: view/replace-table-of-that-name
-- why: refused (42809)
-- measure
CREATE OR REPLACE VIEW scratch AS SELECT 1;

-- form: view/drop
-- measure
DROP VIEW order_summary;

-- form: view/drop-two
-- measure
DROP VIEW order_summary, store_view;

-- form: view/drop-that-a-view-uses
-- why: refused (2BP01)
-- measure
DROP VIEW active_customer;

-- form: view/drop-that-a-view-uses-cascade
-- measure
DROP VIEW active_customer CASCADE;

-- form: view/drop-if-exists-absent
-- measure
DROP VIEW IF EXISTS nowhere;

-- form: view/drop-absent
-- why: refused (42P01)
-- measure
DROP VIEW nowhere;

-- form: view/drop-a-table
-- why: refused (42809)
-- measure
DROP VIEW scratch;

-- form: view/drop-a-materialized-view-if-exists
-- why: refused (42809)
-- measure
DROP VIEW IF EXISTS sales_by_customer;

-- form: view/alter-set-schema
-- measure
ALTER VIEW store_view SET SCHEMA archive;

-- form: view/alter-owner
-- measure
ALTER VIEW store_view OWNER TO app_owner;

-- form: view/alter-set-check-option
-- measure
ALTER VIEW active_customer SET (check_option = local);

-- form: view/alter-reset
-- measure
ALTER VIEW active_customer RESET (security_barrier);

-- form: view/alter-drop-default
-- measure
ALTER VIEW active_customer ALTER COLUMN score DROP DEFAULT;

-- form: view/alter-if-exists-absent
-- measure
ALTER VIEW IF EXISTS nowhere SET SCHEMA archive;

-- form: view/instead-of-trigger
-- measure
CREATE TRIGGER store_view_insert INSTEAD OF INSERT ON store_view FOR EACH ROW EXECUTE FUNCTION touch_row();

-- form: view/rule
-- measure
CREATE RULE store_view_insert AS ON INSERT TO store_view DO INSTEAD INSERT INTO store (id, name) VALUES (NEW.id, NEW.name);

-- form: view/comment
-- measure
COMMENT ON VIEW store_view IS 'names of stores';
