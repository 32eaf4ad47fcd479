-- The database on which every form of the oracle is run: a shop, with one of everything that a migration can touch.
-- It loads on PostgreSQL 12 to 18, as superuser, one statement at a time outside a transaction block, once for a server: roles and the tablespace
-- belong to the server, not to the database. Tables hold 100 rows or more where a scan is to be seen.

DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app_owner') THEN CREATE ROLE app_owner; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app_reader') THEN CREATE ROLE app_reader; END IF;
END $$;
DROP TABLESPACE IF EXISTS fast_disk;
SET allow_in_place_tablespaces = on;
CREATE TABLESPACE fast_disk LOCATION '';

CREATE EXTENSION citext;
CREATE EXTENSION hstore;
CREATE EXTENSION pg_trgm;
CREATE EXTENSION btree_gist;
CREATE EXTENSION pgcrypto;
CREATE EXTENSION "uuid-ossp";
CREATE EXTENSION file_fdw;
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
GRANT ALL ON SCHEMA public TO PUBLIC;
CREATE SCHEMA archive;
GRANT USAGE, CREATE ON SCHEMA archive TO app_owner;

-- Types

CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TYPE size AS ENUM ('small', 'large');
CREATE TYPE address AS (street text, city text, zip varchar(10));
CREATE TYPE pair AS (x int, y int);
CREATE TYPE span AS RANGE (subtype = int4);
CREATE DOMAIN plain_int AS int;
CREATE DOMAIN positive_int AS int CONSTRAINT positive_int_check CHECK (VALUE > 0);
CREATE DOMAIN required_int AS int NOT NULL;
CREATE DOMAIN seven_int AS int DEFAULT 7;
CREATE DOMAIN short_text AS varchar(20);
CREATE DOMAIN email_text AS text CONSTRAINT email_text_check CHECK (VALUE LIKE '%@%');
CREATE DOMAIN loose_int AS int;
ALTER DOMAIN loose_int ADD CONSTRAINT loose_int_small CHECK (VALUE < 100000) NOT VALID;

-- Functions, one of each volatility in both languages

CREATE FUNCTION five_immutable() RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN 5; END';
CREATE FUNCTION five_stable() RETURNS int LANGUAGE plpgsql STABLE AS 'BEGIN RETURN 5; END';
CREATE FUNCTION five_volatile() RETURNS int LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN 5; END';
CREATE FUNCTION sql_five_immutable() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 5';
CREATE FUNCTION sql_five_stable() RETURNS int LANGUAGE sql STABLE AS 'SELECT 5';
CREATE FUNCTION sql_five_volatile() RETURNS int LANGUAGE sql VOLATILE AS 'SELECT 5';
CREATE FUNCTION sql_random() RETURNS float8 LANGUAGE sql VOLATILE AS 'SELECT random()';
CREATE FUNCTION sql_random_mislabelled() RETURNS float8 LANGUAGE plpgsql STABLE AS 'BEGIN RETURN random(); END';
CREATE FUNCTION last_digit(text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN right($1, 1); END';
CREATE FUNCTION touch_row() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION skip_row() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE PROCEDURE tidy_up() LANGUAGE plpgsql AS 'BEGIN PERFORM 1; END';
CREATE SEQUENCE ticket_seq;

-- A small shop: foreign keys, plain and composite, to itself, not validated, deferred

CREATE TABLE customer (
  id int PRIMARY KEY,
  email text NOT NULL CONSTRAINT customer_email_key UNIQUE,
  name varchar(50),
  country char(2) DEFAULT 'DE',
  score int,
  credit numeric(10, 2) DEFAULT 0 CONSTRAINT customer_credit_check CHECK (credit >= 0),
  born date,
  seen timestamptz,
  joined timestamp DEFAULT now(),
  active boolean,
  tags text[],
  data jsonb,
  feeling mood,
  phone text,
  card_no int,
  notes text
);
INSERT INTO customer
SELECT g, 'c' || g || '@example.com', 'Name ' || g, 'DE', g, g, date '1970-01-01' + g, now(), now(), g % 2 = 0, '{a,b}', '{}', 'ok',
  CASE WHEN g % 2 = 0 THEN '+49' || g END, g, repeat('x', 20)
FROM generate_series(1, 500) g;
ALTER TABLE customer ADD CONSTRAINT customer_born_sane CHECK (born > '1900-01-01') NOT VALID;
CREATE INDEX customer_score_idx ON customer (score);
CREATE INDEX customer_lower_name_idx ON customer (lower(name));
CREATE INDEX customer_active_idx ON customer (joined) WHERE active;
CREATE INDEX customer_country_idx ON customer (country) INCLUDE (name);
CREATE INDEX customer_data_idx ON customer USING gin (data);
CREATE INDEX customer_born_idx ON customer USING brin (born);
CREATE INDEX customer_phone_idx ON customer USING hash (phone);
CREATE UNIQUE INDEX customer_card_no_idx ON customer (card_no);
CREATE STATISTICS customer_stats ON country, score FROM customer;

CREATE TABLE store (id int PRIMARY KEY, name text NOT NULL, opened date);
INSERT INTO store SELECT g, 'Store ' || g, '2020-01-01' FROM generate_series(1, 100) g;

CREATE TABLE product (id int PRIMARY KEY, sku text NOT NULL UNIQUE, price numeric(8, 2), stock int NOT NULL DEFAULT 0);
INSERT INTO product SELECT g, 'SKU' || g, g, g FROM generate_series(1, 200) g;
CREATE INDEX product_digit_idx ON product (last_digit(sku));

CREATE TABLE orders (
  id int PRIMARY KEY,
  customer_id int CONSTRAINT orders_customer_fk REFERENCES customer (id),
  store_id int,
  placed timestamptz NOT NULL DEFAULT now(),
  status text DEFAULT 'new' CONSTRAINT orders_status_check CHECK (status IN ('new', 'paid', 'sent')),
  total numeric(10, 2),
  note text
);
INSERT INTO orders SELECT g, 1 + g % 500, 1 + g % 100, now(), 'new', g, 'n' || g FROM generate_series(1, 1000) g;
ALTER TABLE orders ADD CONSTRAINT orders_store_fk FOREIGN KEY (store_id) REFERENCES store (id) NOT VALID;
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total > 0) NOT VALID;
CREATE INDEX orders_customer_idx ON orders (customer_id);
CREATE TRIGGER orders_touch BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch_row();
CREATE TRIGGER orders_status_touch BEFORE UPDATE OF status ON orders FOR EACH ROW EXECUTE FUNCTION touch_row();

