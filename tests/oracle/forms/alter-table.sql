-- ALTER TABLE on the table as a whole: options, storage, owner, schema, inheritance, triggers, rules, row security, replica identity

-- form: alter-table/set-fillfactor
-- measure
ALTER TABLE customer SET (fillfactor = 70);

-- form: alter-table/reset-fillfactor
-- measure
ALTER TABLE customer RESET (fillfactor);

-- form: alter-table/set-autovacuum-off
-- measure
ALTER TABLE customer SET (autovacuum_enabled = false);

-- form: alter-table/set-autovacuum-thresholds
-- measure
ALTER TABLE customer SET (autovacuum_vacuum_scale_factor = 0.01, autovacuum_analyze_threshold = 100);

-- form: alter-table/set-toast-option
-- measure
ALTER TABLE customer SET (toast.autovacuum_enabled = false);

-- form: alter-table/set-toast-tuple-target
-- measure
ALTER TABLE customer SET (toast_tuple_target = 256);

-- form: alter-table/set-parallel-workers
-- measure
ALTER TABLE customer SET (parallel_workers = 4);

-- form: alter-table/set-user-catalog-table
-- why: one of the few options that ask for the strongest lock
-- measure
ALTER TABLE customer SET (user_catalog_table = true);

-- form: alter-table/set-vacuum-truncate
-- measure
ALTER TABLE customer SET (vacuum_truncate = false);

-- form: alter-table/set-vacuum-index-cleanup
-- measure
ALTER TABLE customer SET (vacuum_index_cleanup = false);

-- form: alter-table/set-log-autovacuum-min-duration
-- measure
ALTER TABLE customer SET (log_autovacuum_min_duration = 0);

-- form: alter-table/set-two-options-one-strong
-- measure
ALTER TABLE customer SET (fillfactor = 70, user_catalog_table = true);

-- form: alter-table/set-unknown-option
-- why: refused (22023)
-- measure
ALTER TABLE customer SET (colour = 'blue');

-- form: alter-table/set-option-out-of-range
-- why: refused (22023)
-- measure
ALTER TABLE customer SET (fillfactor = 1);

-- form: alter-table/set-option-partitioned
-- why: refused (22023 -15, 42809 16-)
-- measure
ALTER TABLE reading SET (fillfactor = 70);

-- form: alter-table/set-option-partition
-- measure
ALTER TABLE reading_2023 SET (fillfactor = 70);

-- form: alter-table/set-option-view
-- measure
ALTER VIEW active_customer SET (security_barrier = true);

-- form: alter-table/set-option-materialized-view
-- measure
ALTER MATERIALIZED VIEW sales_by_customer SET (fillfactor = 70);

-- form: alter-table/set-option-inheritance-parent
-- measure
ALTER TABLE vehicle SET (fillfactor = 70);

-- form: alter-table/set-with-oids
-- why: refused (42601)
-- measure
ALTER TABLE customer SET WITH OIDS;

-- form: alter-table/set-without-oids
-- why: accepted, does nothing
-- measure
ALTER TABLE customer SET WITHOUT OIDS;

-- form: alter-table/set-tablespace
-- measure
ALTER TABLE customer SET TABLESPACE fast_disk;

-- form: alter-table/set-tablespace-where-it-is
-- measure
ALTER TABLE customer SET TABLESPACE pg_default;

-- form: alter-table/set-tablespace-absent
-- why: refused (42704)
-- measure
ALTER TABLE customer SET TABLESPACE nowhere;

-- form: alter-table/set-tablespace-partitioned
-- why: only for partitions to come
-- measure
ALTER TABLE reading SET TABLESPACE fast_disk;

-- form: alter-table/set-tablespace-partition
-- measure
ALTER TABLE reading_2023 SET TABLESPACE fast_disk;

-- form: alter-table/set-tablespace-materialized-view
-- measure
ALTER MATERIALIZED VIEW sales_by_customer SET TABLESPACE fast_disk;

-- form: alter-table/set-tablespace-inheritance-parent
-- measure
ALTER TABLE vehicle SET TABLESPACE fast_disk;

-- form: alter-table/all-in-tablespace
-- why: every table of the database
-- measure
ALTER TABLE ALL IN TABLESPACE pg_default SET TABLESPACE fast_disk;

-- form: alter-table/all-in-tablespace-owned-by
-- measure
ALTER TABLE ALL IN TABLESPACE pg_default OWNED BY app_owner SET TABLESPACE fast_disk NOWAIT;

-- form: alter-table/all-materialized-views-in-tablespace
-- measure
ALTER MATERIALIZED VIEW ALL IN TABLESPACE pg_default SET TABLESPACE fast_disk;

-- form: alter-table/set-unlogged
-- measure
ALTER TABLE scratch SET UNLOGGED;

-- form: alter-table/set-unlogged-with-indexes
-- measure
ALTER TABLE tool SET UNLOGGED;

-- form: alter-table/set-unlogged-with-sequence
-- measure
ALTER TABLE ticket SET UNLOGGED;

-- form: alter-table/set-unlogged-referenced
-- why: refused (42P16)
-- measure
ALTER TABLE customer SET UNLOGGED;

-- form: alter-table/set-unlogged-referencing
-- measure
ALTER TABLE parcel SET UNLOGGED;

-- form: alter-table/set-unlogged-already
-- measure
ALTER TABLE cache_entry SET UNLOGGED;

-- form: alter-table/set-unlogged-published
-- why: refused (55000)
-- measure
ALTER TABLE product SET UNLOGGED;

-- form: alter-table/set-unlogged-partitioned
-- why: refused (42809 18-)
-- measure
ALTER TABLE event SET UNLOGGED;

