-- DROP NOT NULL, and not-null constraints of 18

-- form: not-null/add-constraint-proved
-- versions: 18-
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_score_given CHECK (score IS NOT NULL);
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_score_nn NOT NULL score;

-- form: not-null/add-constraint-violated
-- why: refused (23502)
-- versions: 18-
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_phone_nn NOT NULL phone;

-- form: not-null/add-constraint-violated-not-valid
-- versions: 18-
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_phone_nn NOT NULL phone NOT VALID;

-- form: not-null/add-constraint-second
-- why: refused (55000): the column has one under another name
-- versions: 18-
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_email_nn NOT NULL email;

-- form: not-null/add-constraint-no-inherit
-- versions: 18-
-- measure
ALTER TABLE vehicle ADD CONSTRAINT vehicle_label_nn NOT NULL label NO INHERIT;

-- form: not-null/add-constraint-partitioned
-- versions: 18-
-- measure
ALTER TABLE reading ADD CONSTRAINT reading_value_nn NOT NULL value;

-- form: not-null/add-constraint-partitioned-not-valid
-- versions: 18-
-- measure
ALTER TABLE reading ADD CONSTRAINT reading_value_nn NOT NULL value NOT VALID;

-- form: not-null/validate
-- versions: 18-
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_score_nn NOT NULL score NOT VALID;
-- measure
ALTER TABLE customer VALIDATE CONSTRAINT customer_score_nn;

-- form: not-null/validate-proved
-- versions: 18-
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_score_given CHECK (score IS NOT NULL);
ALTER TABLE customer ADD CONSTRAINT customer_score_nn NOT NULL score NOT VALID;
-- measure
ALTER TABLE customer VALIDATE CONSTRAINT customer_score_nn;

-- form: not-null/validate-partitioned
-- versions: 18-
-- setup
ALTER TABLE reading ADD CONSTRAINT reading_value_nn NOT NULL value NOT VALID;
-- measure
ALTER TABLE reading VALIDATE CONSTRAINT reading_value_nn;

-- form: not-null/drop-constraint-by-name
-- versions: 18-
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_score_nn NOT NULL score;
-- measure
ALTER TABLE customer DROP CONSTRAINT customer_score_nn;

-- form: not-null/drop-constraint-of-primary-key-column
-- why: refused (42P16)
-- versions: 18-
-- measure
ALTER TABLE customer DROP CONSTRAINT customer_id_not_null;

-- form: not-null/alter-constraint-inherit
-- versions: 18-
-- setup
ALTER TABLE vehicle ADD CONSTRAINT vehicle_label_nn NOT NULL label NO INHERIT;
-- measure
ALTER TABLE vehicle ALTER CONSTRAINT vehicle_label_nn INHERIT;

-- form: not-null/alter-constraint-no-inherit
-- versions: 18-
-- setup
ALTER TABLE vehicle ADD CONSTRAINT vehicle_label_nn NOT NULL label;
-- measure
ALTER TABLE vehicle ALTER CONSTRAINT vehicle_label_nn NO INHERIT;

-- form: not-null/drop
-- measure
ALTER TABLE customer ALTER COLUMN email DROP NOT NULL;

-- form: not-null/drop-where-there-is-none
-- measure
ALTER TABLE customer ALTER COLUMN score DROP NOT NULL;

-- form: not-null/drop-primary-key-column
-- why: refused (42P16)
-- measure
ALTER TABLE customer ALTER COLUMN id DROP NOT NULL;

-- form: not-null/drop-identity-column
-- why: refused (42601): an identity is never null
-- setup
ALTER TABLE voucher DROP CONSTRAINT voucher_pkey;
-- measure
ALTER TABLE voucher ALTER COLUMN id DROP NOT NULL;

-- form: not-null/drop-replica-identity
-- why: refused (42P16)
-- setup
CREATE UNIQUE INDEX store_name_idx ON store (name);
ALTER TABLE store REPLICA IDENTITY USING INDEX store_name_idx;
-- measure
ALTER TABLE store ALTER COLUMN name DROP NOT NULL;

-- form: not-null/drop-serial-column
-- setup
ALTER TABLE ticket DROP CONSTRAINT ticket_pkey;
-- measure
ALTER TABLE ticket ALTER COLUMN id DROP NOT NULL;

-- form: not-null/drop-partitioned
-- measure
ALTER TABLE event ALTER COLUMN id DROP NOT NULL;

-- form: not-null/drop-partition
-- why: refused (42P16): the parent has it
-- measure
ALTER TABLE event_eu ALTER COLUMN id DROP NOT NULL;

-- form: not-null/drop-partition-only-there
-- setup
ALTER TABLE event_eu ALTER COLUMN what SET NOT NULL;
-- measure
ALTER TABLE event_eu ALTER COLUMN what DROP NOT NULL;

-- form: not-null/drop-partitioned-only
-- why: refused (42P16 -17)
-- measure
ALTER TABLE ONLY event ALTER COLUMN id DROP NOT NULL;

-- form: not-null/drop-partition-key-of-range
-- why: refused (42P16): in the primary key
-- measure
ALTER TABLE reading ALTER COLUMN taken DROP NOT NULL;

-- form: not-null/drop-inheritance-parent
-- setup
ALTER TABLE vehicle ALTER COLUMN label SET NOT NULL;
-- measure
ALTER TABLE vehicle ALTER COLUMN label DROP NOT NULL;

-- form: not-null/drop-absent-column
-- why: refused (42703)
-- measure
ALTER TABLE customer ALTER COLUMN nothing DROP NOT NULL;

-- form: not-null/drop-two
-- measure
ALTER TABLE orders ALTER COLUMN placed DROP NOT NULL, ALTER COLUMN status DROP NOT NULL;
