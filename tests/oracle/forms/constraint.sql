-- CHECK constraints: added, validated, altered, dropped

-- form: constraint/check-add
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_score_check CHECK (score >= 0);

-- form: constraint/check-add-without-name
-- measure
ALTER TABLE customer ADD CHECK (score >= 0);

-- form: constraint/check-add-violated
-- why: refused (23514)
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_score_check CHECK (score > 100);

-- form: constraint/check-add-not-valid
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_score_check CHECK (score >= 0) NOT VALID;

-- form: constraint/check-add-violated-not-valid
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_score_check CHECK (score > 100) NOT VALID;

-- form: constraint/check-add-not-null-style
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_score_given CHECK (score IS NOT NULL);

-- form: constraint/check-add-always-true
-- why: even this reads the table
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_true CHECK (true);

-- form: constraint/check-add-two-columns
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_reachable CHECK (email <> '' OR phone <> '');

-- form: constraint/check-add-regular-expression
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_email_format CHECK (email ~ '^[^@]+@[^@]+$');

-- form: constraint/check-add-volatile
-- why: nothing keeps a check from being volatile
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_random CHECK (random() >= 0);

-- form: constraint/check-add-own-function
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_five CHECK (five_immutable() = 5 AND score >= 0);

-- form: constraint/check-add-subquery
-- why: refused (0A000)
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_sub CHECK (score < (SELECT 1000));

-- form: constraint/check-add-absent-column
-- why: refused (42703)
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_nothing CHECK (nothing > 0);

-- form: constraint/check-add-not-boolean
-- why: refused (42804)
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_number CHECK (score);

-- form: constraint/check-add-name-taken
-- why: refused (42710)
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_credit_check CHECK (score >= 0);

-- form: constraint/check-add-no-inherit
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_score_check CHECK (score >= 0) NO INHERIT;

-- form: constraint/check-add-not-enforced
-- versions: 18-
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_score_check CHECK (score >= 0) NOT ENFORCED;

-- form: constraint/check-add-deferrable
-- why: refused (0A000): only keys and exclusions wait
-- measure
ALTER TABLE customer ADD CONSTRAINT customer_score_check CHECK (score >= 0) DEFERRABLE;

-- form: constraint/check-add-if-not-exists
-- why: refused (42601): there is no such thing
-- measure
ALTER TABLE customer ADD CONSTRAINT IF NOT EXISTS customer_score_check CHECK (score >= 0);

-- form: constraint/check-add-empty-table
-- measure
ALTER TABLE empty_box ADD CONSTRAINT empty_box_check CHECK (n > 0);

-- form: constraint/check-add-new-table
-- same transaction
CREATE TABLE crate AS SELECT g AS n FROM generate_series(1, 200) g;
-- measure
ALTER TABLE crate ADD CONSTRAINT crate_check CHECK (n > 0);

-- form: constraint/check-add-two
-- measure
ALTER TABLE customer ADD CONSTRAINT c1 CHECK (score >= 0), ADD CONSTRAINT c2 CHECK (credit < 1000);

-- form: constraint/check-add-one-of-two-not-valid
-- measure
ALTER TABLE customer ADD CONSTRAINT c1 CHECK (score >= 0) NOT VALID, ADD CONSTRAINT c2 CHECK (credit < 1000);

-- form: constraint/check-add-and-validate
-- why: in one statement the scan is under the strong lock again
-- measure
ALTER TABLE customer ADD CONSTRAINT c1 CHECK (score >= 0) NOT VALID, VALIDATE CONSTRAINT c1;

-- form: constraint/check-add-partitioned
-- measure
ALTER TABLE reading ADD CONSTRAINT reading_value_check CHECK (value >= 0);

-- form: constraint/check-add-partitioned-not-valid
-- measure
ALTER TABLE reading ADD CONSTRAINT reading_value_check CHECK (value >= 0) NOT VALID;

-- form: constraint/check-add-partitioned-no-inherit
-- why: refused (42P16)
-- measure
ALTER TABLE reading ADD CONSTRAINT reading_value_check CHECK (value >= 0) NO INHERIT;

