-- form: key/unique-add-partitioned-covering-constraint-is-there
-- setup
ALTER TABLE ledger_2024 ADD CONSTRAINT u24 UNIQUE (id, year, kind) INCLUDE (amount);
-- measure
ALTER TABLE ledger ADD CONSTRAINT lu UNIQUE (id, year, kind);

-- form: key/primary-add-partitioned-unique-is-there
-- setup
ALTER TABLE ledger_2024 ADD CONSTRAINT u24 UNIQUE (id, year, kind);
-- measure
ALTER TABLE ledger ADD PRIMARY KEY (id, year, kind);

-- form: key/unique-add-partitioned-middle-level-has-it
-- setup
ALTER TABLE ledger_2024 ADD CONSTRAINT u24 UNIQUE (id, year, kind);
ALTER TABLE ledger_2023 ADD CONSTRAINT u23 UNIQUE (id, year, kind);
-- measure
ALTER TABLE ledger ADD CONSTRAINT lu UNIQUE (id, year, kind);
