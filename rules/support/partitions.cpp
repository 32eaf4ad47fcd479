#include "rules/support/partitions.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace migralint::partitions {

namespace {

std::optional<std::string> literal(const sql::Expr& expr) {
  using Kind = sql::Expr::Kind;
  if (expr.kind == Kind::integer || expr.kind == Kind::number) {
    return expr.name;
  }
  if (expr.kind == Kind::string) {
    std::string text = "'";
    for (const char c : expr.name) {
      text += c == '\'' ? "''" : std::string(1, c);
    }
    return text + "'";
  }
  if (expr.kind == Kind::cast && !expr.args.empty()) {
    return literal(expr.args.front());
  }
  if (expr.kind == Kind::op && expr.name == "-" && expr.args.size() == 1) {
    const auto inner = literal(expr.args.front());
    return inner ? std::optional("-" + *inner) : std::nullopt;
  }
  return std::nullopt;
}

bool is_unbounded(const sql::Expr& expr) {
  return expr.kind == sql::Expr::Kind::column && (expr.name == "minvalue" || expr.name == "maxvalue");
}

std::optional<Condition> of_list(const std::string& column, const sql::PartitionBound& bound) {
  std::string values;
  std::string others;
  for (const auto& value : bound.values) {
    const auto text = literal(value);
    if (!text) {
      return std::nullopt;
    }
    values += (values.empty() ? "" : ", ") + *text;
    others += fmt::format(" AND {} <> {}", column, *text);
  }
  if (values.empty()) {
    return std::nullopt;
  }
  return Condition{fmt::format("{0} IS NOT NULL AND {0} IN ({1})", column, values),
                   fmt::format("{} IS NOT NULL{}", column, others)};
}

std::optional<Condition> of_range(const std::string& column, const sql::PartitionBound& bound) {
  if (bound.lower.size() != 1 || bound.upper.size() != 1) {
    return std::nullopt;
  }
  std::string inside = column + " IS NOT NULL";
  std::string outside;
  if (!is_unbounded(bound.lower.front())) {
    const auto lower = literal(bound.lower.front());
    if (!lower) {
      return std::nullopt;
    }
    inside += fmt::format(" AND {} >= {}", column, *lower);
    outside = fmt::format("{} < {}", column, *lower);
  }
  if (!is_unbounded(bound.upper.front())) {
    const auto upper = literal(bound.upper.front());
    if (!upper) {
      return std::nullopt;
    }
    inside += fmt::format(" AND {} < {}", column, *upper);
    outside += fmt::format("{}{} >= {}", outside.empty() ? "" : " OR ", column, *upper);
  }
  return Condition{inside,
                   fmt::format("{} IS NOT NULL AND ({})", column, outside.empty() ? "false" : outside)};
}

}  // namespace

std::vector<const catalog::Relation*> leaves(const catalog::Relation& parent,
                                             const catalog::Catalog& catalog) {
  auto below = catalog.descendants(parent.id);
  std::erase_if(below, [](const catalog::Relation* table) {
    return table->kind == catalog::RelationKind::partitioned_table;
  });
  return below;
}

std::optional<Condition> condition(const sql::PartitionKey& key, const sql::PartitionBound& bound) {
  const bool other_order =
      key.has_opclass || std::ranges::any_of(key.collations, [](const auto& name) { return !name.empty(); });
  if (bound.is_default || key.columns.size() != 1 || key.columns.front().empty() || other_order) {
    return std::nullopt;
  }
  const std::string column = sql::quoted(key.columns.front());
  switch (bound.strategy) {
    case sql::PartitionStrategy::list:
      return of_list(column, bound);
    case sql::PartitionStrategy::range:
      return of_range(column, bound);
    default:
      return std::nullopt;
  }
}

}  // namespace migralint::partitions
