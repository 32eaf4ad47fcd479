// Who uses what: the questions that a CASCADE asks of one relation.
#pragma once

#include <algorithm>
#include <functional>
#include <string_view>
#include <vector>

#include "catalog/apply.hpp"
#include "effects/builder.hpp"

namespace migralint::effects {

using catalog::is_same_object;

/// The name with its schema, as far as the history shows it.
sql::Name place_of_function(const Builder& builder, const sql::Name& name);
sql::Name place_of_type(const Builder& builder, const sql::Name& name);

bool mentions_column(const sql::ExprPtr& expr, std::string_view column);
bool index_mentions(const catalog::Index& index, std::string_view column);
/// Sequences that the table's defaults call nextval() of.
std::vector<const catalog::Relation*> sequences_of_defaults(const Builder& builder,
                                                            const catalog::Relation& table);
/// Sequences named in nextval('…') or setval('…') in an expression.
std::vector<sql::Name> sequences_in(const sql::Expr& expr);
/// Those, and the ones of SQL functions that it calls and that are a single expression.
std::vector<sql::Name> sequences_advanced_by(const Builder& builder, const sql::Expr& expr);
/// Calls `visit` on each other table of which a rule, or a sub-query in a policy, names `relation`.
void each_with_rule_or_policy(const Builder& builder, const catalog::Relation& relation,
                              const std::function<void(const catalog::Relation&)>& visit);

template <class Uses>
bool index_has_expression(const catalog::Index& index, const Uses& uses) {
  return uses(index.predicate) || std::any_of(index.keys.begin(), index.keys.end(),
                                              [&](const sql::IndexKey& key) { return uses(key.expr); });
}

/// Defaults, generated columns, constraints and policies.
template <class Uses>
bool has_expression(const catalog::Relation& table, const Uses& uses) {
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [&](const catalog::Column& column) {
                       return uses(column.default_expr) || uses(column.generated_expr);
                     }) ||
         std::any_of(table.constraints.begin(), table.constraints.end(),
                     [&](const catalog::Constraint& constraint) { return uses(constraint.expr); }) ||
         std::any_of(table.policies.begin(), table.policies.end(), [&](const catalog::Policy& policy) {
           return uses(policy.using_expr) || uses(policy.check_expr);
         });
}

}  // namespace migralint::effects
