CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY, age int, org bigint);
CREATE TABLE IF NOT EXISTS orgs (id bigint PRIMARY KEY);