-- form: constraint/check-add-partitioned-only
-- why: refused (42P16)
-- measure
ALTER TABLE ONLY reading ADD CONSTRAINT reading_value_check CHECK (value >= 0);

-- form: constraint/check-add-partitioned-merged
-- why: a partition that has the same check is not read again
-- setup
ALTER TABLE reading_2023 ADD CONSTRAINT reading_value_check CHECK (value >= 0);
-- measure
ALTER TABLE reading ADD CONSTRAINT reading_value_check CHECK (value >= 0);

-- form: constraint/check-add-partitioned-merged-not-valid
-- why: refused (42P17): not valid in the partition, valid in the parent
-- setup
ALTER TABLE reading_2023 ADD CONSTRAINT reading_value_check CHECK (value >= 0) NOT VALID;
-- measure
ALTER TABLE reading ADD CONSTRAINT reading_value_check CHECK (value >= 0);

-- form: constraint/check-add-partition
-- measure
ALTER TABLE reading_2023 ADD CONSTRAINT reading_2023_check CHECK (value >= 0);

-- form: constraint/check-add-partitioned-two-levels
-- measure
ALTER TABLE ledger ADD CONSTRAINT ledger_check CHECK (amount > 0);

-- form: constraint/check-add-inheritance-parent
-- measure
ALTER TABLE vehicle ADD CONSTRAINT vehicle_label_check CHECK (label <> '');

-- form: constraint/check-add-inheritance-parent-no-inherit
-- measure
ALTER TABLE vehicle ADD CONSTRAINT vehicle_label_check CHECK (label <> '') NO INHERIT;

-- form: constraint/check-add-inheritance-parent-only
-- why: refused (42P16): the children must have it, unless NO INHERIT
-- measure
ALTER TABLE ONLY vehicle ADD CONSTRAINT vehicle_label_check CHECK (label <> '');

-- form: constraint/check-add-inheritance-child
-- measure
ALTER TABLE truck ADD CONSTRAINT truck_check CHECK (load > 0);

-- form: constraint/check-add-foreign-table
-- measure
ALTER FOREIGN TABLE import_line ADD CONSTRAINT import_line_check CHECK (line <> '');

-- form: constraint/check-add-view
-- why: refused (42809)
-- measure
ALTER TABLE active_customer ADD CONSTRAINT active_customer_check CHECK (score > 0);

-- form: constraint/check-add-other-schema
-- measure
ALTER TABLE archive.old_order ADD CONSTRAINT old_order_check CHECK (n > 0);

-- form: constraint/check-add-quoted
-- measure
ALTER TABLE "Order Item" ADD CONSTRAINT "Price Check" CHECK ("Unit Price" > 0);

-- form: constraint/check-add-on-virtual-column
-- versions: 18-
-- setup
ALTER TABLE rectangle ADD COLUMN girth int GENERATED ALWAYS AS (2 * (w + h)) VIRTUAL;
-- measure
ALTER TABLE rectangle ADD CONSTRAINT girth_check CHECK (girth > 0);

-- form: constraint/check-validate
-- measure
ALTER TABLE customer VALIDATE CONSTRAINT customer_born_sane;

-- form: constraint/check-validate-already-valid
-- measure
ALTER TABLE customer VALIDATE CONSTRAINT customer_credit_check;

-- form: constraint/check-validate-absent
-- why: refused (42704)
-- measure
ALTER TABLE customer VALIDATE CONSTRAINT nothing;

-- form: constraint/check-validate-violated
-- why: refused (23514)
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_score_check CHECK (score > 100) NOT VALID;
-- measure
ALTER TABLE customer VALIDATE CONSTRAINT customer_score_check;

-- form: constraint/check-validate-after-adding-in-the-transaction
-- why: the lock of the first statement is held while the second reads
-- same transaction
ALTER TABLE customer ADD CONSTRAINT customer_score_check CHECK (score >= 0) NOT VALID;
-- measure
ALTER TABLE customer VALIDATE CONSTRAINT customer_score_check;