-- form: alter-table/set-unlogged-partition
-- measure
ALTER TABLE event_us SET UNLOGGED;

-- form: alter-table/set-logged
-- measure
ALTER TABLE cache_entry SET LOGGED;

-- form: alter-table/set-logged-already
-- measure
ALTER TABLE scratch SET LOGGED;

-- form: alter-table/set-logged-referencing-unlogged
-- why: refused (42P16)
-- setup
CREATE UNLOGGED TABLE cache_detail (entry_id int REFERENCES cache_entry (id));
-- measure
ALTER TABLE cache_detail SET LOGGED;

-- form: alter-table/set-logged-temporary
-- why: refused (42P16)
-- setup
CREATE TEMP TABLE basket (id int);
-- measure
ALTER TABLE basket SET LOGGED;

-- form: alter-table/set-access-method
-- versions: 15-
-- measure
ALTER TABLE customer SET ACCESS METHOD heap2;

-- form: alter-table/set-access-method-that-it-has
-- versions: 15-
-- measure
ALTER TABLE customer SET ACCESS METHOD heap;

-- form: alter-table/set-access-method-default
-- versions: 17-
-- measure
ALTER TABLE customer SET ACCESS METHOD DEFAULT;

-- form: alter-table/set-access-method-partitioned
-- why: refused (42809 -16)
-- versions: 15-
-- measure
ALTER TABLE reading SET ACCESS METHOD heap2;

-- form: alter-table/set-access-method-partition
-- versions: 15-
-- measure
ALTER TABLE reading_2023 SET ACCESS METHOD heap2;

-- form: alter-table/set-access-method-materialized-view
-- versions: 15-
-- measure
ALTER MATERIALIZED VIEW sales_by_customer SET ACCESS METHOD heap2;

-- form: alter-table/set-access-method-absent
-- why: refused (42704)
-- versions: 15-
-- measure
ALTER TABLE customer SET ACCESS METHOD columnar;

-- form: alter-table/cluster-on
-- measure
ALTER TABLE customer CLUSTER ON customer_score_idx;

-- form: alter-table/cluster-on-partial-index
-- why: refused (0A000)
-- measure
ALTER TABLE customer CLUSTER ON customer_active_idx;

-- form: alter-table/cluster-on-gin
-- why: refused (0A000)
-- measure
ALTER TABLE customer CLUSTER ON customer_data_idx;

-- form: alter-table/set-without-cluster
-- measure
ALTER TABLE customer SET WITHOUT CLUSTER;

-- form: alter-table/owner
-- measure
ALTER TABLE customer OWNER TO app_owner;

-- form: alter-table/owner-same
-- measure
ALTER TABLE tool OWNER TO app_owner;

-- form: alter-table/owner-with-sequence
-- measure
ALTER TABLE ticket OWNER TO app_owner;

-- form: alter-table/owner-absent-role
-- why: refused (42704)
-- measure
ALTER TABLE customer OWNER TO nobody_at_all;

-- form: alter-table/owner-partitioned
-- why: the partitions keep their owner
-- measure
ALTER TABLE event OWNER TO app_owner;

-- form: alter-table/owner-inheritance-parent
-- measure
ALTER TABLE vehicle OWNER TO app_owner;

-- form: alter-table/owner-current-user
-- measure
ALTER TABLE tool OWNER TO CURRENT_USER;

-- form: alter-table/set-schema
-- measure
ALTER TABLE scratch SET SCHEMA archive;

-- form: alter-table/set-schema-with-indexes-and-constraints
-- measure
ALTER TABLE customer SET SCHEMA archive;

-- form: alter-table/set-schema-with-sequence
-- measure
ALTER TABLE ticket SET SCHEMA archive;

-- form: alter-table/set-schema-where-it-is
-- measure
ALTER TABLE scratch SET SCHEMA public;

-- form: alter-table/set-schema-name-taken
-- why: refused (42P07)
-- setup
CREATE TABLE archive.scratch (id int);
-- measure
ALTER TABLE scratch SET SCHEMA archive;

-- form: alter-table/set-schema-absent
-- why: refused (3F000)
-- measure
ALTER TABLE scratch SET SCHEMA nowhere;

-- form: alter-table/set-schema-if-exists-absent-table
-- measure
ALTER TABLE IF EXISTS nowhere SET SCHEMA archive;

-- form: alter-table/set-schema-partitioned
-- measure
ALTER TABLE event SET SCHEMA archive;

-- form: alter-table/set-schema-partition
-- measure
ALTER TABLE event_us SET SCHEMA archive;

-- form: alter-table/set-schema-temporary
-- why: refused (0A000)
-- setup
CREATE TEMP TABLE basket (id int);
-- measure
ALTER TABLE basket SET SCHEMA archive;

-- form: alter-table/replica-identity-full
-- measure
ALTER TABLE store REPLICA IDENTITY FULL;

-- form: alter-table/replica-identity-nothing
-- measure
ALTER TABLE store REPLICA IDENTITY NOTHING;

-- form: alter-table/replica-identity-default
-- measure
ALTER TABLE store REPLICA IDENTITY DEFAULT;

-- form: alter-table/replica-identity-index
-- measure
ALTER TABLE store REPLICA IDENTITY USING INDEX store_pkey;

-- form: alter-table/replica-identity-index-of-nullable
-- why: refused (42809)
-- measure
ALTER TABLE customer REPLICA IDENTITY USING INDEX customer_card_no_idx;

-- form: alter-table/replica-identity-partitioned
-- measure
ALTER TABLE reading REPLICA IDENTITY FULL;
