SET lock_timeout = '5s';
CREATE INDEX IF NOT EXISTS events_at_idx ON events (at);