CREATE TABLE order_line (
  order_id int CONSTRAINT order_line_order_fk REFERENCES orders (id) ON DELETE CASCADE,
  line_no int,
  product_id int CONSTRAINT order_line_product_fk REFERENCES product (id),
  quantity int NOT NULL DEFAULT 1,
  PRIMARY KEY (order_id, line_no)
);
INSERT INTO order_line SELECT g, 1, 1 + g % 200, 1 FROM generate_series(1, 1000) g;

CREATE TABLE parcel (
  id int PRIMARY KEY,
  order_id int,
  line_no int,
  weight real,
  CONSTRAINT parcel_line_fk FOREIGN KEY (order_id, line_no) REFERENCES order_line (order_id, line_no) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO parcel SELECT g, g, 1, 1.5 FROM generate_series(1, 300) g;

CREATE TABLE employee (id int PRIMARY KEY, manager_id int CONSTRAINT employee_manager_fk REFERENCES employee (id), name text);
INSERT INTO employee SELECT g, CASE WHEN g > 1 THEN g / 2 END, 'E' || g FROM generate_series(1, 200) g;

-- Tables without company: no key, no index, nothing that refers to them

CREATE TABLE scratch (id int, n int, label text);
INSERT INTO scratch SELECT g, g, 'l' || g FROM generate_series(1, 300) g;
CREATE TABLE scratch_copy (id int, n int, label text);
INSERT INTO scratch_copy SELECT g, g, 'l' || g FROM generate_series(1, 300) g;
CREATE TABLE empty_box (id int PRIMARY KEY, n int);
CREATE UNLOGGED TABLE cache_entry (id int PRIMARY KEY, n int);
INSERT INTO cache_entry SELECT g, g FROM generate_series(1, 200) g;
CREATE TABLE tool (id int PRIMARY KEY, n int);
INSERT INTO tool SELECT g, g FROM generate_series(1, 200) g;
ALTER TABLE tool OWNER TO app_owner;
CREATE TABLE "Order Item" ("Id" int PRIMARY KEY, "select" text, "Unit Price" int);
INSERT INTO "Order Item" SELECT g, 'x', g FROM generate_series(1, 200) g;
CREATE INDEX "Order Item idx" ON "Order Item" ("Unit Price");
CREATE TABLE archive.old_order (id int PRIMARY KEY, customer_id int REFERENCES customer (id), n int);
INSERT INTO archive.old_order SELECT g, g, g FROM generate_series(1, 200) g;
CREATE INDEX old_order_n_idx ON archive.old_order (n);

-- Partitioned by range, no default partition, with foreign keys in both directions

CREATE TABLE station (id int PRIMARY KEY, name text);
INSERT INTO station SELECT g, 'S' || g FROM generate_series(1, 100) g;
CREATE TABLE reading (
  id int NOT NULL,
  taken date NOT NULL,
  station_id int CONSTRAINT reading_station_fk REFERENCES station (id),
  value int,
  unit varchar(10),
  PRIMARY KEY (id, taken)
) PARTITION BY RANGE (taken);
CREATE TABLE reading_2023 PARTITION OF reading FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE reading_2024 PARTITION OF reading FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE INDEX reading_value_idx ON reading (value);
INSERT INTO reading SELECT g, date '2023-01-01' + g, 1 + g % 100, g, 'K' FROM generate_series(1, 700) g;
CREATE TABLE alarm (id int PRIMARY KEY, reading_id int, taken date, CONSTRAINT alarm_reading_fk FOREIGN KEY (reading_id, taken) REFERENCES reading);
INSERT INTO alarm SELECT g, g, date '2023-01-01' + g FROM generate_series(1, 200) g;
-- to be attached: bare; with a CHECK that proves the bounds; with everything that the parent has
CREATE TABLE reading_2025 (id int NOT NULL, taken date NOT NULL, station_id int, value int, unit varchar(10));
INSERT INTO reading_2025 SELECT g, date '2025-01-01' + g, 1 + g % 100, g, 'K' FROM generate_series(1, 200) g;
CREATE TABLE reading_2026 (
  id int NOT NULL, taken date NOT NULL, station_id int, value int, unit varchar(10),
  CONSTRAINT reading_2026_bounds CHECK (taken >= '2026-01-01' AND taken < '2027-01-01')
);
INSERT INTO reading_2026 SELECT g, date '2026-01-01' + g, 1 + g % 100, g, 'K' FROM generate_series(1, 200) g;
CREATE TABLE reading_2027 (
  id int NOT NULL, taken date NOT NULL, station_id int REFERENCES station (id), value int, unit varchar(10), PRIMARY KEY (id, taken),
  CONSTRAINT reading_2027_bounds CHECK (taken >= '2027-01-01' AND taken < '2028-01-01')
);
INSERT INTO reading_2027 SELECT g, date '2027-01-01' + g, 1 + g % 100, g, 'K' FROM generate_series(1, 200) g;
CREATE INDEX reading_2027_value_idx ON reading_2027 (value);

-- By list, with a default partition; no foreign keys

CREATE TABLE event (id int NOT NULL, region text NOT NULL, what text) PARTITION BY LIST (region);
CREATE TABLE event_eu PARTITION OF event FOR VALUES IN ('eu', 'uk');
CREATE TABLE event_us PARTITION OF event FOR VALUES IN ('us');
CREATE TABLE event_rest PARTITION OF event DEFAULT;
INSERT INTO event SELECT g, (ARRAY['eu', 'us', 'africa'])[1 + g % 3], 'w' FROM generate_series(1, 600) g;
CREATE TABLE event_asia (id int NOT NULL, region text NOT NULL, what text);
INSERT INTO event_asia SELECT g, 'asia', 'w' FROM generate_series(1, 200) g;

-- By hash; the partition of remainder 3 is to be attached

CREATE TABLE shard (id int PRIMARY KEY, n int) PARTITION BY HASH (id);
CREATE TABLE shard_0 PARTITION OF shard FOR VALUES WITH (MODULUS 4, REMAINDER 0);
CREATE TABLE shard_1 PARTITION OF shard FOR VALUES WITH (MODULUS 4, REMAINDER 1);
CREATE TABLE shard_2 PARTITION OF shard FOR VALUES WITH (MODULUS 4, REMAINDER 2);
INSERT INTO shard SELECT g, g FROM generate_series(1, 600) g WHERE NOT satisfies_hash_partition('shard'::regclass, 4, 3, g);
CREATE TABLE shard_3 (id int NOT NULL, n int);
INSERT INTO shard_3 SELECT g, g FROM generate_series(1, 600) g WHERE satisfies_hash_partition('shard'::regclass, 4, 3, g);

-- By range and then by list, with default partitions on both levels

CREATE TABLE ledger (id int NOT NULL, year int NOT NULL, kind text NOT NULL, amount int) PARTITION BY RANGE (year);
CREATE TABLE ledger_2023 PARTITION OF ledger FOR VALUES FROM (2023) TO (2024) PARTITION BY LIST (kind);
CREATE TABLE ledger_2023_in PARTITION OF ledger_2023 FOR VALUES IN ('in');
CREATE TABLE ledger_2023_rest PARTITION OF ledger_2023 DEFAULT;
CREATE TABLE ledger_2024 PARTITION OF ledger FOR VALUES FROM (2024) TO (2025);
CREATE TABLE ledger_rest PARTITION OF ledger DEFAULT;
CREATE INDEX ledger_amount_idx ON ledger (amount);
INSERT INTO ledger SELECT g, (ARRAY[2023, 2024, 1999])[1 + g % 3], (ARRAY['in', 'out'])[1 + g / 3 % 2], g FROM generate_series(1, 900) g;
CREATE TABLE ledger_2025 (id int NOT NULL, year int NOT NULL, kind text NOT NULL, amount int);
INSERT INTO ledger_2025 SELECT g, 2025, 'in', g FROM generate_series(1, 200) g;
CREATE TABLE ledger_2026 (id int NOT NULL, year int NOT NULL, kind text NOT NULL, amount int) PARTITION BY LIST (kind);
CREATE TABLE ledger_2026_in PARTITION OF ledger_2026 FOR VALUES IN ('in');
INSERT INTO ledger_2026 SELECT g, 2026, 'in', g FROM generate_series(1, 200) g;

-- Inheritance, three levels

CREATE TABLE vehicle (id int, wheels int CONSTRAINT vehicle_wheels_check CHECK (wheels > 0), label text);
CREATE TABLE car (doors int) INHERITS (vehicle);
CREATE TABLE sports_car (power int) INHERITS (car);
CREATE TABLE truck (load int) INHERITS (vehicle);
INSERT INTO vehicle SELECT g, 4, 'v' FROM generate_series(1, 200) g;
INSERT INTO car SELECT g, 4, 'c', 5 FROM generate_series(1, 200) g;
INSERT INTO sports_car SELECT g, 4, 's', 2, 300 FROM generate_series(1, 200) g;
INSERT INTO truck SELECT g, 6, 't', 7 FROM generate_series(1, 200) g;
CREATE INDEX vehicle_id_idx ON vehicle (id);
CREATE TABLE bike (id int, wheels int CONSTRAINT vehicle_wheels_check CHECK (wheels > 0), label text);
INSERT INTO bike SELECT g, 2, 'b' FROM generate_series(1, 200) g;

-- Columns that come with something

CREATE TABLE ticket (id serial PRIMARY KEY, n int);
INSERT INTO ticket (n) SELECT g FROM generate_series(1, 200) g;
CREATE TABLE voucher (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, n int NOT NULL);
INSERT INTO voucher (n) SELECT g FROM generate_series(1, 200) g;
CREATE TABLE rectangle (id int PRIMARY KEY, w int, h int, area int GENERATED ALWAYS AS (w * h) STORED);
INSERT INTO rectangle (id, w, h) SELECT g, g, 2 FROM generate_series(1, 200) g;
CREATE INDEX rectangle_area_idx ON rectangle (area);
CREATE TABLE domain_user (id int, p plain_int, q positive_int, l loose_int, e email_text);
INSERT INTO domain_user SELECT g, g, g, g, g || '@x' FROM generate_series(1, 200) g;
CREATE TABLE contact (id int, home address);
INSERT INTO contact SELECT g, ROW('Street', 'City', '12345')::address FROM generate_series(1, 200) g;
CREATE TABLE pair_list OF pair;
INSERT INTO pair_list SELECT g, g FROM generate_series(1, 200) g;
CREATE TABLE pair_copy (x int, y int);
INSERT INTO pair_copy SELECT g, g FROM generate_series(1, 200) g;
CREATE TABLE booking (id int, room int, during int4range, CONSTRAINT booking_no_overlap EXCLUDE USING gist (room WITH =, during WITH &&));
INSERT INTO booking SELECT g, 1, int4range(g * 10, g * 10 + 5) FROM generate_series(1, 200) g;
CREATE TABLE gadget (id uuid PRIMARY KEY DEFAULT uuid_generate_v4(), label citext, attrs hstore, description text);
INSERT INTO gadget (label, attrs, description) SELECT 'G' || g, 'a=>1', 'text ' || g FROM generate_series(1, 200) g;
CREATE INDEX gadget_label_idx ON gadget (label);
CREATE INDEX gadget_attrs_idx ON gadget USING gin (attrs);
CREATE INDEX gadget_description_idx ON gadget USING gin (description gin_trgm_ops);

-- A column of every type, for changes of the type; digits wherever the type takes them, so that they can be cast

CREATE TABLE specimen (
  id int,
  a_varchar varchar, a_varchar50 varchar(50), a_text text, a_char10 char(10), a_char char, a_name name, a_citext citext,
  a_smallint smallint, an_int int, a_bigint bigint, an_oid oid, a_real real, a_double double precision,
  a_numeric numeric, a_numeric10 numeric(10), a_numeric10_2 numeric(10, 2), a_money money, a_boolean boolean,
  a_date date, a_time time, a_time3 time(3), a_timetz timetz,
  a_timestamp timestamp, a_timestamp3 timestamp(3), a_timestamptz timestamptz, a_timestamptz3 timestamptz(3),
  an_interval interval, an_interval3 interval(3), an_interval_days interval day,
  a_bit8 bit(8), a_varbit8 varbit(8), a_varbit varbit, a_bytea bytea,
  an_inet inet, a_cidr cidr, a_macaddr macaddr, a_json json, a_jsonb jsonb, an_hstore hstore, an_xml xml, a_tsvector tsvector,
  a_uuid uuid, a_uuid_text text, a_uuid_char char(36), a_mood mood, a_pair pair, a_range int4range,
  a_plain_int plain_int, a_positive_int positive_int, a_short_text short_text, an_email email_text,
  an_int_array int[], a_text_array text[], a_varchar_array varchar[], a_varchar50_array varchar(50)[], a_numeric_array numeric(10, 2)[]
);
INSERT INTO specimen
SELECT g, g, g, g, g, '1', g, g,
  g, g, g, g, g, g,
  g, g, g, g, g % 2 = 0,
  date '2024-01-01' + g, '12:00', '12:00', '12:00+00',
  '2024-01-01 12:00', '2024-01-01 12:00', '2024-01-01 12:00+00', '2024-01-01 12:00+00',
  '1 hour', '1 hour', '1 day',
  B'00000001', B'0001', B'0001', '\x01',
  '10.0.0.1', '10.0.0.0/24', '08:00:2b:01:02:03', '{"a": 1}', '{"a": 1}', 'a=>1', NULL, 'a b',
  md5(g::text)::uuid, md5(g::text)::uuid, md5(g::text)::uuid, 'ok', '(1,2)', '[1,5)',
  g, g, g, g || '@x',
  '{1,2}', '{a,b}', '{a,b}', '{a,b}', '{1,2}'
FROM generate_series(1, 200) g;

-- Row security, rules, publication, foreign table

CREATE TABLE diary (id int PRIMARY KEY, author name, body text);
INSERT INTO diary SELECT g, 'app_reader', 'b' FROM generate_series(1, 200) g;
ALTER TABLE diary ENABLE ROW LEVEL SECURITY;
CREATE POLICY diary_own ON diary USING (author = current_user);
CREATE TABLE legacy (id int, n int);
INSERT INTO legacy SELECT g, g FROM generate_series(1, 200) g;
CREATE RULE legacy_keep AS ON DELETE TO legacy DO INSTEAD NOTHING;
CREATE PUBLICATION shop_pub FOR TABLE store, product;
CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
CREATE FOREIGN TABLE import_line (line text) SERVER files OPTIONS (filename '/dev/null');

-- Views

CREATE VIEW active_customer AS SELECT id, email, score FROM customer WHERE active;
CREATE VIEW order_summary AS SELECT o.id, c.email, o.total FROM orders o JOIN customer c ON c.id = o.customer_id;
CREATE VIEW good_customer AS SELECT id, email FROM active_customer WHERE score > 100;
CREATE VIEW store_view AS SELECT id, name FROM store;
CREATE MATERIALIZED VIEW sales_by_customer AS SELECT customer_id, sum(total) AS total FROM orders GROUP BY customer_id;
CREATE UNIQUE INDEX sales_by_customer_idx ON sales_by_customer (customer_id);
CREATE MATERIALIZED VIEW sales_by_store AS SELECT store_id, sum(total) AS total FROM orders GROUP BY store_id;
CREATE MATERIALIZED VIEW stale_sales AS SELECT customer_id, count(*) AS n FROM orders GROUP BY customer_id WITH NO DATA;
CREATE UNIQUE INDEX stale_sales_idx ON stale_sales (customer_id);

VACUUM ANALYZE;
