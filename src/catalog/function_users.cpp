#include "catalog/function_users.hpp"

#include <algorithm>

namespace migralint::catalog {
namespace {

bool is_called(const sql::Name& stored, const sql::Name& function) {
  return stored.name == function.name &&
         (stored.schema.empty() || function.schema.empty() || stored.schema == function.schema);
}

bool calls(const sql::ExprPtr& expr, const sql::Name& function) {
  return expr != nullptr && expr->any([&](const sql::Expr& node) {
    return node.kind == sql::Expr::Kind::function && is_called({node.schema, node.name, {}}, function);
  });
}

bool calls(const Index& index, const sql::Name& function) {
  return calls(index.predicate, function) ||
         std::ranges::any_of(index.keys, [&](const sql::IndexKey& key) { return calls(key.expr, function); });
}

void add_users_in(const Catalog& catalog, const Relation& relation, const sql::Name& function,
                  std::vector<FunctionUser>& users) {
  using Kind = FunctionUser::Kind;
  const auto add = [&](bool uses, Kind kind, std::string_view name, RelationId index = no_relation) {
    if (uses) {
      users.push_back({kind, &relation, name, index});
    }
  };
  for (const auto& trigger : relation.triggers) {
    add(is_called(trigger.function, function), Kind::trigger, trigger.name);
  }
  for (const auto& column : relation.columns) {
    add(calls(column.default_expr, function), Kind::default_value, column.name);
    add(calls(column.generated_expr, function), Kind::generated_column, column.name);
  }
  for (const auto& constraint : relation.constraints) {
    add(calls(constraint.expr, function), Kind::constraint, constraint.name);
  }
  for (const auto& policy : relation.policies) {
    add(calls(policy.using_expr, function) || calls(policy.check_expr, function), Kind::policy, policy.name);
  }
  for (const RelationId id : relation.indexes) {
    const Relation* index = catalog.get(id);
    if (index != nullptr && index->index) {
      add(calls(*index->index, function), Kind::index, index->name, id);
    }
  }
  const bool query = std::ranges::any_of(
      relation.calls, [&](const sql::Name& called) { return is_called(called, function); });
  add(query, Kind::view, {});
}

}  // namespace

std::vector<FunctionUser> function_users(const Catalog& catalog, const sql::Name& function) {
  std::vector<FunctionUser> users;
  catalog.for_each([&](const Relation& relation) { add_users_in(catalog, relation, function, users); });
  return users;
}

}  // namespace migralint::catalog
