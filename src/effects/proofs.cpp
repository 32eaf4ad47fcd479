// What a CHECK or a WHERE says for certain, by the planner's simple rules
// (src/backend/optimizer/util/predtest.c).
#include <algorithm>

#include "effects/judgements.hpp"

namespace migralint::effects {
namespace {

using sql::Expr;
using Kind = Expr::Kind;

bool is_column(const Expr& expr, std::string_view column) {
  return expr.kind == Kind::column && expr.name == column;
}

bool is_null(const Expr& expr) {
  return expr.kind == Kind::null ||
         (expr.kind == Kind::cast && !expr.args.empty() && is_null(expr.args.front()));
}

std::optional<bool> constant_truth(const Expr& expr);

/// Whether `expr` (or its negation) says that the column is not NULL. NULL results do not count: a CHECK that
/// is NULL passes, so that only forms that are never NULL prove anything.
bool implies_not_null(const Expr& expr, std::string_view column, bool negated) {
  const auto arg = [&](const Expr& e) { return implies_not_null(e, column, negated); };
  switch (expr.kind) {
    case Kind::is_not_null: {
      if (negated || expr.args.size() != 1) {
        return false;
      }
      // ROW(a, b) IS NOT NULL says it of every field.
      const auto& subject = expr.args.front();
      const bool in_row = subject.kind == Kind::row &&
                          std::any_of(subject.args.begin(), subject.args.end(),
                                      [&](const Expr& field) { return is_column(field, column); });
      return in_row || is_column(subject, column);
    }
    case Kind::op: {
      // A comparison with a Boolean constant is the other side, or its negation.
      if (expr.name != "=" || expr.args.size() != 2) {
        return false;
      }
      const bool first = expr.args[0].kind == Kind::boolean;
      const auto& constant = expr.args[first ? 0 : 1];
      if (constant.kind != Kind::boolean) {
        return false;
      }
      return implies_not_null(expr.args[first ? 1 : 0], column, negated != (constant.name == "false"));
    }
    case Kind::is_null:
      return negated && expr.args.size() == 1 && is_column(expr.args.front(), column);
    case Kind::is_distinct:
    case Kind::is_not_distinct: {
      // Simplified to IS [NOT] NULL when one side is a NULL constant.
      const bool distinct = (expr.kind == Kind::is_distinct) != negated;
      if (!distinct || expr.args.size() != 2) {
        return false;
      }
      const auto& [a, b] = std::tie(expr.args[0], expr.args[1]);
      return (is_column(a, column) && is_null(b)) || (is_column(b, column) && is_null(a));
    }
    case Kind::logical_not:
      return expr.args.size() == 1 && implies_not_null(expr.args.front(), column, !negated);
    case Kind::logical_and:
    case Kind::logical_or: {
      // De Morgan: NOT (a OR b) is a conjunction.
      const bool conjunction = (expr.kind == Kind::logical_and) != negated;
      if (conjunction) {
        return std::ranges::any_of(expr.args, arg);
      }
      // Parts of a disjunction that are false for certain are left out.
      const auto never = [&](const Expr& e) { return constant_truth(e) == negated; };
      return !std::ranges::all_of(expr.args, never) &&
             std::ranges::all_of(expr.args, [&](const Expr& e) { return never(e) || arg(e); });
    }
    default:
      return false;
  }
}

bool is_literal(const Expr& expr) {
  return expr.kind == Kind::integer || expr.kind == Kind::number || expr.kind == Kind::string ||
         expr.kind == Kind::boolean;
}

bool is_true_text(std::string_view text) {
  return text == "true" || text == "t" || text == "yes" || text == "y" || text == "on" || text == "1";
}

std::optional<bool> constant_truth(const Expr& expr) {
  switch (expr.kind) {
    case Kind::boolean:
      return expr.name == "true";
    case Kind::cast:
      if (expr.type->name != "bool" || expr.args.empty()) {
        return std::nullopt;
      }
      if (expr.args.front().kind == Kind::string) {
        return is_true_text(expr.args.front().name);
      }
      return constant_truth(expr.args.front());
    case Kind::logical_not:
      if (expr.args.size() == 1) {
        if (const auto inner = constant_truth(expr.args.front())) {
          return !*inner;
        }
      }
      return std::nullopt;
    case Kind::op: {
      if (expr.args.size() != 2 || !is_literal(expr.args[0]) || !is_literal(expr.args[1])) {
        return std::nullopt;
      }
      const bool equal = expr.args[0].kind == expr.args[1].kind && expr.args[0].name == expr.args[1].name;
      if (expr.name == "=") {
        return equal;
      }
      if (expr.name == "<>" || expr.name == "!=") {
        return !equal;
      }
      return std::nullopt;
    }
    case Kind::logical_and:
    case Kind::logical_or: {
      const bool decisive = expr.kind == Kind::logical_or;  // one such operand settles the whole
      bool all_known = true;
      for (const auto& arg : expr.args) {
        const auto truth = constant_truth(arg);
        if (truth == decisive) {
          return decisive;
        }
        all_known = all_known && truth.has_value();
      }
      return all_known ? std::optional(!decisive) : std::nullopt;
    }
    default:
      return std::nullopt;
  }
}

}  // namespace

bool check_implies_not_null(const sql::Expr& check, std::string_view column) {
  return implies_not_null(check, column, false);
}

NotNullProof prove_not_null(const catalog::Relation& table, std::string_view column, int pg_version) {
  const auto* known = table.column(column);
  if (known != nullptr && known->not_null && known->not_null_valid) {
    return {NotNullProof::Kind::already_not_null, nullptr};
  }
  if (pg_version < 12) {
    return {};
  }
  for (const auto& constraint : table.constraints) {
    const bool counts = constraint.kind == sql::Constraint::Kind::check && constraint.validated &&
                        constraint.enforced && constraint.expr != nullptr;
    if (counts && check_implies_not_null(*constraint.expr, column)) {
      return {NotNullProof::Kind::check, &constraint};
    }
  }
  return {};
}

bool is_always_true(const sql::Expr& expr) { return constant_truth(expr).value_or(false); }

bool is_existing(const catalog::Relation& relation, const session::Session& session) {
  if (relation.persistence == catalog::Persistence::temporary) {
    return false;
  }
  if (relation.assumed || !relation.certainly_created || !session.in_transaction()) {
    return true;
  }
  return !relation.origin.known() || relation.origin.transaction != session.transaction_id();
}

}  // namespace migralint::effects
