// Statements that change or only name rows: what they tell about the schema.
#include "catalog/applier.hpp"

namespace migralint::catalog {
namespace {

void fill(Applier& applier, const sql::Name& name, bool few_rows = false) {
  const RelationId id = refer(applier, name);
  if (id == no_relation) {
    return;
  }
  const auto* known = applier.get(id);
  if (known->filled && (!known->few_rows || few_rows)) {
    return;
  }
  Relation& relation = applier.edit(id);
  relation.emptied.reset();
  // The first rows count as its filling, but for a handful that a larger load follows.
  relation.filled = applier.origin();
  relation.few_rows = few_rows;
}

void fill_column(Applier& applier, RelationId id, const std::string& name, bool only,
                 const sql::Expr* value = nullptr) {
  const Column* column = applier.get(id)->column(name);
  if (column != nullptr && column->filled) {
    return;
  }
  const Filling filling{applier.origin(),
                        value != nullptr ? std::make_shared<const sql::Expr>(*value) : nullptr};
  // Rows of partitions and children are updated too.
  for (const RelationId member : family(applier, id, only)) {
    if (member != id && applier.get(member)->column(name) == nullptr) {
      continue;
    }
    assume_column(applier, applier.edit(member), name).filled = filling;
  }
}

void empty(Applier& applier, RelationId id, bool only) {
  for (const RelationId member : family(applier, id, only)) {
    Relation& relation = applier.edit(member);
    relation.filled.reset();
    relation.emptied = applier.origin();
  }
}

bool is_true(const sql::ExprPtr& where) {
  return !where || (where->kind == sql::Expr::Kind::boolean && where->name == "true");
}

bool assigns_value(const sql::Update& update, std::size_t i) {
  return i >= update.values.size() || update.values[i].kind != sql::Expr::Kind::null;
}

}  // namespace

void apply_to(Applier& applier, const sql::Insert& insert) {
  mention(applier, insert.sources);
  fill(applier, insert.table, insert.rows > 0 || insert.default_values);
  const RelationId id = insert.from_query ? refer(applier, insert.table) : no_relation;
  if (id == no_relation) {
    return;
  }
  // An upsert of a query is an UPDATE of the rows that are there. Some written rows reach few of them.
  for (const auto& column : insert.conflict_columns) {
    fill_column(applier, id, column, insert.table.only);
  }
}

void apply_to(Applier& applier, const sql::Update& update) {
  mention(applier, update.sources);
  const RelationId id = refer(applier, update.table);
  if (id == no_relation) {
    return;
  }
  for (std::size_t i = 0; i < update.columns.size(); ++i) {
    if (assigns_value(update, i)) {
      fill_column(applier, id, update.columns[i], update.table.only,
                  i < update.values.size() ? &update.values[i] : nullptr);
    }
  }
}

void apply_to(Applier& applier, const sql::Delete& statement) {
  mention(applier, statement.sources);
  const RelationId id = refer(applier, statement.table);
  if (id != no_relation && !statement.current_of && statement.sources.empty() &&
      is_true(statement.where.expr)) {
    empty(applier, id, statement.table.only);
  }
}

void apply_to(Applier& applier, const sql::Merge& merge) {
  mention(applier, merge.sources);
  if (merge.inserts) {
    fill(applier, merge.table);
  } else {
    refer(applier, merge.table);
  }
  const RelationId id = refer(applier, merge.table);
  if (id == no_relation) {
    return;
  }
  for (const auto& column : merge.updated_columns) {
    fill_column(applier, id, column, merge.table.only);
  }
}

void apply_to(Applier& applier, const sql::Select& select) {
  mention(applier, select.relations);
  for (const auto& function : select.functions) {
    call(applier, function);
  }
  for (const auto& insert : select.inserts) {
    apply_to(applier, insert);
  }
  for (const auto& update : select.updates) {
    apply_to(applier, update);
  }
  for (const auto& statement : select.deletes) {
    apply_to(applier, statement);
  }
}

void apply_to(Applier& applier, const sql::Copy& copy) {
  mention(applier, copy.sources);
  if (!copy.table) {
    return;
  }
  if (copy.from) {
    fill(applier, *copy.table);
  } else {
    mention(applier, {*copy.table});
  }
}

void apply_to(Applier& applier, const sql::Truncate& truncate) {
  for (const auto& name : truncate.tables) {
    const RelationId id = refer(applier, name);
    if (id == no_relation) {
      continue;
    }
    empty(applier, id, name.only);
  }
}

void apply_to(Applier& applier, const sql::LockTable& lock) {
  for (const auto& name : lock.tables) {
    refer(applier, name);
  }
}

void apply_to(Applier& applier, const sql::Vacuum& vacuum) {
  for (const auto& name : vacuum.tables) {
    refer(applier, name);
  }
}

void apply_to(Applier& applier, const sql::Cluster& cluster) {
  if (cluster.table) {
    refer(applier, *cluster.table);
  }
}

}  // namespace migralint::catalog
