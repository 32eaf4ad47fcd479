SET lock_timeout = '5s';
ALTER TABLE users DROP CONSTRAINT IF EXISTS users_age_check, ADD CONSTRAINT users_age_check CHECK (age <> 77) NOT VALID, DROP CONSTRAINT IF EXISTS users_age_check1, ADD CONSTRAINT users_age_check1 CHECK (age <> 88) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT users_age_check1;
ALTER TABLE users VALIDATE CONSTRAINT users_age_check;
ALTER TABLE users DROP CONSTRAINT IF EXISTS users_other_id_fkey, ADD CONSTRAINT users_other_id_fkey FOREIGN KEY (other_id) REFERENCES users NOT VALID, DROP CONSTRAINT IF EXISTS users_other_id_fkey1, ADD CONSTRAINT users_other_id_fkey1 FOREIGN KEY (other_id) REFERENCES users (id) NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT users_other_id_fkey1;
ALTER TABLE users VALIDATE CONSTRAINT users_other_id_fkey;
