#include "rules/support/defaults.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace migralint::defaults {

namespace {

using Kind = sql::Expr::Kind;

sql::TypeName builtin(std::string_view name) {
  sql::TypeName type;
  type.name = name;
  return type;
}

bool is_null(const sql::Expr& expr) {
  return expr.kind == Kind::null ||
         (expr.kind == Kind::cast && !expr.args.empty() && is_null(expr.args.front()));
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

}  // namespace migralint::defaults
