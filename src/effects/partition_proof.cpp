#include "effects/partition_proof.hpp"

#include <algorithm>
#include <charconv>
#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "effects/judgements.hpp"

namespace migralint::effects {
namespace {

using sql::Expr;
using Kind = Expr::Kind;

const Expr& without_casts(const Expr& expr) {
  const auto* current = &expr;
  while (current->kind == Kind::cast && !current->args.empty()) {
    current = &current->args.front();
  }
  return *current;
}

struct Constant {
  bool number = false;
  long long integer = 0;
  std::string_view text;
};

/// Integers, and strings compared as text: dates in ISO form compare as dates do; other texts only for
/// equality.
std::optional<Constant> constant(const Expr& written) {
  const auto& expr = without_casts(written);
  if (expr.kind == Kind::op && expr.name == "-" && expr.args.size() == 1) {
    auto inner = constant(expr.args.front());
    if (!inner || !inner->number) {
      return std::nullopt;
    }
    inner->integer = -inner->integer;
    return inner;
  }
  if (expr.kind == Kind::string) {
    return Constant{false, 0, expr.name};
  }
  if (expr.kind != Kind::integer) {
    return std::nullopt;
  }
  Constant result{true, 0, {}};
  const auto [end, error] =
      std::from_chars(expr.name.data(), expr.name.data() + expr.name.size(), result.integer);
  return error == std::errc{} && end == expr.name.data() + expr.name.size() ? std::optional(result)
                                                                            : std::nullopt;
}

/// Texts of which order is certain: the same length and of the form of an ISO date or time stamp.
bool is_iso_date(std::string_view text) {
  return text.size() >= 10 && text[4] == '-' && text[7] == '-' &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || c == '-' || c == ':' || c == ' ' || c == '.';
         });
}

std::optional<std::strong_ordering> compare(const Constant& a, const Constant& b) {
  if (a.number != b.number) {
    return std::nullopt;
  }
  if (a.number) {
    return a.integer <=> b.integer;
  }
  if (a.text == b.text) {
    return std::strong_ordering::equal;
  }
  if (a.text.size() == b.text.size() && is_iso_date(a.text) && is_iso_date(b.text)) {
    return a.text <=> b.text;
  }
  return std::nullopt;
}

struct Comparison {
  std::string_view op;
  Constant value;
};

std::string_view mirrored(std::string_view op) {
  if (op == "<") {
    return ">";
  }
  if (op == ">") {
    return "<";
  }
  if (op == "<=") {
    return ">=";
  }
  if (op == ">=") {
    return "<=";
  }
  return op;
}

/// `column op constant`, whichever way round it is written.
std::optional<Comparison> comparison(const Expr& expr, std::string_view column) {
  if (expr.kind != Kind::op || expr.args.size() != 2) {
    return std::nullopt;
  }
  const auto is_key = [&](const Expr& e) {
    const auto& bare = without_casts(e);
    return bare.kind == Kind::column && bare.name == column;
  };
  for (const bool swapped : {false, true}) {
    const auto& left = expr.args[swapped ? 1 : 0];
    const auto& right = expr.args[swapped ? 0 : 1];
    if (!is_key(left)) {
      continue;
    }
    if (const auto value = constant(right)) {
      return Comparison{swapped ? mirrored(expr.name) : std::string_view(expr.name), *value};
    }
  }
  return std::nullopt;
}

void collect_conjuncts(const Expr& expr, std::vector<const Expr*>& conjuncts) {
  if (expr.kind == Kind::logical_and) {
    for (const auto& arg : expr.args) {
      collect_conjuncts(arg, conjuncts);
    }
  } else {
    conjuncts.push_back(&expr);
  }
}

std::vector<const Expr*> conjuncts_of(const catalog::Relation& table) {
  std::vector<const Expr*> conjuncts;
  for (const auto& constraint : table.constraints) {
    const bool counts = constraint.kind == sql::Constraint::Kind::check && constraint.validated &&
                        constraint.enforced && constraint.expr != nullptr;
    if (counts) {
      collect_conjuncts(*constraint.expr, conjuncts);
    }
  }
  return conjuncts;
}

