#include "effects/partition_proof.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "effects/judgements.hpp"
#include "effects/key_values.hpp"

namespace migralint::effects {
namespace {

using sql::Expr;
using Kind = Expr::Kind;

/// `key op value`, which all rows satisfy.
struct Comparison {
  std::string_view op;
  KeyValue value;
};
using Test = std::function<bool(const Comparison&)>;

/// The other side's operator when the sides change places, and the operator of the negation.
struct Operator {
  std::string_view name;
  std::string_view mirrored;
  std::string_view negated;
};
constexpr Operator operators[] = {{"=", "=", "<>"}, {"<>", "<>", "="}, {"<", ">", ">="},
                                  {">", "<", "<="}, {"<=", ">=", ">"}, {">=", "<=", "<"}};

const Operator* find_operator(std::string_view name) {
  const auto* const found = std::ranges::find(operators, name == "!=" ? "<>" : name, &Operator::name);
  return found == std::end(operators) ? nullptr : found;
}

/// The key of one table, with what its checks say about it.
class Checks {
 public:
  Checks(const catalog::Catalog& catalog, const catalog::Relation& table, std::string_view column)
      : column_(column), known_(table.column(column)), type_(key_type(known_, catalog)) {
    for (const auto& constraint : table.constraints) {
      const bool counts = constraint.kind == sql::Constraint::Kind::check && constraint.validated &&
                          constraint.enforced && constraint.expr != nullptr;
      if (counts) {
        checks_.push_back(constraint.expr.get());
      }
    }
  }

  [[nodiscard]] const KeyType& type() const { return type_; }

  [[nodiscard]] bool is_not_null() const {
    return (known_ != nullptr && known_->not_null && known_->not_null_valid) ||
           std::ranges::any_of(checks_,
                               [&](const Expr* check) { return check_implies_not_null(*check, column_); });
  }

  [[nodiscard]] bool is_null() const {
    return std::ranges::any_of(checks_, [&](const Expr* check) {
      return check->kind == Kind::is_null && check->args.size() == 1 &&
             is_key(type_, check->args[0], column_);
    });
  }

  /// A COLLATE of the key that is not the column's makes other comparisons than the checks do.
  [[nodiscard]] bool compare_like(std::string_view collation) const {
    return collation.empty() || (known_ != nullptr && known_->collation == collation);
  }

  [[nodiscard]] bool imply(const Test& test) const {
    return std::ranges::any_of(checks_, [&](const Expr* check) { return implies(*check, false, test); });
  }

 private:
  /// Whether `expr` (or its negation) says something that passes the test (predicate_implied_by in
  /// src/backend/optimizer/util/predtest.c): one part of a conjunction, or every part of a disjunction.
  [[nodiscard]] bool implies(const Expr& expr, bool negated, const Test& test) const {
    const auto part = [&](const Expr& arg) { return implies(arg, negated, test); };
    switch (expr.kind) {
      case Kind::logical_not:
        return expr.args.size() == 1 && implies(expr.args.front(), !negated, test);
      case Kind::logical_and:
      case Kind::logical_or:
        return (expr.kind == Kind::logical_and) != negated
                   ? std::ranges::any_of(expr.args, part)
                   : !expr.args.empty() && std::ranges::all_of(expr.args, part);
      case Kind::op:
        return operation_implies(expr, negated, test);
      default:
        break;
    }
    // A Boolean key stands for itself.
    const bool truth = type_.family == KeyType::Family::boolean && is_key(type_, expr, column_);
    return truth && test({"=", {KeyValue::Kind::text, false, negated ? "false" : "true", {}, true}});
  }

  [[nodiscard]] bool operation_implies(const Expr& expr, bool negated, const Test& test) const {
    const std::string_view name = expr.name;
    if (name == "IN" || name == "= ANY") {
      return members_imply(expr, negated ? "<>" : "=", test);
    }
    if (name == "NOT IN" || name == "<> ALL") {
      return members_imply(expr, negated ? "=" : "<>", test);
    }
    if ((name == "BETWEEN" || name == "NOT BETWEEN") && expr.args.size() == 3) {
      const bool outside = (name == "NOT BETWEEN") != negated;
      const bool lower = side_implies(expr.args[0], expr.args[1], outside ? "<" : ">=", test);
      const bool upper = side_implies(expr.args[0], expr.args[2], outside ? ">" : "<=", test);
      return outside ? lower && upper : lower || upper;
    }
    const auto* op = expr.args.size() == 2 ? find_operator(name) : nullptr;
    if (op == nullptr) {
      return false;
    }
    const auto* mirrored = find_operator(op->mirrored);
    return side_implies(expr.args[0], expr.args[1], negated ? op->negated : op->name, test) ||
           side_implies(expr.args[1], expr.args[0], negated ? mirrored->negated : mirrored->name, test);
  }

  [[nodiscard]] bool side_implies(const Expr& key, const Expr& constant, std::string_view op,
                                  const Test& test) const {
    const auto value = is_key(type_, key, column_) ? compared_value(type_, constant) : std::nullopt;
    return value && test({op, *value});
  }

