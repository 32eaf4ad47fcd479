SET lock_timeout = '5s';
ALTER TABLE orders ADD PRIMARY KEY (id);
