#include "sql/expr.hpp"

#include <algorithm>

namespace migralint::sql {

void Expr::walk(FunctionRef<void(const Expr&)> visit) const {
  visit(*this);
  for (const Expr& arg : args) {
    arg.walk(visit);
  }
}

bool Expr::any(FunctionRef<bool(const Expr&)> predicate) const {
  if (predicate(*this)) {
    return true;
  }
  return std::ranges::any_of(args, [&](const Expr& arg) { return arg.any(predicate); });
}

std::vector<std::string> columns_of(const Expr& expr) {
  std::vector<std::string> columns;
  expr.walk([&](const Expr& node) {
    if (node.kind != Expr::Kind::column || node.name == "*") {
      return;
    }
    if (std::ranges::find(columns, node.name) == columns.end()) {
      columns.push_back(node.name);
    }
  });
  return columns;
}

bool same_expression(const Expr& a, const Expr& b) {
  // A node without a name of this kind is where the lowering stopped: nothing is known of what is below it.
  if (a.kind == Expr::Kind::other && a.name.empty()) {
    return false;
  }
  return a.kind == b.kind && a.has_limit == b.has_limit && a.schema == b.schema && a.name == b.name &&
         a.type == b.type && a.relations == b.relations &&
         std::ranges::equal(a.args, b.args,
                            [](const Expr& x, const Expr& y) { return same_expression(x, y); });
}

}  // namespace migralint::sql
