alter table only orders
  add foreign key (user_id) references users  -- the owner