bool is_not_null(const catalog::Relation& table, const std::vector<const Expr*>& conjuncts,
                 std::string_view column) {
  const auto* known = table.column(column);
  if (known != nullptr && known->not_null) {
    return true;
  }
  return std::any_of(conjuncts.begin(), conjuncts.end(),
                     [&](const Expr* expr) { return check_implies_not_null(*expr, column); });
}

bool is_unbounded(const Expr& expr) {
  const auto& bare = without_casts(expr);
  return bare.kind == Kind::column && (bare.name == "minvalue" || bare.name == "maxvalue");
}

/// Whether `known` (a comparison that all rows satisfy) implies `column >= limit` (or `column < limit`).
bool implies_at_least(const Comparison& known, const Constant& limit) {
  const auto order = compare(known.value, limit);
  return order && *order >= 0 && (known.op == ">=" || known.op == ">" || known.op == "=");
}
bool implies_below(const Comparison& known, const Constant& limit) {
  const auto order = compare(known.value, limit);
  if (!order) {
    return false;
  }
  return (known.op == "<" && *order <= 0) || ((known.op == "<=" || known.op == "=") && *order < 0);
}

bool any_implies(const std::vector<const Expr*>& conjuncts, std::string_view column, const Constant& limit,
                 bool (*implies)(const Comparison&, const Constant&)) {
  return std::any_of(conjuncts.begin(), conjuncts.end(), [&](const Expr* expr) {
    const auto known = comparison(*expr, column);
    return known && implies(*known, limit);
  });
}

std::optional<std::string_view> single_column(const sql::PartitionKey& key) {
  if (key.columns.size() != 1 || key.columns.front().empty()) {
    return std::nullopt;
  }
  return key.columns.front();
}

/// `column = v` or `column IN (v, …)` with values that are all among the bound's.
bool is_within_list(const Expr& expr, std::string_view column, const std::vector<Expr>& values) {
  const auto listed = [&](const Constant& value) {
    return std::any_of(values.begin(), values.end(), [&](const Expr& e) {
      const auto other = constant(e);
      return other && compare(value, *other) == std::strong_ordering::equal;
    });
  };
  if (const auto known = comparison(expr, column)) {
    return known->op == "=" && listed(known->value);
  }
  const bool is_in =
      expr.kind == Kind::op && (expr.name == "IN" || expr.name == "=") && expr.args.size() >= 2;
  if (!is_in || expr.args.front().kind != Kind::column || expr.args.front().name != column) {
    return false;
  }
  std::vector<const Expr*> members;
  for (std::size_t i = 1; i < expr.args.size(); ++i) {
    const auto& arg = expr.args[i];
    if (arg.kind == Kind::array || arg.kind == Kind::row) {
      for (const auto& member : arg.args) {
        members.push_back(&member);
      }
    } else {
      members.push_back(&arg);
    }
  }
  return !members.empty() && std::all_of(members.begin(), members.end(), [&](const Expr* member) {
    const auto value = constant(*member);
    return value && listed(*value);
  });
}

bool list_implied(const std::vector<const Expr*>& conjuncts, std::string_view column,
                  const sql::PartitionBound& bound) {
  return std::any_of(conjuncts.begin(), conjuncts.end(),
                     [&](const Expr* expr) { return is_within_list(*expr, column, bound.values); });
}

bool range_implied(const std::vector<const Expr*>& conjuncts, std::string_view column,
                   const sql::PartitionBound& bound) {
  if (bound.lower.size() != 1 || bound.upper.size() != 1) {
    return false;
  }
  const auto lower = constant(bound.lower.front());
  const auto upper = constant(bound.upper.front());
  const bool from = is_unbounded(bound.lower.front()) ||
                    (lower && any_implies(conjuncts, column, *lower, implies_at_least));
  const bool to =
      is_unbounded(bound.upper.front()) || (upper && any_implies(conjuncts, column, *upper, implies_below));
  return from && to;
}

