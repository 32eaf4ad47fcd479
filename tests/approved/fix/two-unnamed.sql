SET lock_timeout = '5s';
ALTER TABLE a ADD CHECK (x > 0), ADD CHECK (x < 1000);
ALTER TABLE a ADD FOREIGN KEY (x) REFERENCES r1, ADD FOREIGN KEY (x) REFERENCES r2;
ALTER TABLE a ADD CONSTRAINT a_y_check CHECK (y < 3) NOT VALID, ADD CHECK (y > 0);
-- the check in the column's definition is named first, wherever it stands: nobody edits that
ALTER TABLE a ADD CHECK (z < 9), ADD COLUMN z int CHECK (z > 0);
