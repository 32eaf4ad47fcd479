#include "catalog/applier.hpp"

namespace migralint::catalog {
namespace {

using Kind = sql::Expr::Kind;

template <class Change>
void change_each(sql::Expr& expr, const Change& change) {
  change(expr);
  for (auto& arg : expr.args) {
    change_each(arg, change);
  }
}

/// Expressions are shared: what changes is a copy. `change` is called with each node of it.
template <class Change>
sql::ExprPtr changed(const sql::ExprPtr& expr, const Change& change) {
  auto copy = std::make_shared<sql::Expr>(*expr);
  change_each(*copy, change);
  return copy;
}

bool is_column(const sql::Expr& expr, std::string_view column) {
  return expr.kind == Kind::column && expr.name == column;
}

bool is_call_of(const sql::Expr& expr, const sql::Name& function) {
  return expr.kind == Kind::function && is_same_object(expr.schema, expr.name, function);
}

const sql::Expr& without_casts(const sql::Expr& expr) {
  const sql::Expr* node = &expr;
  while (node->kind == Kind::cast && !node->args.empty()) {
    node = &node->args[0];
  }
  return *node;
}

}  // namespace

bool mentions_column(const sql::ExprPtr& expr, std::string_view column) {
  return expr && expr->any([&](const sql::Expr& node) { return is_column(node, column); });
}

sql::ExprPtr rename_column_in(const sql::ExprPtr& expr, std::string_view from, std::string_view to) {
  if (!mentions_column(expr, from)) {
    return expr;
  }
  return changed(expr, [&](sql::Expr& node) {
    if (is_column(node, from)) {
      node.name = to;
    }
  });
}

bool calls(const sql::Expr& expr, const sql::Name& function) {
  return expr.any([&](const sql::Expr& node) { return is_call_of(node, function); });
}

sql::ExprPtr rename_calls_in(const sql::ExprPtr& expr, const sql::Name& from, const sql::Name& to) {
  if (!calls(expr, from)) {
    return expr;
  }
  return changed(expr, [&](sql::Expr& node) {
    if (!is_call_of(node, from)) {
      return;
    }
    node.name = to.name;
    // Where the bare name was enough it still is, unless the schema changes.
    if (!node.schema.empty() || from.schema != to.schema) {
      node.schema = to.schema;
    }
  });
}

sql::Name sequence_of_default(const sql::ExprPtr& expr) {
  if (!expr) {
    return {};
  }
  const sql::Expr& call = without_casts(*expr);
  if (call.kind != Kind::function || call.name != "nextval" || call.args.size() != 1) {
    return {};
  }
  // Only a constant of type regclass keeps its sequence; a text is looked up at each call.
  const sql::Expr* argument = &call.args[0];
  bool is_regclass = true;
  while (argument->kind == Kind::cast && !argument->args.empty()) {
    is_regclass = argument->type->name == "regclass";
    argument = &argument->args[0];
  }
  return argument->kind == Kind::string && is_regclass ? sql::name_in_text(argument->name) : sql::Name();
}

sql::ExprPtr nextval_of(const sql::Name& sequence) {
  sql::Expr text;
  text.kind = Kind::string;
  text.name = sql::quoted(sequence);
  sql::Expr cast;
  cast.kind = Kind::cast;
  cast.type.edit().name = "regclass";
  cast.args.push_back(std::move(text));
  sql::Expr call;
  call.kind = Kind::function;
  call.name = "nextval";
  call.args.push_back(std::move(cast));
  return std::make_shared<const sql::Expr>(std::move(call));
}

bool gives_value(const sql::ExprPtr& expr) { return expr && without_casts(*expr).kind != Kind::null; }

}  // namespace migralint::catalog
