CREATE TABLE a (id int PRIMARY KEY, x int NOT NULL, y int);
