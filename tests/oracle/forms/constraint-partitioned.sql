-- form: constraint/validate-partitioned-one-is-valid
-- setup
ALTER TABLE event ADD CONSTRAINT lk CHECK (id > 0) NOT VALID;
ALTER TABLE event_eu VALIDATE CONSTRAINT lk;
-- measure
ALTER TABLE event VALIDATE CONSTRAINT lk;

-- form: constraint/validate-partitioned-middle-level-is-valid
-- setup
ALTER TABLE ledger ADD CONSTRAINT lk CHECK (amount > 0) NOT VALID;
ALTER TABLE ledger_2023 VALIDATE CONSTRAINT lk;
-- measure
ALTER TABLE ledger VALIDATE CONSTRAINT lk;

-- form: constraint/check-partitioned-middle-level-has-it
-- setup
ALTER TABLE ledger_2023 ADD CONSTRAINT lk CHECK (amount > 0);
-- measure
ALTER TABLE ledger ADD CONSTRAINT lk CHECK (amount > 0);
