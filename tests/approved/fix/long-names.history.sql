CREATE TABLE IF NOT EXISTS a_table_with_a_name_that_is_almost_as_long_as_postgres_allow (id bigint PRIMARY KEY, a_long_column text, another_long_column text);
