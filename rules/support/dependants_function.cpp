// What uses a function: triggers, and expressions that call it.
#include <algorithm>

#include <fmt/format.h>

#include "catalog/signatures.hpp"
#include "rules/support/dependants_list.hpp"

namespace migralint::dependants {

namespace {

using catalog::Relation;

void add_calls_of_table(const Relation& table, const sql::Name& name, List& list) {
  for (const auto& column : table.columns) {
    if (column.local && calls(column.default_expr, name)) {
      add_default(table, column, true, list);
    }
    if (column.local && calls(column.generated_expr, name)) {
      add_column(table, column, list);
    }
  }
  for (const auto& constraint : table.constraints) {
    if (constraint.kind == sql::Constraint::Kind::check && calls(constraint.expr, name)) {
      list.push_back({fmt::format("constraint {} of {}", sql::quoted(constraint.name), shown(table)),
                      fmt::format("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {};\n", shown(table),
                                  sql::quoted(constraint.name)),
                      table.id, constraint.origin, constraint.name});
    }
  }
  for (const auto& policy : table.policies) {
    if (calls(policy.using_expr, name) || calls(policy.check_expr, name)) {
      add_policy(table, policy, list);
    }
  }
}

// What calls the function in an expression. Only while there is no other function that the call could mean,
// or the statement.
void add_callers(const sql::Drop& drop, std::size_t i, const lint::Context& context, List& list) {
  const sql::Name& name = drop.objects[i];
  const auto* function = context.catalog().find_functions(name);
  if (function == nullptr || function->size() != 1 ||
      effects::builtin_volatility(name.name, context.pg_version()) ||
      catalog::names_other_function(context.catalog(), drop, i)) {
    return;
  }
  const sql::Name known = function->front().name;
  const std::size_t first = list.size();
  context.catalog().for_each([&](const Relation& relation) {
    if (relation.partition_of != catalog::no_relation) {
      return;
    }
    if (relation.index) {
      const auto& keys = relation.index->keys;
      const bool uses = calls(relation.index->predicate, known) ||
                        std::any_of(keys.begin(), keys.end(),
                                    [&](const sql::IndexKey& key) { return calls(key.expr, known); });
      if (uses && relation.index->parent == catalog::no_relation) {
        list.push_back({fmt::format("index {}", shown(relation)),
                        fmt::format("DROP INDEX IF EXISTS {};\n", shown(relation)), relation.id,
                        relation.origin});
      }
    } else if (relation.is_table()) {
      add_calls_of_table(relation, known, list);
    } else if (std::any_of(relation.calls.begin(), relation.calls.end(),
                           [&](const sql::Name& called) { return catalog::is_same_object(called, known); })) {
      add_view(relation, list);
    }
  });
  add_readers(first, context, list);
}

}  // namespace

List of_function(const sql::Drop& drop, std::size_t i, const lint::Context& context) {
  const sql::Name& name = drop.objects[i];
  List list;
  const auto* users = context.catalog().possible_function_users(name.name);
  const auto* function = context.catalog().find_functions(name);
  add_callers(drop, i, context, list);
  if (users == nullptr) {
    return list;
  }
  for (const auto id : *users) {
    const auto* table = context.catalog().get(id);
    if (table == nullptr || table->partition_of != catalog::no_relation) {
      continue;
    }
    for (const auto& trigger : table->triggers) {
      const bool same = trigger.function.name == name.name &&
                        std::none_of(list.begin(), list.end(), [&](const Dependant& other) {
                          return other.relation == id && other.origin == trigger.origin;
                        });
      if (same) {
        list.push_back(
            {fmt::format("trigger {} on {}", sql::quoted(trigger.name), shown(*table)),
             fmt::format("DROP TRIGGER IF EXISTS {} ON {};\n", sql::quoted(trigger.name), shown(*table)), id,
             trigger.origin, trigger.name,
             function != nullptr && context.catalog().find_functions(trigger.function) == function});
      }
    }
  }
  return list;
}

}  // namespace migralint::dependants
