SET lock_timeout = '5s';
alter table only orders
  DROP CONSTRAINT IF EXISTS orders_user_id_fkey, add CONSTRAINT orders_user_id_fkey foreign key (user_id) references users NOT VALID;
ALTER TABLE ONLY orders VALIDATE CONSTRAINT orders_user_id_fkey;  -- the owner
