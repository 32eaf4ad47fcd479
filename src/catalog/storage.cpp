// Where a new table is kept when the statement does not say it (DefineRelation in
// src/backend/commands/tablecmds.c).
#include "catalog/applier.hpp"

namespace migralint::catalog {

void choose_storage(const Applier& applier, Relation& table, const Relation* partition_of) {
  if (table.kind == RelationKind::foreign_table) {
    return;
  }
  if (table.tablespace.empty() && partition_of != nullptr) {
    table.tablespace = partition_of->tablespace;
  }
  if (table.tablespace.empty()) {
    table.tablespace = applier.default_tablespace(table.persistence);
  }
  // Until 16 a partitioned table has no access method to hand on.
  if (table.access_method.empty() && partition_of != nullptr && applier.context.pg_version >= 17) {
    table.access_method = partition_of->access_method;
  }
  if (table.access_method.empty() && table.kind != RelationKind::partitioned_table) {
    table.access_method = applier.context.default_table_access_method;
  }
}

}  // namespace migralint::catalog
