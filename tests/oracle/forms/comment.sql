-- COMMENT and SECURITY LABEL; comments on other things are in the families of those

-- form: comment/table
-- measure
COMMENT ON TABLE customer IS 'who buys';

-- form: comment/table-null
-- measure
COMMENT ON TABLE customer IS NULL;

-- form: comment/table-absent
-- why: refused (42P01)
-- measure
COMMENT ON TABLE nowhere IS 'nothing';

-- form: comment/table-that-is-a-view
-- why: refused (42809)
-- measure
COMMENT ON TABLE active_customer IS 'a view';

-- form: comment/table-partitioned
-- measure
COMMENT ON TABLE reading IS 'what was measured';

-- form: comment/table-in-other-schema
-- measure
COMMENT ON TABLE archive.old_order IS 'old';

-- form: comment/table-new
-- same transaction
CREATE TABLE crate (id int);
-- measure
COMMENT ON TABLE crate IS 'new';

-- form: comment/column
-- measure
COMMENT ON COLUMN customer.score IS 'points';

-- form: comment/column-of-view
-- measure
COMMENT ON COLUMN active_customer.score IS 'points';

-- form: comment/column-of-composite-type
-- measure
COMMENT ON COLUMN address.zip IS 'code';

-- form: comment/column-absent
-- why: refused (42703)
-- measure
COMMENT ON COLUMN customer.nothing IS 'x';

-- form: comment/column-quoted
-- measure
COMMENT ON COLUMN "Order Item"."Unit Price" IS 'of one';

-- form: comment/constraint
-- measure
COMMENT ON CONSTRAINT customer_credit_check ON customer IS 'no debts';

-- form: comment/constraint-primary-key
-- measure
COMMENT ON CONSTRAINT customer_pkey ON customer IS 'the key';

-- form: comment/constraint-absent
-- why: refused (42704)
-- measure
COMMENT ON CONSTRAINT nothing ON customer IS 'x';

-- form: comment/schema
-- measure
COMMENT ON SCHEMA archive IS 'old things';

-- form: comment/extension
-- measure
COMMENT ON EXTENSION citext IS 'text';

-- form: comment/database
-- measure
COMMENT ON DATABASE :"DBNAME" IS 'a clone';

-- form: comment/role
-- measure
COMMENT ON ROLE app_reader IS 'reads';

-- form: comment/foreign-table
-- measure
COMMENT ON FOREIGN TABLE import_line IS 'a file';

-- form: comment/server
-- measure
COMMENT ON SERVER files IS 'files';

-- form: comment/publication
-- measure
COMMENT ON PUBLICATION shop_pub IS 'the shop';

-- form: comment/large-object-absent
-- why: refused (42704)
-- measure
COMMENT ON LARGE OBJECT 12345 IS 'x';

-- form: comment/access-method
-- measure
COMMENT ON ACCESS METHOD heap2 IS 'the same again';

-- form: comment/security-label-without-provider
-- why: refused (22023)
-- measure
SECURITY LABEL ON TABLE customer IS 'secret';
