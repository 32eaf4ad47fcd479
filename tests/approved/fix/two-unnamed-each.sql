SET lock_timeout = '5s';
ALTER TABLE users ADD CHECK (age <> 77), ADD CHECK (age <> 88);
ALTER TABLE users ADD FOREIGN KEY (other_id) REFERENCES users, ADD FOREIGN KEY (other_id) REFERENCES users (id);
