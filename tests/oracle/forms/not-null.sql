-- SET NOT NULL and DROP NOT NULL: what proves that there are no nulls, and what does not

-- form: not-null/set
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-violated
-- why: refused (23502)
-- measure
ALTER TABLE customer ALTER COLUMN phone SET NOT NULL;

-- form: not-null/set-already
-- why: nothing to do, under the same lock
-- measure
ALTER TABLE customer ALTER COLUMN email SET NOT NULL;

-- form: not-null/set-primary-key
-- measure
ALTER TABLE customer ALTER COLUMN id SET NOT NULL;

-- form: not-null/set-two
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL, ALTER COLUMN credit SET NOT NULL;

-- form: not-null/set-absent-column
-- why: refused (42703)
-- measure
ALTER TABLE customer ALTER COLUMN nothing SET NOT NULL;

-- form: not-null/set-if-exists-absent-table
-- measure
ALTER TABLE IF EXISTS nowhere ALTER COLUMN n SET NOT NULL;

-- form: not-null/set-with-unique-index
-- why: a unique index proves nothing about nulls
-- measure
ALTER TABLE customer ALTER COLUMN card_no SET NOT NULL;

-- form: not-null/set-proved
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_score_given CHECK (score IS NOT NULL);
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-proved-validated-later
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_score_given CHECK (score IS NOT NULL) NOT VALID;
ALTER TABLE customer VALIDATE CONSTRAINT customer_score_given;
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-not-validated
-- why: what is not validated proves nothing
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_score_given CHECK (score IS NOT NULL) NOT VALID;
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-not-enforced
-- versions: 18-
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_score_given CHECK (score IS NOT NULL) NOT ENFORCED;
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-proved-in-the-transaction
-- same transaction
ALTER TABLE customer ADD CONSTRAINT customer_score_given CHECK (score IS NOT NULL);
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-validated-in-the-transaction
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_score_given CHECK (score IS NOT NULL) NOT VALID;
-- same transaction
ALTER TABLE customer VALIDATE CONSTRAINT customer_score_given;
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-proved-by-the-same-statement
-- why: all sub-commands see the table as it was
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_score_given CHECK (score IS NOT NULL), ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-validated-by-the-same-statement
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_score_given CHECK (score IS NOT NULL) NOT VALID;
-- measure
ALTER TABLE customer VALIDATE CONSTRAINT customer_score_given, ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-and-proof-dropped
-- why: the proof is gone when it would be asked for
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_score_given CHECK (score IS NOT NULL);
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL, DROP CONSTRAINT customer_score_given;

-- form: not-null/set-proved-with-and
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_score_given CHECK (score IS NOT NULL AND score > 0);
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-two-proved-by-one
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_given CHECK (score IS NOT NULL AND credit IS NOT NULL);
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL, ALTER COLUMN credit SET NOT NULL;

-- form: not-null/set-one-of-two-proved
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_given CHECK (score IS NOT NULL);
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL, ALTER COLUMN credit SET NOT NULL;

-- form: not-null/set-proved-with-not-is-null
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_score_given CHECK (NOT score IS NULL);
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-proved-with-is-distinct
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_score_given CHECK (score IS DISTINCT FROM NULL);
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-not-proved-by-comparison
-- why: a check that is null is not violated
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_score_positive CHECK (score > 0);
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-not-proved-with-or
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_score_given CHECK (score IS NOT NULL OR credit IS NOT NULL);
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-not-proved-by-coalesce
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_score_given CHECK (coalesce(score, -1) <> -1);
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-not-proved-by-expression
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_score_given CHECK ((score + 0) IS NOT NULL);
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-not-proved-for-another-column
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_credit_given CHECK (credit IS NOT NULL);
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-not-proved-after-the-proof-was-dropped
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_score_given CHECK (score IS NOT NULL);
-- same transaction
ALTER TABLE customer DROP CONSTRAINT customer_score_given;
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-proved-with-no-inherit
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_score_given CHECK (score IS NOT NULL) NO INHERIT;
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-new-column
-- why: in the same statement the rows are read
-- measure
ALTER TABLE customer ADD COLUMN extra int DEFAULT 5, ALTER COLUMN extra SET NOT NULL;

-- form: not-null/set-column-added-in-the-transaction
-- same transaction
ALTER TABLE customer ADD COLUMN extra int DEFAULT 5;
-- measure
ALTER TABLE customer ALTER COLUMN extra SET NOT NULL;

-- form: not-null/set-with-rewrite
-- measure
ALTER TABLE specimen ALTER COLUMN an_int TYPE bigint, ALTER COLUMN an_int SET NOT NULL;

