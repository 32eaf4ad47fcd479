-- form: maintenance/cluster-partitioned-two-levels
-- versions: 15-
-- measure
CLUSTER ledger USING ledger_amount_idx;
