-- Corner cases, found by looking for differences

-- form: key/pk-using-index-and-set
-- setup
CREATE UNIQUE INDEX sk ON scratch (id);
ALTER TABLE scratch ADD CONSTRAINT g CHECK (id IS NOT NULL) NOT VALID;
ALTER TABLE scratch VALIDATE CONSTRAINT g;
-- measure
ALTER TABLE scratch ALTER COLUMN id SET NOT NULL, ADD CONSTRAINT scratch_pkey PRIMARY KEY USING INDEX sk, DROP CONSTRAINT g;

-- form: key/pk-using-index-two-columns-one-null
-- setup
CREATE UNIQUE INDEX sk ON scratch (id, n);
ALTER TABLE scratch ALTER COLUMN id SET NOT NULL;
-- measure
ALTER TABLE scratch ADD CONSTRAINT scratch_pkey PRIMARY KEY USING INDEX sk;

-- form: key/pk-on-range-key-nullable
-- setup
CREATE TABLE m (id int NOT NULL, at date) PARTITION BY RANGE (at);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
INSERT INTO m SELECT g, '2024-05-05' FROM generate_series(1,100) g;
-- measure
ALTER TABLE m ADD PRIMARY KEY (id, at);

-- form: key/pk-two-levels
-- measure
ALTER TABLE ledger ADD PRIMARY KEY (id, year, kind);

-- form: key/pk-two-levels-indexes-there
-- setup
CREATE UNIQUE INDEX l24 ON ledger_2024 (id, year, kind);
CREATE UNIQUE INDEX l23 ON ledger_2023 (id, year, kind);
-- measure
ALTER TABLE ledger ADD PRIMARY KEY (id, year, kind);

-- form: key/pk-only-then-attach
-- setup
ALTER TABLE ONLY event ADD CONSTRAINT epk PRIMARY KEY (id, region);
ALTER TABLE event_eu ADD CONSTRAINT epk1 PRIMARY KEY (id, region);
ALTER TABLE event_us ADD CONSTRAINT epk2 PRIMARY KEY (id, region);
ALTER TABLE event_rest ADD CONSTRAINT epk3 PRIMARY KEY (id, region);
ALTER INDEX epk ATTACH PARTITION epk1;
ALTER INDEX epk ATTACH PARTITION epk2;
-- measure
ALTER INDEX epk ATTACH PARTITION epk3;

-- form: key/drop-constraint-pk-two-level
-- setup
ALTER TABLE ledger ADD PRIMARY KEY (id, year, kind);
-- measure
ALTER TABLE ledger DROP CONSTRAINT ledger_pkey;

-- form: key/pk-drop-cascade-two-level
-- setup
ALTER TABLE ledger ADD PRIMARY KEY (id, year, kind);
CREATE TABLE lr (a int, b int, c text, CONSTRAINT lrf FOREIGN KEY (a, b, c) REFERENCES ledger);
-- measure
ALTER TABLE ledger DROP CONSTRAINT ledger_pkey CASCADE;

-- form: key/pk-include-using
-- setup
CREATE UNIQUE INDEX ui ON scratch (id) INCLUDE (label);
-- measure
ALTER TABLE scratch ADD CONSTRAINT sp PRIMARY KEY USING INDEX ui;

-- form: key/exclude-to-new-column
-- measure
ALTER TABLE booking ADD COLUMN x int, ADD CONSTRAINT b2 EXCLUDE USING gist (x WITH =, during WITH &&);

-- form: key/swap-pk
-- setup
CREATE UNIQUE INDEX CONCURRENTLY vn ON voucher (n);
-- measure
ALTER TABLE voucher DROP CONSTRAINT voucher_pkey, ADD CONSTRAINT voucher_pkey PRIMARY KEY USING INDEX vn;

-- form: key/drop-pk-cascade-add-pk
-- measure
ALTER TABLE orders DROP CONSTRAINT orders_pkey CASCADE, ADD PRIMARY KEY (id, placed);

-- form: key/prisma-pk-replaced
-- measure
ALTER TABLE "empty_box" DROP CONSTRAINT "empty_box_pkey", DROP COLUMN "id", ADD COLUMN "id" TEXT NOT NULL, ADD CONSTRAINT "empty_box_pkey" PRIMARY KEY ("id");

-- form: key/prisma-pk-type
-- measure
ALTER TABLE "tool" DROP CONSTRAINT "tool_pkey", ALTER COLUMN "id" DROP DEFAULT, ALTER COLUMN "id" SET DATA TYPE TEXT, ADD CONSTRAINT "tool_pkey" PRIMARY KEY ("id");

-- form: key/rails-bigint-swap
-- setup
ALTER TABLE tool ADD COLUMN id_new bigint;
UPDATE tool SET id_new = id;
ALTER TABLE tool ADD CONSTRAINT nn CHECK (id_new IS NOT NULL) NOT VALID;
ALTER TABLE tool VALIDATE CONSTRAINT nn;
CREATE UNIQUE INDEX CONCURRENTLY tool_new ON tool (id_new);
-- measure
ALTER TABLE tool ALTER COLUMN id_new SET NOT NULL, DROP CONSTRAINT tool_pkey, ADD CONSTRAINT tool_pkey PRIMARY KEY USING INDEX tool_new;

-- form: key/identity-dropped-not-null
-- setup
ALTER TABLE voucher ALTER id DROP IDENTITY;
ALTER TABLE voucher DROP CONSTRAINT voucher_pkey;
-- measure
ALTER TABLE voucher ADD PRIMARY KEY (id);
