CREATE TABLE parent (id bigint PRIMARY KEY, x int);
INSERT INTO parent VALUES (1, 1);
CREATE TABLE child () INHERITS (parent);
INSERT INTO child VALUES (2, NULL);
