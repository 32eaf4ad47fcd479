-- CREATE INDEX, without CONCURRENTLY

-- form: index/create
-- measure
CREATE INDEX i ON customer (notes);

-- form: index/create-without-name
-- measure
CREATE INDEX ON customer (notes);

-- form: index/create-unique
-- measure
CREATE UNIQUE INDEX i ON customer (notes, id);

-- form: index/create-unique-over-duplicates
-- why: refused (23505): all countries are the same, found when the table has been read
-- measure
CREATE UNIQUE INDEX i ON customer (country);

-- form: index/create-unique-nulls-not-distinct
-- versions: 15-
-- measure
CREATE UNIQUE INDEX i ON customer (score) NULLS NOT DISTINCT;

-- form: index/create-unique-nulls-not-distinct-over-nulls
-- why: refused (23505): every second phone is null
-- versions: 15-
-- measure
CREATE UNIQUE INDEX i ON customer (phone) NULLS NOT DISTINCT;

-- form: index/create-unique-over-nulls
-- measure
CREATE UNIQUE INDEX i ON customer (phone);

-- form: index/create-two-columns
-- measure
CREATE INDEX i ON customer (country, score DESC NULLS LAST);

-- form: index/create-partial
-- measure
CREATE INDEX i ON customer (notes) WHERE active;

-- form: index/create-partial-nothing-matches
-- measure
CREATE INDEX i ON customer (notes) WHERE score < 0;

-- form: index/create-unique-partial
-- measure
CREATE UNIQUE INDEX i ON customer (score) WHERE active AND score > 10;

-- form: index/create-expression
-- measure
CREATE INDEX i ON customer (upper(notes));

-- form: index/create-expression-arithmetic
-- measure
CREATE INDEX i ON customer ((score * 2));

-- form: index/create-expression-own-function
-- measure
CREATE INDEX i ON customer (last_digit(notes));

-- form: index/create-expression-stable-function
-- why: refused (42P17): the function of an index is immutable
-- measure
CREATE INDEX i ON customer ((five_stable() + score));

-- form: index/create-expression-cast-to-date
-- why: refused (42P17): what timestamptz is as a date depends on the time zone
-- measure
CREATE INDEX i ON customer ((seen::date));

-- form: index/create-partial-on-now
-- why: refused (42P17): now() is stable
-- measure
CREATE INDEX i ON customer (seen) WHERE seen > now();

-- form: index/create-covering
-- measure
CREATE INDEX i ON customer (phone) INCLUDE (notes, score);

-- form: index/create-unique-covering
-- measure
CREATE UNIQUE INDEX i ON customer (score) INCLUDE (notes);

-- form: index/create-operator-class
-- measure
CREATE INDEX i ON customer (notes text_pattern_ops);

-- form: index/create-collation
-- measure
CREATE INDEX i ON customer (notes COLLATE "POSIX");

-- form: index/create-gin-jsonb-path
-- measure
CREATE INDEX i ON customer USING gin (data jsonb_path_ops);

-- form: index/create-gin-array
-- measure
CREATE INDEX i ON customer USING gin (tags);

-- form: index/create-gin-trigrams
-- measure
CREATE INDEX i ON customer USING gin (notes gin_trgm_ops);

-- form: index/create-gin-fastupdate-off
-- measure
CREATE INDEX i ON customer USING gin (tags) WITH (fastupdate = off);

-- form: index/create-gist-range
-- measure
CREATE INDEX i ON booking USING gist (during);

-- form: index/create-gist-trigrams
-- measure
CREATE INDEX i ON customer USING gist (notes gist_trgm_ops);

-- form: index/create-spgist
-- measure
CREATE INDEX i ON customer USING spgist (notes);

-- form: index/create-brin
-- measure
CREATE INDEX i ON customer USING brin (score) WITH (pages_per_range = 4);

-- form: index/create-hash
-- measure
CREATE INDEX i ON customer USING hash (notes);

-- form: index/create-unique-hash
-- why: refused (0A000): a hash index is never unique
-- measure
CREATE UNIQUE INDEX i ON customer USING hash (notes);

-- form: index/create-hash-two-columns
-- why: refused (0A000): nor has it two columns
-- measure
CREATE INDEX i ON customer USING hash (notes, score);

-- form: index/create-on-citext
-- measure
CREATE INDEX i ON gadget (label citext_pattern_ops);

-- form: index/create-on-hstore-gist
-- measure
CREATE INDEX i ON gadget USING gist (attrs);

-- form: index/create-on-enum
-- measure
CREATE INDEX i ON customer (feeling);

-- form: index/create-on-json
-- why: refused (42704): json, unlike jsonb, has no operator class for btree
-- setup
CREATE TABLE doc (id int, body json);
-- measure
CREATE INDEX i ON doc (body);

-- form: index/create-fillfactor
-- measure
CREATE INDEX i ON customer (notes) WITH (fillfactor = 70);

-- form: index/create-deduplicate-off
-- versions: 13-
-- measure
CREATE INDEX i ON customer (notes) WITH (deduplicate_items = off);

-- form: index/create-tablespace
-- measure
CREATE INDEX i ON customer (notes) TABLESPACE fast_disk;

-- form: index/create-if-not-exists-absent
-- measure
CREATE INDEX IF NOT EXISTS i ON customer (notes);

-- form: index/create-if-not-exists-present
-- why: the lock on the table is taken before the name is looked up
-- measure
CREATE INDEX IF NOT EXISTS customer_score_idx ON customer (score);

