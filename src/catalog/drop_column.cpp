// DROP COLUMN with what goes along (ATExecDropColumn).
#include "catalog/applier.hpp"

namespace migralint::catalog {
namespace {

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

bool uses_column(const Index& index, std::string_view column) {
  const bool in_keys = std::ranges::any_of(index.keys, [&](const sql::IndexKey& key) {
    return key.column == column || mentions_column(key.expr, column);
  });
  return in_keys || contains(index.including, column) || mentions_column(index.predicate, column);
}

std::vector<std::string> constraints_with(const Relation& table, std::string_view column) {
  std::vector<std::string> names;
  for (const auto& constraint : table.constraints) {
    if (contains(constraint.columns, column) || mentions_column(constraint.expr, column)) {
      names.push_back(constraint.name);
    }
  }
  return names;
}

/// Views, policies, triggers and generated columns that use it: the server refuses without CASCADE.
void drop_dependants(Applier& applier, RelationId table, std::string_view column) {
  std::vector<RelationId> views;
  for (const Relation* view : applier.catalog.readers(table)) {
    if (contains(view->reads_columns, column)) {
      views.push_back(view->id);
    }
  }
  for (const RelationId view : views) {
    if (applier.catalog.get(view) != nullptr) {  // one may go with another
      drop_relation(applier, view, true);
    }
  }
  for (const auto& [source, key] : applier.catalog.referencing(table)) {
    if (!contains(key->referenced_columns, column)) {
      continue;
    }
    const RelationId id = source->id;
    remove_constraint(applier, id, key->name, true);
    return drop_dependants(applier, table, column);
  }
  Relation& relation = applier.edit(table);
  relation.triggers.remove_if([&](const Trigger& trigger) {
    const bool goes = contains(trigger.update_columns, column) || mentions_column(trigger.when, column);
    if (goes) {
      applier.part_gone(Gone::What::trigger, table, trigger.name);
    }
    return goes;
  });
  relation.policies.remove_if([&](const Policy& policy) {
    const bool goes =
        mentions_column(policy.using_expr, column) || mentions_column(policy.check_expr, column);
    if (goes) {
      applier.part_gone(Gone::What::policy, table, policy.name);
    }
    return goes;
  });
  std::vector<std::string> generated;
  for (const auto& other : relation.columns) {
    if (other.name != column && mentions_column(other.generated_expr, column)) {
      generated.push_back(other.name);
    }
  }
  for (const auto& name : generated) {
    drop_column(applier, table, name, true);
  }
}

}  // namespace

bool is_partitioned_by(const Relation& table, std::string_view column) {
  const sql::PartitionKey& key = table.partition_key;
  return contains(key.columns, column) ||
         std::ranges::any_of(key.expressions,
                             [column](const sql::ExprPtr& expr) { return mentions_column(expr, column); });
}

void drop_column(Applier& applier, RelationId table, std::string column, bool cascade) {
  if (applier.get(table) == nullptr) {
    return;
  }
  if (cascade) {
    drop_dependants(applier, table, column);
  }
  for (const auto& name : constraints_with(*applier.get(table), column)) {
    remove_constraint(applier, table, name, cascade, true);
  }
  for (const RelationId id : std::vector<RelationId>(applier.get(table)->indexes)) {
    const Relation* index = applier.get(id);
    if (index != nullptr && uses_column(*index->index, column)) {
      drop_relation(applier, id, cascade);
    }
  }
  for (const RelationId id : std::vector<RelationId>(applier.get(table)->owned_sequences)) {
    const Relation* sequence = applier.get(id);
    if (sequence != nullptr && sequence->owned_by_column == column) {
      drop_relation(applier, id, true);
    }
  }
  // Which columns they are about is not kept.
  if (!applier.get(table)->statistics.empty()) {
    for (auto& statistics : applier.edit(table).statistics.edit()) {
      statistics.origin = {};
    }
  }
  // Also when it was not known: there is none now.
  applier.part_gone(Gone::What::column, table, column);
  std::erase_if(applier.edit(table).columns, [&](const Column& known) { return known.name == column; });
}

}  // namespace migralint::catalog
