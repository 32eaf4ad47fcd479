DROP INDEX IF EXISTS old_a, /* and */ old_b;
DROP INDEX public.orders_user_id_idx RESTRICT;