-- form: not-null/set-identity-column
-- measure
ALTER TABLE voucher ALTER COLUMN id SET NOT NULL;

-- form: not-null/set-generated-column
-- measure
ALTER TABLE rectangle ALTER COLUMN area SET NOT NULL;

-- form: not-null/set-virtual-column
-- versions: 18-
-- setup
ALTER TABLE rectangle ADD COLUMN girth int GENERATED ALWAYS AS (2 * (w + h)) VIRTUAL;
-- measure
ALTER TABLE rectangle ALTER COLUMN girth SET NOT NULL;

-- form: not-null/set-empty-table
-- measure
ALTER TABLE empty_box ALTER COLUMN n SET NOT NULL;

-- form: not-null/set-new-table
-- same transaction
CREATE TABLE crate AS SELECT g AS n FROM generate_series(1, 200) g;
-- measure
ALTER TABLE crate ALTER COLUMN n SET NOT NULL;

-- form: not-null/set-other-schema
-- measure
ALTER TABLE archive.old_order ALTER COLUMN n SET NOT NULL;

-- form: not-null/set-quoted
-- measure
ALTER TABLE "Order Item" ALTER COLUMN "Unit Price" SET NOT NULL;

-- form: not-null/set-view
-- why: refused (42809)
-- measure
ALTER TABLE active_customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/set-foreign-table
-- measure
ALTER TABLE import_line ALTER COLUMN line SET NOT NULL;

-- form: not-null/set-system-column
-- why: refused (0A000)
-- measure
ALTER TABLE customer ALTER COLUMN ctid SET NOT NULL;

-- form: not-null/set-partitioned
-- measure
ALTER TABLE reading ALTER COLUMN value SET NOT NULL;

-- form: not-null/set-partitioned-proved-on-the-parent
-- setup
ALTER TABLE reading ADD CONSTRAINT reading_value_given CHECK (value IS NOT NULL);
-- measure
ALTER TABLE reading ALTER COLUMN value SET NOT NULL;

-- form: not-null/set-partitioned-proved-on-one-partition
-- setup
ALTER TABLE reading_2023 ADD CONSTRAINT reading_value_given CHECK (value IS NOT NULL);
-- measure
ALTER TABLE reading ALTER COLUMN value SET NOT NULL;

-- form: not-null/set-partitioned-one-partition-has-it
-- setup
ALTER TABLE reading_2023 ALTER COLUMN value SET NOT NULL;
-- measure
ALTER TABLE reading ALTER COLUMN value SET NOT NULL;

-- form: not-null/set-partitioned-two-levels
-- measure
ALTER TABLE ledger ALTER COLUMN amount SET NOT NULL;

-- form: not-null/set-partitioned-only
-- why: refused (42P16): the partitions must have it first
-- measure
ALTER TABLE ONLY reading ALTER COLUMN value SET NOT NULL;

-- form: not-null/set-partitioned-only-all-partitions-have-it
-- why: refused (42P16 18-): until 17 the way to do it partition by partition
-- setup
ALTER TABLE reading_2023 ALTER COLUMN value SET NOT NULL;
ALTER TABLE reading_2024 ALTER COLUMN value SET NOT NULL;
-- measure
ALTER TABLE ONLY reading ALTER COLUMN value SET NOT NULL;

-- form: not-null/set-partition
-- measure
ALTER TABLE reading_2023 ALTER COLUMN value SET NOT NULL;

-- form: not-null/set-inheritance-parent
-- measure
ALTER TABLE vehicle ALTER COLUMN label SET NOT NULL;

-- form: not-null/set-inheritance-only
-- why: the children stay as they are
-- measure
ALTER TABLE ONLY vehicle ALTER COLUMN label SET NOT NULL;

-- form: not-null/set-inheritance-child
-- measure
ALTER TABLE truck ALTER COLUMN label SET NOT NULL;

-- form: not-null/set-over-not-valid-not-null
-- why: the constraint that is there is validated, under the lock of SET NOT NULL
-- versions: 18-
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_score_nn NOT NULL score NOT VALID;
-- measure
ALTER TABLE customer ALTER COLUMN score SET NOT NULL;

-- form: not-null/add-constraint
-- versions: 18-
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_score_nn NOT NULL score;

-- form: not-null/add-constraint-without-name
-- versions: 18-
-- measure
ALTER TABLE customer ADD NOT NULL score;

-- form: not-null/add-constraint-not-valid
-- versions: 18-
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_score_nn NOT NULL score NOT VALID;
