#include "effects/cascade_uses.hpp"

namespace migralint::effects {

using catalog::Relation;

sql::Name place_of_function(const Builder& builder, const sql::Name& name) {
  const auto* known = name.schema.empty() ? builder.catalog().find_functions(name) : nullptr;
  return known != nullptr && !known->empty() ? known->front().name : name;
}

sql::Name place_of_type(const Builder& builder, const sql::Name& name) {
  return name.schema.empty() ? catalog::resolve_type(builder.catalog(), name).value_or(name) : name;
}

bool mentions_column(const sql::ExprPtr& expr, std::string_view column) {
  return expr != nullptr &&
         expr->any([&](const sql::Expr& e) { return e.kind == sql::Expr::Kind::column && e.name == column; });
}

bool index_mentions(const catalog::Index& index, std::string_view column) {
  return mentions_column(index.predicate, column) ||
         std::find(index.including.begin(), index.including.end(), column) != index.including.end() ||
         std::any_of(index.keys.begin(), index.keys.end(), [&](const sql::IndexKey& key) {
           return key.column == column || mentions_column(key.expr, column);
         });
}

std::vector<sql::Name> sequences_in(const sql::Expr& expr) {
  std::vector<sql::Name> names;
  expr.walk([&](const sql::Expr& call) {
    const bool advances = call.kind == sql::Expr::Kind::function && !call.args.empty() &&
                          (call.name == "nextval" || call.name == "setval");
    if (!advances) {
      return;
    }
    const auto* text = &call.args.front();
    while (text->kind == sql::Expr::Kind::cast && !text->args.empty()) {
      text = &text->args.front();
    }
    if (text->kind == sql::Expr::Kind::string) {
      names.push_back(sql::name_in_text(text->name));
    }
  });
  return names;
}

std::vector<sql::Name> sequences_advanced_by(const Builder& builder, const sql::Expr& expr) {
  auto found = sequences_in(expr);
  expr.walk([&](const sql::Expr& call) {
    const auto* functions = call.kind == sql::Expr::Kind::function
                                ? builder.catalog().find_functions({call.schema, call.name, {}})
                                : nullptr;
    // Which of several it calls is not known.
    if (functions == nullptr || functions->size() != 1 || functions->front().language != "sql") {
      return;
    }
    const auto& body = functions->front().body_statement;
    const auto* select = body != nullptr ? body->as<sql::Select>() : nullptr;
    if (select != nullptr && select->value != nullptr) {
      const auto inner = sequences_in(*select->value);
      found.insert(found.end(), inner.begin(), inner.end());
    }
  });
  return found;
}

std::vector<const Relation*> sequences_of_defaults(const Builder& builder, const Relation& table) {
  std::vector<const Relation*> found;
  for (const auto& column : table.columns) {
    if (column.default_expr == nullptr) {
      continue;
    }
    for (const auto& name : sequences_in(*column.default_expr)) {
      const auto* sequence = builder.catalog().find(name);
      if (sequence != nullptr && sequence->kind == RelationKind::sequence) {
        found.push_back(sequence);
      }
    }
  }
  return found;
}

namespace {

bool rule_or_policy_reads(const Builder& builder, const Relation& table, const Relation& relation) {
  const auto reads = [&](const sql::ExprPtr& expr) {
    return expr != nullptr && expr->any([&](const sql::Expr& e) {
      return e.kind == sql::Expr::Kind::sub_select &&
             std::any_of(e.relations.begin(), e.relations.end(), [&](const sql::RelationName& name) {
               return name.name == relation.name && builder.catalog().find(name) == &relation;
             });
    });
  };
  const auto in = [&](const std::vector<RelationId>& ids) {
    return std::find(ids.begin(), ids.end(), relation.id) != ids.end();
  };
  return std::any_of(table.policies.begin(), table.policies.end(),
                     [&](const catalog::Policy& policy) {
                       return reads(policy.using_expr) || reads(policy.check_expr);
                     }) ||
         std::any_of(table.rules.begin(), table.rules.end(),
                     [&](const catalog::Rule& rule) { return in(rule.changed) || in(rule.read); });
}

}  // namespace

void each_with_rule_or_policy(const Builder& builder, const Relation& relation,
                              const std::function<void(const Relation&)>& visit) {
  builder.catalog().for_each([&](const Relation& other) {
    // Nearly no table has either.
    const bool may_read = !other.policies.empty() || !other.rules.empty();
    if (may_read && other.id != relation.id && rule_or_policy_reads(builder, other, relation)) {
      visit(other);
    }
  });
}

}  // namespace migralint::effects
