// The volatility of an expression as the planner sees it, and what a default does to the rows that exist.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "effects/judgements.hpp"

namespace migralint::effects {
namespace {

using sql::Expr;
using sql::Volatility;

struct Answer {
  Volatility volatility = Volatility::immutable;
  std::string culprit;

  /// Unknown counts as worse than stable and better than volatile: one volatile part settles the answer.
  static int rank(Volatility volatility) {
    switch (volatility) {
      case Volatility::immutable:
        return 0;
      case Volatility::stable:
        return 1;
      case Volatility::unknown:
        return 2;
      case Volatility::volatile_:
        return 3;
    }
    return 3;
  }
  void add(Volatility other, const std::string& name) {
    if (rank(other) <= rank(volatility)) {
      return;
    }
    volatility = other;
    culprit = rank(other) >= 2 ? name : std::string{};
  }
};

constexpr int inlining_depth = 8;
void walk(const Expr& expr, const Environment& environment, int depth, Answer& answer);

/// The volatility of the body of an SQL-language function that the planner would put in the place of its call
/// (inline_function in src/backend/optimizer/util/clauses.c): one expression and nothing else, in quotes or
/// read by the parser already (BEGIN ATOMIC, RETURN). Nothing: not inlined.
std::optional<Answer> inlined(const catalog::Function& function, const Environment& environment, int depth) {
  const bool is_sql = function.language == "sql" || function.has_atomic_body;
  const bool eligible = is_sql && !function.security_definer && !function.set_returning &&
                        !function.procedure && function.body_statement != nullptr && depth > 0 &&
                        (!function.strict || function.arguments.empty()) && !function.has_settings;
  const auto* select = eligible ? function.body_statement->as<sql::Select>() : nullptr;
  if (select == nullptr || select->value == nullptr) {
    return std::nullopt;
  }
  Answer answer;
  walk(*select->value, environment, depth - 1, answer);
  return answer;
}

Answer label_of(const catalog::Function& function, const Environment& environment, int depth) {
  if (function.volatility == Volatility::volatile_) {
    if (auto answer = inlined(function, environment, depth)) {
      return *answer;
    }
  }
  Answer answer;
  answer.add(function.volatility, function.name.name);
  return answer;
}

/// pg_catalog comes first on every search_path that does not name it further behind.
bool comes_before_pg_catalog(const catalog::Function& function, const catalog::Catalog& catalog) {
  const auto& path = catalog.search_path();
  const auto own = std::find(path.begin(), path.end(), function.name.schema);
  return std::find(own, path.end(), "pg_catalog") != path.end();
}

/// The defaults of the arguments that a call leaves out become part of it.
void add_left_out(const catalog::Function& function, std::size_t arguments, const Environment& environment,
                  int depth, Answer& answer) {
  const auto& defaults = function.defaults;
  const auto all = function.arguments.size();
  const auto missing = std::min(all - std::min(arguments, all), defaults.size());
  for (auto i = defaults.size() - missing; i < defaults.size() && depth > 0; ++i) {
    walk(*defaults[i], environment, depth - 1, answer);
  }
}

/// A function of the history that has a built-in one's name and stands behind it is only found by its
/// arguments: the more volatile of both counts.
Answer label_of(const sql::Name& name, std::size_t arguments, const Environment& environment, int depth) {
  Answer answer;
  const auto* functions = name.schema == "pg_catalog" ? nullptr : environment.catalog.find_functions(name);
  const auto builtin = builtin_volatility(name.name, environment.pg_version);
  if (builtin && (functions == nullptr || functions->empty())) {
    answer.add(*builtin, name.name);
    return answer;
  }
  if (functions == nullptr || functions->empty()) {
    answer.add(Volatility::unknown, name.name);
    return answer;
  }
  const bool hidden = builtin && name.schema.empty() && is_in_pg_catalog(name.name, environment.pg_version) &&
                      !comes_before_pg_catalog(functions->front(), environment.catalog);
  if (hidden) {
    answer.add(*builtin, name.name);
  }
  bool matched = false;
  for (const bool by_count : {true, false}) {
    for (const auto& function : *functions) {
      if (by_count && function.arguments.size() != arguments) {
        continue;
      }
      const auto label = label_of(function, environment, depth);
      answer.add(label.volatility, label.culprit);
      add_left_out(function, arguments, environment, depth, answer);
      matched = true;
    }
    if (matched) {
      break;
    }  // no overload with as many arguments: defaults or VARIADIC, all count
  }
  return answer;
}

/// AT TIME ZONE is volatile for a time with time zone only, and that until 14.
bool shifts_timestamp(const Expr& call) {
  if (call.name != "timezone" || call.args.size() != 2) {
    return false;
  }
  const auto& moment = call.args[1];
  return moment.kind == Expr::Kind::sql_value ||
         (moment.kind == Expr::Kind::cast && moment.type->name.starts_with("timestamp")) ||
         (moment.kind == Expr::Kind::function && !moment.name.starts_with("time"));
}

bool is_null_constant(const Expr& expr) {
  if (expr.kind == Expr::Kind::null) {
    return true;
  }
  return expr.kind == Expr::Kind::cast && !expr.args.empty() && is_null_constant(expr.args.front());
}

/// A literal, or one of a written type, which is read when the statement is parsed.
bool is_literal(const Expr& expr) {
  switch (expr.kind) {
    case Expr::Kind::integer:
    case Expr::Kind::number:
    case Expr::Kind::string:
    case Expr::Kind::boolean:
    case Expr::Kind::bit_string:
      return true;
    case Expr::Kind::cast:
      return !expr.args.empty() && expr.args.front().kind == Expr::Kind::string;
    default:
      return false;
  }
}

/// How many arguments are left when constants are folded (eval_const_expressions in
/// src/backend/optimizer/util/clauses.c): COALESCE ends at its first constant, AND at a false, OR at a true.
std::size_t arguments_kept(const Expr& expr) {
  const bool joins = expr.kind == Expr::Kind::logical_and || expr.kind == Expr::Kind::logical_or;
  const std::string_view settles = expr.kind == Expr::Kind::logical_and ? "false" : "true";
  if (joins && std::any_of(expr.args.begin(), expr.args.end(), [&](const Expr& arg) {
        return arg.kind == Expr::Kind::boolean && arg.name == settles;
      })) {
    return 0;
  }
  if (expr.kind != Expr::Kind::coalesce) {
    return expr.args.size();
  }
  const auto literal = std::find_if(expr.args.begin(), expr.args.end(), is_literal);
  return literal == expr.args.end() ? expr.args.size()
                                    : static_cast<std::size_t>(literal - expr.args.begin()) + 1;
}

/// Functions behind an operator or a cast that the history has made.
void add_functions(const std::vector<sql::Name>* functions, std::size_t arguments,
                   const Environment& environment, int depth, Answer& answer) {
  if (functions == nullptr) {
    return;
  }
  for (const auto& function : *functions) {
    if (!function.empty()) {
      const auto label = label_of(function, arguments, environment, depth);
      answer.add(label.volatility, label.culprit);
    }
  }
}

/// EXTRACT is a function of its own from 14 on.
std::string_view function_name(const Expr& call, int pg_version) {
  return call.name == "extract" && pg_version < 14 ? std::string_view("date_part") : call.name;
}

void walk(const Expr& expr, const Environment& environment, int depth, Answer& answer) {
  switch (expr.kind) {
    case Expr::Kind::function: {
      if (shifts_timestamp(expr)) {
        answer.add(Volatility::stable, expr.name);
        break;
      }
      // A form of the grammar: it compares with "=".
      if (expr.schema.empty() && expr.name == "nullif") {
        add_functions(environment.catalog.find_operators("="), expr.args.size(), environment, depth, answer);
        break;
      }
      const auto label = label_of({expr.schema, std::string(function_name(expr, environment.pg_version)), {}},
                                  expr.args.size(), environment, depth);
      answer.add(label.volatility, label.culprit);
      break;
    }
    case Expr::Kind::sql_value:
      answer.add(Volatility::stable, expr.name);
      break;
    case Expr::Kind::cast:
      // The input functions of date and time types read settings; a built-in cast is never volatile.
      answer.add(Volatility::stable, expr.type->name);
      add_functions(environment.catalog.find_casts_to(expr.type), 1, environment, depth, answer);
      break;
    case Expr::Kind::op:
      // No built-in operator is volatile.
      add_functions(environment.catalog.find_operators(expr.name), expr.args.size(), environment, depth,
                    answer);
      break;
    default:
      break;
  }
  for (std::size_t i = 0, kept = arguments_kept(expr); i < kept; ++i) {
    walk(expr.args[i], environment, depth, answer);
  }
}

bool may_be_volatile(const Expr& expr, const Environment& environment) {
  const auto volatility = volatility_of(expr, environment).volatility;
  return volatility == Volatility::volatile_ || volatility == Volatility::unknown;
}

const catalog::Domain* find_domain(const sql::TypeName& type, const catalog::Catalog& catalog) {
  if (type.array_dimensions > 0) {
    return nullptr;
  }
  return catalog.find_domain({type.schema, type.name, {}});
}

}  // namespace

ExpressionVolatility volatility_of(const sql::Expr& expr, const Environment& environment) {
  Answer answer;
  walk(expr, environment, inlining_depth, answer);
  return {answer.volatility, std::move(answer.culprit)};
}

bool is_serial(const sql::TypeName& type) {
  if (type.array_dimensions > 0 || !type.schema.empty()) {
    return false;
  }
  const std::string_view name = type.name;
  return name == "serial" || name == "bigserial" || name == "smallserial" || name == "serial2" ||
         name == "serial4" || name == "serial8";
}

bool is_constrained_domain(const sql::TypeName& type, const catalog::Catalog& catalog) {
  // The two domains of the server's own that have a CHECK.
  if (type.schema == "information_schema" && type.array_dimensions == 0 &&
      (type.name == "cardinal_number" || type.name == "yes_or_no")) {
    return true;
  }
  const auto* domain = find_domain(type, catalog);
  for (int depth = 0; domain != nullptr && depth < 64; ++depth) {
    if (domain->not_null || !domain->checks.empty()) {
      return true;
    }
    domain = find_domain(domain->base, catalog);
  }
  return false;
}

std::optional<Reason> add_column_rewrites(const sql::ColumnDefinition& column,
                                          const Environment& environment) {
  using Kind = sql::Constraint::Kind;
  if (is_serial(column.type)) {
    return Reason::adds_serial;
  }
  if (column.find(Kind::identity) != nullptr) {
    return Reason::adds_identity;
  }
  if (const auto* generated = column.find(Kind::generated)) {
    // Before 18 there is no VIRTUAL; the keyword that the newer grammar fills in means nothing there.
    const bool is_virtual = generated->generated_virtual && environment.pg_version >= 18;
    return is_virtual ? std::nullopt : std::optional(Reason::adds_generated_stored);
  }
  const auto* written = column.find(Kind::default_value);
  const auto* domain = find_domain(column.type, environment.catalog);
  if (written != nullptr && written->expr != nullptr && may_be_volatile(*written->expr, environment)) {
    return Reason::volatile_default;
  }
  // 12 took a domain's default for a constant, whatever it was (measured).
  if (environment.pg_version >= 13 && written == nullptr && domain != nullptr &&
      domain->default_expr != nullptr && may_be_volatile(*domain->default_expr, environment)) {
    return Reason::volatile_default;
  }
  // From 19 on only constraints that are volatile themselves force it (release notes).
  if (environment.pg_version < 19 && is_constrained_domain(column.type, environment.catalog)) {
    return Reason::adds_constrained_domain;
  }
  return std::nullopt;
}

bool gives_existing_rows_a_value(const sql::ColumnDefinition& column, const Environment& environment) {
  using Kind = sql::Constraint::Kind;
  if (is_serial(column.type) || column.find(Kind::identity) != nullptr ||
      column.find(Kind::generated) != nullptr) {
    return true;
  }
  if (const auto* written = column.find(Kind::default_value)) {
    return written->expr != nullptr && !is_null_constant(*written->expr);
  }
  const auto* domain = find_domain(column.type, environment.catalog);
  return domain != nullptr && domain->default_expr != nullptr && !is_null_constant(*domain->default_expr);
}

}  // namespace migralint::effects