-- form: constraint/check-validate-not-enforced
-- why: refused (55000)
-- versions: 18-
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_score_check CHECK (score >= 0) NOT ENFORCED;
-- measure
ALTER TABLE customer VALIDATE CONSTRAINT customer_score_check;

-- form: constraint/check-validate-partitioned
-- setup
ALTER TABLE reading ADD CONSTRAINT reading_value_check CHECK (value >= 0) NOT VALID;
-- measure
ALTER TABLE reading VALIDATE CONSTRAINT reading_value_check;

-- form: constraint/check-validate-partitioned-only
-- why: refused (42P16)
-- setup
ALTER TABLE reading ADD CONSTRAINT reading_value_check CHECK (value >= 0) NOT VALID;
-- measure
ALTER TABLE ONLY reading VALIDATE CONSTRAINT reading_value_check;

-- form: constraint/check-validate-partition
-- setup
ALTER TABLE reading ADD CONSTRAINT reading_value_check CHECK (value >= 0) NOT VALID;
-- measure
ALTER TABLE reading_2023 VALIDATE CONSTRAINT reading_value_check;

-- form: constraint/check-validate-inheritance
-- setup
ALTER TABLE vehicle ADD CONSTRAINT vehicle_label_check CHECK (label <> '') NOT VALID;
-- measure
ALTER TABLE vehicle VALIDATE CONSTRAINT vehicle_label_check;

-- form: constraint/check-validate-two
-- setup
ALTER TABLE customer ADD CONSTRAINT customer_score_check CHECK (score >= 0) NOT VALID;
-- measure
ALTER TABLE customer VALIDATE CONSTRAINT customer_score_check, VALIDATE CONSTRAINT customer_born_sane;

-- form: constraint/check-validate-if-exists-absent-table
-- measure
ALTER TABLE IF EXISTS nowhere VALIDATE CONSTRAINT nothing;

-- form: constraint/check-drop
-- measure
ALTER TABLE customer DROP CONSTRAINT customer_credit_check;

-- form: constraint/check-drop-not-valid
-- measure
ALTER TABLE customer DROP CONSTRAINT customer_born_sane;

-- form: constraint/check-drop-if-exists-absent
-- measure
ALTER TABLE customer DROP CONSTRAINT IF EXISTS nothing;

-- form: constraint/check-drop-if-exists-present
-- measure
ALTER TABLE customer DROP CONSTRAINT IF EXISTS customer_credit_check;

-- form: constraint/check-drop-absent
-- why: refused (42704)
-- measure
ALTER TABLE customer DROP CONSTRAINT nothing;

-- form: constraint/check-drop-two
-- measure
ALTER TABLE customer DROP CONSTRAINT customer_credit_check, DROP CONSTRAINT customer_born_sane;

-- form: constraint/check-drop-and-add
-- why: to change a check
-- measure
ALTER TABLE customer DROP CONSTRAINT customer_credit_check, ADD CONSTRAINT customer_credit_check CHECK (credit > -100);

-- form: constraint/check-drop-and-add-not-valid
-- measure
ALTER TABLE customer DROP CONSTRAINT customer_credit_check, ADD CONSTRAINT customer_credit_check CHECK (credit > -100) NOT VALID;

-- form: constraint/check-drop-partitioned
-- setup
ALTER TABLE reading ADD CONSTRAINT reading_value_check CHECK (value >= 0);
-- measure
ALTER TABLE reading DROP CONSTRAINT reading_value_check;

-- form: constraint/check-drop-partition
-- why: refused (42P16): inherited
-- setup
ALTER TABLE reading ADD CONSTRAINT reading_value_check CHECK (value >= 0);
-- measure
ALTER TABLE reading_2023 DROP CONSTRAINT reading_value_check;

-- form: constraint/check-drop-inheritance
-- measure
ALTER TABLE vehicle DROP CONSTRAINT vehicle_wheels_check;

-- form: constraint/check-drop-inheritance-only
-- measure
ALTER TABLE ONLY vehicle DROP CONSTRAINT vehicle_wheels_check;

-- form: constraint/check-drop-inheritance-child
-- why: refused (42P16)
-- measure
ALTER TABLE truck DROP CONSTRAINT vehicle_wheels_check;