-- form: index/create-if-not-exists-present-elsewhere
-- why: the name is taken by an index of another table, which is as good
-- measure
CREATE INDEX IF NOT EXISTS customer_score_idx ON orders (total);

-- form: index/create-name-taken
-- why: refused (42P07)
-- measure
CREATE INDEX customer_score_idx ON customer (score);

-- form: index/create-column-absent
-- why: refused (42703)
-- measure
CREATE INDEX i ON customer (shoe_size);

-- form: index/create-on-absent-table
-- why: refused (42P01)
-- measure
CREATE INDEX i ON nowhere (id);

-- form: index/create-on-view
-- why: refused (42809)
-- measure
CREATE INDEX i ON active_customer (id);

-- form: index/create-on-materialized-view
-- measure
CREATE INDEX i ON sales_by_customer (total);

-- form: index/create-on-unpopulated-materialized-view
-- measure
CREATE INDEX i ON stale_sales (n);

-- form: index/create-on-foreign-table
-- why: refused (42809)
-- measure
CREATE INDEX i ON import_line (line);

-- form: index/create-on-empty-table
-- measure
CREATE INDEX i ON empty_box (n);

-- form: index/create-on-unlogged-table
-- measure
CREATE INDEX i ON cache_entry (n);

-- form: index/create-on-temporary-table
-- setup
CREATE TEMP TABLE basket (id int);
INSERT INTO basket SELECT generate_series(1, 100);
-- measure
CREATE INDEX i ON basket (id);

-- form: index/create-on-new-table
-- same transaction
CREATE TABLE crate (id int, n int);
-- measure
CREATE INDEX i ON crate (n);

-- form: index/create-on-new-filled-table
-- same transaction
CREATE TABLE crate AS SELECT g AS id FROM generate_series(1, 200) g;
-- measure
CREATE INDEX i ON crate (id);

-- form: index/create-after-column-added
-- why: the column is new, the rows are not
-- same transaction
ALTER TABLE scratch ADD COLUMN weight int;
-- measure
CREATE INDEX i ON scratch (weight);

-- form: index/create-after-truncate
-- why: the table is empty when the index is built
-- same transaction
TRUNCATE scratch;
-- measure
CREATE INDEX i ON scratch (n);

-- form: index/create-in-other-schema
-- measure
CREATE INDEX i ON archive.old_order (customer_id);

-- form: index/create-through-search-path
-- same transaction
SET LOCAL search_path = archive, public;
-- measure
CREATE INDEX i ON old_order (customer_id);

-- form: index/create-quoted-names
-- measure
CREATE INDEX "Second Index" ON "Order Item" ("select", "Id");

-- form: index/create-on-inheritance-parent
-- why: the children keep their own indexes
-- measure
CREATE INDEX i ON vehicle (label);

-- form: index/create-only-on-inheritance-parent
-- measure
CREATE INDEX i ON ONLY vehicle (label);

-- form: index/create-on-inheritance-child
-- measure
CREATE INDEX i ON car (doors);

-- form: index/create-on-generated-column
-- measure
CREATE INDEX i ON rectangle (area, w);

-- form: index/create-on-virtual-column
-- why: refused (0A000): what is not stored cannot be indexed
-- versions: 18-
-- setup
ALTER TABLE rectangle ADD COLUMN girth int GENERATED ALWAYS AS (2 * (w + h)) VIRTUAL;
-- measure
CREATE INDEX i ON rectangle (girth);

-- form: index/create-on-system-column
-- why: refused (0A000)
-- measure
CREATE INDEX i ON customer (ctid);

-- form: index/create-on-whole-row
-- why: an expression may use the whole row
-- measure
CREATE INDEX i ON scratch ((scratch IS NULL));

-- form: index/create-same-columns-again
-- why: nothing keeps a second index on the same column from being built
-- measure
CREATE INDEX i ON customer (score);

-- form: index/create-on-row-security-table
-- measure
CREATE INDEX i ON diary (author);

-- form: index/create-on-typed-table
-- measure
CREATE INDEX i ON pair_list (x);

-- form: index/create-on-composite-field
-- measure
CREATE INDEX i ON contact (((home).city));

-- form: index/create-where-null
-- measure
CREATE INDEX i ON customer (phone) WHERE phone IS NOT NULL;

-- form: index/create-with-parallel-workers-off
-- same transaction
SET LOCAL max_parallel_maintenance_workers = 0;
-- measure
CREATE INDEX i ON customer (notes);

-- form: index/create-after-write
-- why: the rows that are not committed are in the index too
-- same transaction
INSERT INTO scratch VALUES (1000, 1000, 'x');
-- measure
CREATE INDEX i ON scratch (n);

-- form: index/create-with-pending-trigger-events
-- why: refused (55006): a deferred foreign key of the row still waits to be checked
-- same transaction
INSERT INTO parcel VALUES (5000, 1, 1, 2.0);
-- measure
CREATE INDEX i ON parcel (weight);

-- form: index/create-after-checking-deferred-keys
-- same transaction
INSERT INTO parcel VALUES (5000, 1, 1, 2.0);
SET CONSTRAINTS ALL IMMEDIATE;
-- measure
CREATE INDEX i ON parcel (weight);

-- form: index/create-on-column-in-parentheses
-- why: the column itself, also for the generated name
-- measure
CREATE INDEX ON scratch ((n), (scratch.label COLLATE "C"));
