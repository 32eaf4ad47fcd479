SET lock_timeout = '5s';
ALTER TABLE a_table_with_a_name_that_is_almost_as_long_as_postgres_allow ALTER COLUMN a_long_column SET NOT NULL;
ALTER TABLE a_table_with_a_name_that_is_almost_as_long_as_postgres_allow ADD UNIQUE (a_long_column);
CREATE INDEX ON a_table_with_a_name_that_is_almost_as_long_as_postgres_allow (another_long_column);
