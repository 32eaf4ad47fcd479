#include "catalog/applier.hpp"

namespace migralint::catalog {
namespace {

using Kind = sql::Expr::Kind;

bool rename_in(sql::Expr& expr, std::string_view from, std::string_view to) {
  bool changed = false;
  if (expr.kind == Kind::column && expr.name == from) {
    expr.name = to;
    changed = true;
  }
  for (auto& arg : expr.args) {
    changed = rename_in(arg, from, to) || changed;
  }
  return changed;
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
  return expr &&
         expr->any([&](const sql::Expr& node) { return node.kind == Kind::column && node.name == column; });
}

sql::ExprPtr rename_column_in(const sql::ExprPtr& expr, std::string_view from, std::string_view to) {
  if (!mentions_column(expr, from)) {
    return expr;
  }
  auto copy = std::make_shared<sql::Expr>(*expr);
  rename_in(*copy, from, to);
  return copy;
}

namespace {

bool is_call_of(const sql::Expr& expr, const sql::Name& function) {
  return expr.kind == Kind::function && expr.name == function.name &&
         (expr.schema.empty() || function.schema.empty() || expr.schema == function.schema);
}

void rename_calls(sql::Expr& expr, const sql::Name& from, const sql::Name& to) {
  if (is_call_of(expr, from)) {
    expr.name = to.name;
    // Where the bare name was enough it still is, unless the schema changes.
    if (!expr.schema.empty() || from.schema != to.schema) {
      expr.schema = to.schema;
    }
  }
  for (auto& arg : expr.args) {
    rename_calls(arg, from, to);
  }
}

}  // namespace

bool calls(const sql::Expr& expr, const sql::Name& function) {
  return expr.any([&](const sql::Expr& node) { return is_call_of(node, function); });
}

sql::ExprPtr rename_calls_in(const sql::ExprPtr& expr, const sql::Name& from, const sql::Name& to) {
  if (!calls(expr, from)) {
    return expr;
  }
  auto copy = std::make_shared<sql::Expr>(*expr);
  rename_calls(*copy, from, to);
  return copy;
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