/// Whether all rows of the range satisfy the comparison.
bool range_satisfies(const Comparison& known, const std::optional<Constant>& lower,
                     const std::optional<Constant>& upper) {
  if (known.op == ">=" || known.op == ">") {
    const auto order = lower ? compare(known.value, *lower) : std::nullopt;
    return order && (known.op == ">=" ? *order <= 0 : *order < 0);
  }
  const auto order = upper ? compare(known.value, *upper) : std::nullopt;
  return order && (known.op == "<" || known.op == "<=") && *order >= 0;
}

/// A conjunct that no row of the range satisfies: `k < lower`, `k >= upper`, or an OR of such.
bool outside_range(const Expr& expr, std::string_view column, const std::optional<Constant>& lower,
                   const std::optional<Constant>& upper) {
  if (expr.kind == Kind::logical_or) {
    return !expr.args.empty() && std::all_of(expr.args.begin(), expr.args.end(), [&](const Expr& arg) {
      return outside_range(arg, column, lower, upper);
    });
  }
  if (expr.kind == Kind::logical_not && expr.args.size() == 1) {
    std::vector<const Expr*> denied;
    collect_conjuncts(expr.args.front(), denied);
    return std::all_of(denied.begin(), denied.end(), [&](const Expr* part) {
      const auto known = comparison(*part, column);
      return known && range_satisfies(*known, lower, upper);
    });
  }
  const auto known = comparison(expr, column);
  return known && ((lower && implies_below(*known, *lower)) || (upper && implies_at_least(*known, *upper)));
}

}  // namespace

bool is_provable_key(const sql::PartitionKey& key) { return single_column(key).has_value(); }

namespace {

/// FOR VALUES IN (NULL), with a check that the key is null.
bool null_list_implied(const std::vector<const Expr*>& conjuncts, std::string_view column,
                       const sql::PartitionBound& bound) {
  const bool only_null = bound.strategy == sql::PartitionStrategy::list && bound.values.size() == 1 &&
                         bound.values.front().kind == Kind::null;
  return only_null && std::any_of(conjuncts.begin(), conjuncts.end(), [&](const Expr* expr) {
           return expr->kind == Kind::is_null && expr->args.size() == 1 &&
                  expr->args.front().kind == Kind::column && expr->args.front().name == column;
         });
}

}  // namespace

bool implies_bound(const catalog::Relation& table, const sql::PartitionKey& key,
                   const sql::PartitionBound& bound) {
  const auto column = single_column(key);
  if (!column || bound.is_default) {
    return false;
  }
  const auto conjuncts = conjuncts_of(table);
  if (null_list_implied(conjuncts, *column, bound)) {
    return true;
  }
  if (!is_not_null(table, conjuncts, *column)) {
    return false;
  }
  switch (bound.strategy) {
    case sql::PartitionStrategy::list:
      return list_implied(conjuncts, *column, bound);
    case sql::PartitionStrategy::range:
      return range_implied(conjuncts, *column, bound);
    default:
      return false;
  }
}

bool excludes_bound(const catalog::Relation& table, const sql::PartitionKey& key,
                    const sql::PartitionBound& bound) {
  const auto column = single_column(key);
  if (!column || bound.is_default) {
    return false;
  }
  const auto conjuncts = conjuncts_of(table);
  if (!is_not_null(table, conjuncts, *column)) {
    return false;
  }
  if (bound.strategy == sql::PartitionStrategy::list) {
    return std::all_of(bound.values.begin(), bound.values.end(), [&](const Expr& written) {
      const auto value = constant(written);
      return value && std::any_of(conjuncts.begin(), conjuncts.end(), [&](const Expr* expr) {
               const auto known = comparison(*expr, *column);
               return known && (known->op == "<>" || known->op == "!=") &&
                      compare(known->value, *value) == std::strong_ordering::equal;
             });
    });
  }
  if (bound.strategy != sql::PartitionStrategy::range || bound.lower.size() != 1 || bound.upper.size() != 1) {
    return false;
  }
  const auto lower = constant(bound.lower.front());
  const auto upper = constant(bound.upper.front());
  return std::any_of(conjuncts.begin(), conjuncts.end(),
                     [&](const Expr* expr) { return outside_range(*expr, *column, lower, upper); });
}

}  // namespace migralint::effects
