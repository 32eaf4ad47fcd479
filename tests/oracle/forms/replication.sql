-- Publications and subscriptions

-- form: replication/publication-create
-- measure
CREATE PUBLICATION news FOR TABLE customer, orders;

-- form: replication/publication-create-empty
-- measure
CREATE PUBLICATION news;

-- form: replication/publication-create-all-tables
-- measure
CREATE PUBLICATION news FOR ALL TABLES;

-- form: replication/publication-create-tables-in-schema
-- versions: 15-
-- measure
CREATE PUBLICATION news FOR TABLES IN SCHEMA archive;

-- form: replication/publication-create-columns
-- versions: 15-
-- measure
CREATE PUBLICATION news FOR TABLE customer (id, email);

-- form: replication/publication-create-filter
-- versions: 15-
-- measure
CREATE PUBLICATION news FOR TABLE customer WHERE (id > 5);

-- form: replication/publication-create-filter-volatile
-- why: refused (0A000)
-- versions: 15-
-- measure
CREATE PUBLICATION news FOR TABLE customer WHERE (random() > 0.5);

-- form: replication/publication-create-partitioned
-- why: refused (0A000 -12)
-- measure
CREATE PUBLICATION news FOR TABLE event;

-- form: replication/publication-create-via-root
-- versions: 13-
-- measure
CREATE PUBLICATION news FOR TABLE event WITH (publish_via_partition_root = true);

-- form: replication/publication-create-inheritance
-- measure
CREATE PUBLICATION news FOR TABLE vehicle;

-- form: replication/publication-create-inheritance-only
-- measure
CREATE PUBLICATION news FOR TABLE ONLY vehicle;

-- form: replication/publication-create-view
-- why: refused (22023)
-- measure
CREATE PUBLICATION news FOR TABLE active_customer;

-- form: replication/publication-create-unlogged
-- why: refused (22023)
-- measure
CREATE PUBLICATION news FOR TABLE cache_entry;

-- form: replication/publication-create-name-taken
-- why: refused (42710)
-- measure
CREATE PUBLICATION shop_pub;

-- form: replication/publication-add-table
-- measure
ALTER PUBLICATION shop_pub ADD TABLE customer;

-- form: replication/publication-add-table-twice
-- why: refused (42710)
-- measure
ALTER PUBLICATION shop_pub ADD TABLE store;

-- form: replication/publication-set-table
-- measure
ALTER PUBLICATION shop_pub SET TABLE store, customer;

-- form: replication/publication-drop-table
-- measure
ALTER PUBLICATION shop_pub DROP TABLE store;

-- form: replication/publication-drop-table-that-is-not
-- why: refused (42704)
-- measure
ALTER PUBLICATION shop_pub DROP TABLE customer;

-- form: replication/publication-add-schema
-- versions: 15-
-- measure
ALTER PUBLICATION shop_pub ADD TABLES IN SCHEMA archive;

-- form: replication/publication-set-option
-- measure
ALTER PUBLICATION shop_pub SET (publish = 'insert');

-- form: replication/publication-owner
-- measure
ALTER PUBLICATION shop_pub OWNER TO CURRENT_USER;

-- form: replication/publication-drop
-- measure
DROP PUBLICATION shop_pub;

-- form: replication/publication-drop-if-exists-absent
-- measure
DROP PUBLICATION IF EXISTS nothing;

-- form: replication/update-published-without-identity
-- why: refused (55000): without key or replica identity an update cannot be published
-- setup
CREATE PUBLICATION news FOR TABLE scratch;
-- measure
UPDATE scratch SET n = 5 WHERE id = 1;

-- form: replication/subscription-create-unconnected
-- measure
CREATE SUBSCRIPTION copy_sub CONNECTION 'dbname=nowhere' PUBLICATION news WITH (connect = false);

-- form: replication/subscription-create-without-slot
-- measure
CREATE SUBSCRIPTION copy_sub CONNECTION 'dbname=nowhere' PUBLICATION news WITH (connect = false, slot_name = NONE, enabled = false);

-- form: replication/subscription-create-connected-without-slot
-- why: refused (XX000 -13, 08006 14-): there is no such server
-- measure
CREATE SUBSCRIPTION copy_sub CONNECTION 'host=/nowhere dbname=nowhere' PUBLICATION news WITH (create_slot = false, slot_name = NONE, enabled = false);

-- form: replication/subscription-create-with-slot
-- why: refused (XX000 -13, 08006 14-)
-- measure
CREATE SUBSCRIPTION copy_sub CONNECTION 'host=/nowhere dbname=nowhere' PUBLICATION news;

-- form: replication/subscription-disable
-- same transaction
CREATE SUBSCRIPTION copy_sub CONNECTION 'dbname=nowhere' PUBLICATION news WITH (connect = false);
-- measure
ALTER SUBSCRIPTION copy_sub DISABLE;

-- form: replication/subscription-set-slot-name
-- same transaction
CREATE SUBSCRIPTION copy_sub CONNECTION 'dbname=nowhere' PUBLICATION news WITH (connect = false);
-- measure
ALTER SUBSCRIPTION copy_sub SET (slot_name = NONE);

-- form: replication/subscription-connection
-- same transaction
CREATE SUBSCRIPTION copy_sub CONNECTION 'dbname=nowhere' PUBLICATION news WITH (connect = false);
-- measure
ALTER SUBSCRIPTION copy_sub CONNECTION 'dbname=elsewhere';

-- form: replication/subscription-set-publication-without-refresh
-- same transaction
CREATE SUBSCRIPTION copy_sub CONNECTION 'dbname=nowhere' PUBLICATION news WITH (connect = false);
-- measure
ALTER SUBSCRIPTION copy_sub SET PUBLICATION other_news WITH (refresh = false);

-- form: replication/subscription-drop-without-slot
-- same transaction
CREATE SUBSCRIPTION copy_sub CONNECTION 'dbname=nowhere' PUBLICATION news WITH (connect = false, slot_name = NONE, enabled = false);
-- measure
DROP SUBSCRIPTION copy_sub;

-- form: replication/subscription-drop-if-exists-absent
-- measure
DROP SUBSCRIPTION IF EXISTS nothing;

-- form: replication/subscription-rename
-- same transaction
CREATE SUBSCRIPTION copy_sub CONNECTION 'dbname=nowhere' PUBLICATION news WITH (connect = false);
-- measure
ALTER SUBSCRIPTION copy_sub RENAME TO mirror_sub;

-- form: replication/subscription-refresh-disabled
-- why: refused (42601 -13, 55000 14-)
-- same transaction
CREATE SUBSCRIPTION copy_sub CONNECTION 'dbname=nowhere' PUBLICATION news WITH (connect = false, slot_name = NONE, enabled = false);
-- measure
ALTER SUBSCRIPTION copy_sub REFRESH PUBLICATION;

-- form: replication/publication-set-the-same-tables
-- measure
ALTER PUBLICATION shop_pub SET TABLE store, product;

-- form: replication/publication-set-tables-in-schema
-- why: the tables leave it
-- versions: 15-
-- measure
ALTER PUBLICATION shop_pub SET TABLES IN SCHEMA archive;

-- form: replication/publication-set-table-that-was-dropped
-- setup
DROP TABLE store CASCADE;
-- measure
ALTER PUBLICATION shop_pub SET TABLE customer;
