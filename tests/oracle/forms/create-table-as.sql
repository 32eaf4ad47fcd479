-- CREATE TABLE … LIKE, INHERITS, OF, AS; SELECT INTO

-- form: create-table/like
-- measure
CREATE TABLE crate (LIKE customer);

-- form: create-table/like-including-all
-- measure
CREATE TABLE crate (LIKE customer INCLUDING ALL);

-- form: create-table/like-including-indexes
-- measure
CREATE TABLE crate (LIKE reading INCLUDING INDEXES);

-- form: create-table/like-serial-including-defaults
-- why: the new table takes numbers from the sequence of the old
-- measure
CREATE TABLE crate (LIKE ticket INCLUDING DEFAULTS);

-- form: create-table/like-identity
-- measure
CREATE TABLE crate (LIKE voucher INCLUDING IDENTITY);

-- form: create-table/like-view
-- measure
CREATE TABLE crate (LIKE active_customer);

-- form: create-table/like-composite-type
-- measure
CREATE TABLE crate (LIKE address);

-- form: create-table/like-foreign-table
-- measure
CREATE TABLE crate (LIKE import_line);

-- form: create-table/like-two
-- measure
CREATE TABLE crate (LIKE store, LIKE pair_copy, extra int);

-- form: create-table/like-absent
-- why: refused (42P01)
-- measure
CREATE TABLE crate (LIKE nowhere);

-- form: create-table/like-other-schema
-- measure
CREATE TABLE crate (LIKE archive.old_order INCLUDING ALL);

-- form: create-table/inherits
-- measure
CREATE TABLE bus (seats int) INHERITS (vehicle);

-- form: create-table/inherits-two
-- measure
CREATE TABLE amphibian (depth int) INHERITS (vehicle, scratch_copy);

-- form: create-table/inherits-plain-table
-- measure
CREATE TABLE scratch_child () INHERITS (scratch);

-- form: create-table/inherits-partitioned
-- why: refused (42809)
-- measure
CREATE TABLE event_child () INHERITS (event);

-- form: create-table/inherits-partition
-- why: refused (42809)
-- measure
CREATE TABLE event_child () INHERITS (event_eu);

-- form: create-table/inherits-temporary-from-permanent
-- measure
CREATE TEMP TABLE bus () INHERITS (vehicle);

-- form: create-table/inherits-conflict
-- why: refused (42804)
-- measure
CREATE TABLE bus (label int) INHERITS (vehicle);

-- form: create-table/of-type
-- measure
CREATE TABLE crate OF pair;

-- form: create-table/of-type-with-key
-- measure
CREATE TABLE crate OF pair (PRIMARY KEY (x), y WITH OPTIONS NOT NULL);

-- form: create-table/of-table-type
-- why: refused (42809)
-- measure
CREATE TABLE crate OF scratch;

-- form: create-table/as
-- measure
CREATE TABLE crate AS SELECT * FROM customer;

-- form: create-table/as-with-no-data
-- measure
CREATE TABLE crate AS SELECT * FROM customer WITH NO DATA;

-- form: create-table/as-without-table
-- measure
CREATE TABLE crate AS SELECT g FROM generate_series(1, 100) g;

-- form: create-table/as-view
-- measure
CREATE TABLE crate AS SELECT * FROM active_customer;

-- form: create-table/as-partitioned
-- measure
CREATE TABLE crate AS SELECT * FROM reading;

-- form: create-table/as-join
-- measure
CREATE TABLE crate AS SELECT c.email, o.total FROM customer c JOIN orders o ON o.customer_id = c.id;

-- form: create-table/as-if-not-exists-present
-- measure
CREATE TABLE IF NOT EXISTS scratch AS SELECT * FROM customer;

-- form: create-table/as-unlogged
-- measure
CREATE UNLOGGED TABLE crate AS SELECT * FROM customer;

-- form: create-table/as-temporary
-- measure
CREATE TEMP TABLE crate AS SELECT * FROM customer;

-- form: create-table/as-table
-- measure
CREATE TABLE crate AS TABLE store;

-- form: create-table/as-values
-- measure
CREATE TABLE crate AS VALUES (1, 'a'), (2, 'b');

-- form: create-table/as-execute
-- same transaction
PREPARE all_stores AS SELECT * FROM store;
-- measure
CREATE TABLE crate AS EXECUTE all_stores;

-- form: create-table/as-with-writing-query
-- why: the query deletes
-- measure
CREATE TABLE crate AS WITH gone AS (DELETE FROM scratch RETURNING *) SELECT * FROM gone;

-- form: create-table/select-into
-- measure
SELECT * INTO crate FROM customer;

-- form: create-table/select-into-temporary
-- measure
SELECT id, email INTO TEMP crate FROM customer;

-- form: create-table/as-in-other-schema
-- measure
CREATE TABLE archive.customer_copy AS SELECT * FROM customer;

-- form: create-table/as-materialized-view
-- measure
CREATE TABLE crate AS SELECT * FROM sales_by_customer;

-- form: create-table/not-allowed
-- why: refused (42501): the role may not create in that schema
-- same transaction
SET LOCAL ROLE app_reader;
-- measure
CREATE TABLE archive.crate (id int);

-- form: create-table/references-without-privilege
-- why: refused (42501)
-- same transaction
SET LOCAL ROLE app_owner;
-- measure
CREATE TABLE archive.crate (id int REFERENCES customer (id));

-- form: create-table/foreign
-- measure
CREATE FOREIGN TABLE imported (line text) SERVER files OPTIONS (filename '/dev/null');

-- form: create-table/foreign-if-not-exists-present
-- measure
CREATE FOREIGN TABLE IF NOT EXISTS import_line (line text) SERVER files OPTIONS (filename '/dev/null');

-- form: create-table/foreign-without-server
-- why: refused (42704)
-- measure
CREATE FOREIGN TABLE imported (line text) SERVER nowhere;

-- form: create-table/foreign-inherits
-- measure
CREATE FOREIGN TABLE file_vehicle () INHERITS (vehicle) SERVER files OPTIONS (filename '/dev/null');
