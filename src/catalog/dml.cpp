// Statements that change or only name rows: what they tell about the schema.
#include "catalog/applier.hpp"

namespace migralint::catalog {
namespace {

void fill(Applier& applier, const sql::Name& name) {
  const RelationId id = refer(applier, name);
  if (id == no_relation || applier.get(id)->filled) { return; }
  applier.edit(id).filled = applier.origin();
}

bool assigns_value(const sql::Update& update, std::size_t i) {
  return i >= update.values.size() || update.values[i].kind != sql::Expr::Kind::null;
}

}  // namespace

void apply_to(Applier& applier, const sql::Insert& insert) {
  mention(applier, insert.sources);
  fill(applier, insert.table);
}

void apply_to(Applier& applier, const sql::Update& update) {
  mention(applier, update.sources);
  const RelationId id = refer(applier, update.table);
  if (id == no_relation) { return; }
  for (std::size_t i = 0; i < update.columns.size(); ++i) {
    if (!assigns_value(update, i)) { continue; }
    const Column* column = applier.get(id)->column(update.columns[i]);
    if (column != nullptr && column->filled) { continue; }
    // Rows of partitions and children are updated too.
    for (const RelationId member : family(applier, id, update.table.only)) {
      if (member != id && applier.get(member)->column(update.columns[i]) == nullptr) { continue; }
      assume_column(applier, applier.edit(member), update.columns[i]).filled = applier.origin();
    }
  }
}

void apply_to(Applier& applier, const sql::Delete& statement) {
  mention(applier, statement.sources);
  refer(applier, statement.table);
}

void apply_to(Applier& applier, const sql::Merge& merge) {
  mention(applier, merge.sources);
  if (merge.inserts) {
    fill(applier, merge.table);
  } else {
    refer(applier, merge.table);
  }
}

void apply_to(Applier& applier, const sql::Select& select) {
  mention(applier, select.relations);
  for (const auto& insert : select.inserts) { apply_to(applier, insert); }
  for (const auto& update : select.updates) { apply_to(applier, update); }
  for (const auto& statement : select.deletes) { apply_to(applier, statement); }
}

void apply_to(Applier& applier, const sql::Copy& copy) {
  mention(applier, copy.sources);
  if (!copy.table) { return; }
  if (copy.from) {
    fill(applier, *copy.table);
  } else {
    mention(applier, {*copy.table});
  }
}

void apply_to(Applier& applier, const sql::Truncate& truncate) {
  for (const auto& name : truncate.tables) {
    const RelationId id = refer(applier, name);
    if (id == no_relation) { continue; }
    for (const RelationId member : family(applier, id, name.only)) {
      if (applier.get(member)->filled) { applier.edit(member).filled.reset(); }
    }
  }
}

void apply_to(Applier& applier, const sql::LockTable& lock) {
  for (const auto& name : lock.tables) { refer(applier, name); }
}

void apply_to(Applier& applier, const sql::Vacuum& vacuum) {
  for (const auto& name : vacuum.tables) { refer(applier, name); }
}

void apply_to(Applier& applier, const sql::Cluster& cluster) {
  if (cluster.table) { refer(applier, *cluster.table); }
}

}  // namespace migralint::catalog
