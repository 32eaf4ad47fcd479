SET lock_timeout = '5s';
DO $$ BEGIN
  CREATE INDEX IF NOT EXISTS a_idx ON orders (code, user_id);
END $$;
