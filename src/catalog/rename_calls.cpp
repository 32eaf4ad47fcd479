// A renamed function keeps its users: what calls it is stored by its number, not by its name.
#include "catalog/applier.hpp"

namespace migralint::catalog {
namespace {

template <class T>
const Few<T>& items(const Few<T>& list) {
  return list;
}
template <class T>
auto& items(Few<T>& list) {
  return list.edit();
}

/// The expressions of a relation, to be read or to be changed.
template <class AnyRelation, class Visit>
void each_expression(AnyRelation& relation, const Visit& visit) {
  for (auto& column : relation.columns) {
    visit(column.default_expr);
    visit(column.generated_expr);
  }
  for (auto& constraint : relation.constraints) {
    visit(constraint.expr);
  }
  if (!relation.triggers.empty()) {
    for (auto& trigger : items(relation.triggers)) {
      visit(trigger.when);
    }
  }
  if (!relation.policies.empty()) {
    for (auto& policy : items(relation.policies)) {
      visit(policy.using_expr);
      visit(policy.check_expr);
    }
  }
  if (relation.index) {
    for (auto& key : relation.index->keys) {
      visit(key.expr);
    }
    visit(relation.index->predicate);
  }
}

bool calls_it(const Relation& relation, const sql::Name& function) {
  bool found = std::ranges::any_of(relation.calls,
                                   [&](const sql::Name& called) { return is_same_object(called, function); });
  each_expression(relation, [&](const sql::ExprPtr& expr) { found = found || calls(expr, function); });
  return found;
}

void rename_in(Relation& relation, const sql::Name& from, const sql::Name& to) {
  each_expression(relation, [&](sql::ExprPtr& expr) { expr = rename_calls_in(expr, from, to); });
  if (relation.calls.empty()) {
    return;
  }
  for (auto& called : relation.calls.edit()) {
    if (is_same_object(called, from)) {
      called = to;
    }
  }
}

}  // namespace

void rename_calls_of(Applier& applier, const sql::Name& from, const sql::Name& to) {
  std::vector<RelationId> users;
  applier.catalog.for_each([&](const Relation& relation) {
    if (calls_it(relation, from)) {
      users.push_back(relation.id);
    }
  });
  for (const RelationId id : users) {
    rename_in(applier.edit(id), from, to);
  }
}

}  // namespace migralint::catalog
