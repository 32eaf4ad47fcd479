-- What the statements of a DO block read besides the SQL in it

-- form: function/do-raise-reads
-- measure
DO $$ BEGIN RAISE NOTICE '%', (SELECT count(*) FROM customer); END $$;

-- form: function/do-raise-option-reads
-- measure
DO $$ BEGIN RAISE NOTICE 'x' USING HINT = (SELECT max(name) FROM customer); END $$;

-- form: function/do-assert-reads
-- measure
DO $$ BEGIN ASSERT (SELECT count(*) FROM customer) > 0; END $$;

-- form: function/do-for-bounds-read
-- measure
DO $$ DECLARE i int; BEGIN FOR i IN 1..(SELECT count(*) FROM customer) LOOP NULL; END LOOP; END $$;

-- form: function/do-foreach-reads
-- measure
DO $$ DECLARE n int; BEGIN FOREACH n IN ARRAY (SELECT array_agg(id) FROM customer) LOOP NULL; END LOOP; END $$;

-- form: function/do-case-reads
-- measure
DO $$ BEGIN CASE (SELECT count(*) FROM customer) WHEN 0 THEN NULL; ELSE NULL; END CASE; END $$;

-- form: function/do-exit-when-reads
-- measure
DO $$ BEGIN LOOP EXIT WHEN (SELECT count(*) FROM customer) > 0; END LOOP; END $$;

-- form: function/do-execute-using-reads
-- measure
DO $$ BEGIN EXECUTE 'UPDATE scratch SET n = $1' USING (SELECT max(id) FROM customer); END $$;

-- form: function/do-return-before
-- why: nothing behind it runs
-- measure
DO $$ BEGIN RETURN; UPDATE customer SET score = 1; END $$;

-- form: function/do-raise-exception-before
-- why: refused (P0001): nothing behind it runs
-- measure
DO $$ BEGIN RAISE EXCEPTION 'no'; UPDATE customer SET score = 1; END $$;