  /// `key IN (…)` is a disjunction, `key NOT IN (…)` a conjunction.
  [[nodiscard]] bool members_imply(const Expr& expr, std::string_view op, const Test& test) const {
    constexpr std::size_t longest = 100;  // MAX_SAOP_ARRAY_SIZE
    if (expr.args.size() < 2) {
      return false;
    }
    const auto& listed = expr.args[1];
    const bool is_array = expr.args.size() == 2 && listed.kind == Kind::array;
    const auto* const first = is_array ? listed.args.data() : expr.args.data() + 1;
    const auto* const last = is_array ? first + listed.args.size() : expr.args.data() + expr.args.size();
    const auto member = [&](const Expr& constant) { return side_implies(expr.args[0], constant, op, test); };
    if (first == last || static_cast<std::size_t>(last - first) > longest) {
      return false;
    }
    return op == "=" ? std::all_of(first, last, member) : std::any_of(first, last, member);
  }

  std::string_view column_;
  const catalog::Column* known_;
  KeyType type_;
  std::vector<const Expr*> checks_;
};

bool is_unbounded(const Expr& expr) {
  return expr.kind == Kind::column && (expr.name == "minvalue" || expr.name == "maxvalue");
}

bool implies_at_least(const Comparison& known, const KeyValue& limit) {
  const auto order = compare(known.value, limit);
  return order && *order >= 0 && (known.op == ">=" || known.op == ">" || known.op == "=");
}

bool implies_below(const Comparison& known, const KeyValue& limit) {
  const auto order = compare(known.value, limit);
  return order && ((known.op == "<" && *order <= 0) || ((known.op == "<=" || known.op == "=") && *order < 0));
}

bool implies_not(const Comparison& known, const KeyValue& value) {
  if (known.op == "<>") {
    return compare(known.value, value) == std::strong_ordering::equal;
  }
  const auto order = compare(known.value, value);
  const bool above = order && ((known.op == ">" && *order >= 0) || (known.op == ">=" && *order > 0));
  return above || implies_below(known, value) || (known.op == "=" && certainly_differ(known.value, value));
}

bool list_implied(const Checks& checks, const sql::PartitionBound& bound) {
  // Both values of a Boolean key are not simplified to the key itself.
  if (checks.type().family == KeyType::Family::boolean && bound.values.size() > 1) {
    return false;
  }
  return checks.imply([&](const Comparison& known) {
    return known.op == "=" && std::ranges::any_of(bound.values, [&](const Expr& written) {
             const auto value = bound_value(checks.type(), written);
             return value && compare(known.value, *value) == std::strong_ordering::equal;
           });
  });
}

bool range_implied(const Checks& checks, const sql::PartitionBound& bound) {
  const auto lower = bound_value(checks.type(), bound.lower.front());
  const auto upper = bound_value(checks.type(), bound.upper.front());
  const bool from =
      is_unbounded(bound.lower.front()) ||
      (lower && checks.imply([&](const Comparison& known) { return implies_at_least(known, *lower); }));
  return from &&
         (is_unbounded(bound.upper.front()) ||
          (upper && checks.imply([&](const Comparison& known) { return implies_below(known, *upper); })));
}

bool is_single_range(const sql::PartitionBound& bound) {
  return bound.strategy == sql::PartitionStrategy::range && bound.lower.size() == 1 &&
         bound.upper.size() == 1;
}

/// Nothing: nothing can be proved.
std::optional<Checks> checks_of(const catalog::Catalog& catalog, const catalog::Relation& table,
                                const sql::PartitionKey& key, const sql::PartitionBound& bound) {
  if (!is_provable_key(key) || bound.is_default) {
    return std::nullopt;
  }
  Checks checks(catalog, table, key.columns.front());
  const auto collation =
      key.collations.empty() ? std::string_view() : std::string_view(key.collations.front());
  return checks.compare_like(collation) ? std::optional(std::move(checks)) : std::nullopt;
}

}  // namespace

bool is_provable_key(const sql::PartitionKey& key) {
  return key.columns.size() == 1 && !key.columns.front().empty() && !key.has_opclass;
}

bool implies_bound(const catalog::Catalog& catalog, const catalog::Relation& table,
                   const sql::PartitionKey& key, const sql::PartitionBound& bound) {
  const auto checks = checks_of(catalog, table, key, bound);
  if (!checks) {
    return false;
  }
  const bool is_list = bound.strategy == sql::PartitionStrategy::list;
  if (is_list && bound.values.size() == 1 && bound.values.front().kind == Kind::null) {
    return checks->is_null();
  }
  return checks->is_not_null() &&
         (is_list ? list_implied(*checks, bound) : is_single_range(bound) && range_implied(*checks, bound));
}

bool excludes_bound(const catalog::Catalog& catalog, const catalog::Relation& table,
                    const sql::PartitionKey& key, const sql::PartitionBound& bound) {
  const auto checks = checks_of(catalog, table, key, bound);
  if (!checks || !checks->is_not_null()) {
    return false;
  }
  if (bound.strategy == sql::PartitionStrategy::list) {
    return std::ranges::all_of(bound.values, [&](const Expr& written) {
      const auto value = bound_value(checks->type(), written);
      return value && checks->imply([&](const Comparison& known) { return implies_not(known, *value); });
    });
  }
  if (!is_single_range(bound)) {
    return false;
  }
  const auto lower = bound_value(checks->type(), bound.lower.front());
  const auto upper = bound_value(checks->type(), bound.upper.front());
  return checks->imply([&](const Comparison& known) {
    return (lower && implies_below(known, *lower)) || (upper && implies_at_least(known, *upper));
  });
}

}  // namespace migralint::effects
