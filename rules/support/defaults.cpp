#include "rules/support/defaults.hpp"

#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "rules/support/recipes.hpp"
#include "rules/support/types.hpp"

namespace migralint::defaults {

namespace {

using Kind = sql::Expr::Kind;

sql::TypeName builtin(std::string_view name) {
  sql::TypeName type;
  type.name = name;
  return type;
}

// Those that defaults are made of.
std::optional<sql::TypeName> result_of(std::string_view function) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> known{{
      {"now", "timestamptz"},
      {"transaction_timestamp", "timestamptz"},
      {"statement_timestamp", "timestamptz"},
      {"clock_timestamp", "timestamptz"},
      {"current_timestamp", "timestamptz"},
      {"current_date", "date"},
      {"gen_random_uuid", "uuid"},
      {"uuid_generate_v4", "uuid"},
      {"nextval", "int8"},
  }};
  for (const auto& [name, type] : known) {
    if (name == function) {
      return builtin(type);
    }
  }
  return std::nullopt;
}

}  // namespace

bool is_null(const sql::Expr& expr) {
  return expr.kind == Kind::null ||
         (expr.kind == Kind::cast && !expr.args.empty() && is_null(expr.args.front()));
}

sql::ExprPtr of_domain(const sql::TypeName& type, const catalog::Catalog& catalog) {
  constexpr int deepest = 32;
  const auto* domain =
      type.array_dimensions == 0 ? catalog.find_domain({type.schema, type.name, {}}) : nullptr;
  for (int depth = 0; domain != nullptr && depth < deepest; ++depth) {
    if (domain->default_expr != nullptr) {
      return is_null(*domain->default_expr) ? nullptr : domain->default_expr;
    }
    domain = catalog.find_domain({domain->base.schema, domain->base.name, {}});
  }
  return nullptr;
}

std::optional<sql::TypeName> type_of(const catalog::Column& column) {
  if (column.serial && column.default_expr == nullptr) {
    return builtin("int8");
  }
  if (column.default_expr == nullptr || is_null(*column.default_expr)) {
    return std::nullopt;
  }
  const sql::Expr& expr = *column.default_expr;
  constexpr std::size_t digits_of_int4 = 9;
  switch (expr.kind) {
    case Kind::cast:
      return expr.type;
    case Kind::string:
      return column.type;  // a text without a type is read as the column's
    case Kind::integer:
      return builtin(expr.name.size() <= digits_of_int4 ? "int4" : "int8");
    case Kind::number:
      return builtin("numeric");
    case Kind::boolean:
      return builtin("bool");
    case Kind::function:
    case Kind::sql_value:
      return expr.args.empty() || expr.name == "nextval" ? result_of(expr.name) : std::nullopt;
    default:
      return std::nullopt;
  }
}

namespace {

std::optional<std::string> list_of(const std::vector<sql::Expr>& args) {
  std::string list;
  for (const auto& arg : args) {
    const auto text = text_of(arg);
    if (!text) {
      return std::nullopt;
    }
    list += (list.empty() ? "" : ", ") + *text;
  }
  return list;
}

std::optional<std::string> operation(const sql::Expr& expr) {
  const bool is_plain = expr.name.find_first_not_of("+-*/|") == std::string::npos;
  if (!is_plain || expr.args.empty() || expr.args.size() > 2) {
    return std::nullopt;
  }
  const auto left = text_of(expr.args.front());
  const auto right = text_of(expr.args.back());
  if (!left || !right) {
    return std::nullopt;
  }
  return expr.args.size() == 1 ? fmt::format("({}{})", expr.name, *right)
                               : fmt::format("({} {} {})", *left, expr.name, *right);
}

std::optional<std::string> around(std::string_view before, const std::vector<sql::Expr>& args,
                                  std::string_view behind) {
  const auto list = list_of(args);
  return list ? std::optional(fmt::format("{}{}{}", before, *list, behind)) : std::nullopt;
}

}  // namespace

std::optional<std::string> text_of(const sql::Expr& expr) {
  switch (expr.kind) {
    case Kind::integer:
    case Kind::number:
    case Kind::boolean:
      return expr.name;
    case Kind::null:
      return "NULL";
    case Kind::string:
      return recipes::literal(expr.name);
    case Kind::sql_value:
      return expr.name;
    case Kind::function:
      return around(sql::quoted(sql::Name{expr.schema.str(), expr.name, {}}) + "(", expr.args, ")");
    case Kind::coalesce:
      return around("coalesce(", expr.args, ")");
    case Kind::array:
      return around("ARRAY[", expr.args, "]");
    case Kind::cast:
      return expr.type->empty() ? std::nullopt : around("", expr.args, "::" + sql::to_string(expr.type));
    case Kind::op:
      return operation(expr);
    default:
      return std::nullopt;
  }
}

bool fits(const sql::Expr& expr, const sql::TypeName& from, const sql::TypeName& to) {
  if (from == to || types::work_alike(from, to)) {
    return true;
  }
  switch (expr.kind) {
    case Kind::string:
      return true;  // read as whatever type the column has
    case Kind::integer:
    case Kind::number:
      return types::is_number(to);
    case Kind::boolean:
      return to.name == "bool" && to.array_dimensions == 0;
    default:
      return types::is_date(from) && types::is_date(to);
  }
}

}  // namespace migralint::defaults
