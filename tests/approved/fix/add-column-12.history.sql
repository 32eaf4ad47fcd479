CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY, age int, org bigint, team int);
CREATE TABLE IF NOT EXISTS orgs (id bigint PRIMARY KEY);
