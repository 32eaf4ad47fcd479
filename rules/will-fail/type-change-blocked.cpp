#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/dependants.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using catalog::Relation;
using dependants::mentions;

// Something that keeps the column's type from being changed.
struct Obstacle {
  std::string message;  // "the view v reads it"
  std::string label;    // what the server says
  catalog::Origin origin;
  std::string drop;  // takes it away, for the recipe
};

void add_views(std::vector<Obstacle>& found, const Relation& table, const catalog::Column& column,
               const Context& context) {
  for (const auto* view : context.catalog().readers(table.id)) {
    if (!dependants::reads_column(*view, table, column, context)) {
      continue;
    }
    const bool materialized = view->kind == catalog::RelationKind::materialized_view;
    const std::string name =
        sql::quoted(view->schema == "public" ? sql::Name{{}, view->name, {}} : view->qualified());
    found.push_back({fmt::format("the {} {} reads it", materialized ? "materialized view" : "view", name),
                     "cannot alter type of a column used by a view or rule", view->origin,
                     fmt::format("DROP {} IF EXISTS {}", materialized ? "MATERIALIZED VIEW" : "VIEW", name)});
  }
}

void add_parts(std::vector<Obstacle>& found, const Relation& table, const std::string& column,
               const std::string& shown) {
  for (const auto& policy : table.policies) {
    if (mentions(policy.using_expr, table, column) || mentions(policy.check_expr, table, column)) {
      found.push_back({fmt::format("the policy {} uses it", sql::quoted(policy.name)),
                       "cannot alter type of a column used in a policy definition", policy.origin,
                       fmt::format("DROP POLICY IF EXISTS {} ON {}", sql::quoted(policy.name), shown)});
    }
  }
  for (const auto& trigger : table.triggers) {
    const auto& columns = trigger.update_columns;
    if (std::find(columns.begin(), columns.end(), column) != columns.end()) {
      found.push_back({fmt::format("the trigger {} fires on UPDATE OF it", sql::quoted(trigger.name)),
                       "cannot alter type of a column used in a trigger definition", trigger.origin,
                       fmt::format("DROP TRIGGER IF EXISTS {} ON {}", sql::quoted(trigger.name), shown)});
    }
  }
  for (const auto& other : table.columns) {
    if (mentions(other.generated_expr, table, column)) {
      found.push_back({fmt::format("the generated column {} is computed from it", sql::quoted(other.name)),
                       "cannot alter type of a column used by a generated column",
                       other.origin,
                       {}});
    }
  }
}

void add_partition_key(std::vector<Obstacle>& found, const Relation& table, const std::string& column) {
  const sql::PartitionKey& key = table.partition_key;
  bool part = std::find(key.columns.begin(), key.columns.end(), column) != key.columns.end();
  for (const auto& expr : key.expressions) {
    part = part || mentions(expr, table, column);
  }
  if (part) {
    found.push_back(
        {"it is part of the partition key",
         fmt::format("cannot alter column \"{}\" because it is part of the partition key of relation",
                     column),
         table.origin,
         {}});
  }
}

bool is_text(const sql::TypeName& type) {
  return type.name == "text" || type.name == "varchar" || type.name == "bpchar" || type.name == "citext";
}

bool is_enum(const sql::TypeName& type, const Context& context) {
  return context.catalog().find_enum({type.schema, type.name, {}}) != nullptr;
}

bool is_integer(const sql::TypeName& type) {
  return type.name == "int2" || type.name == "int4" || type.name == "int8";
}

bool is_plain(const sql::TypeName& type) {
  constexpr std::string_view known[] = {
      "int2", "int4", "int8",   "numeric",  "float4", "float8", "bool", "uuid",      "json",       "jsonb",
      "date", "time", "timetz", "interval", "bytea",  "inet",   "cidr", "timestamp", "timestamptz"};
  return std::find(std::begin(known), std::end(known), type.name) != std::end(known);
}

// Only pairs that certainly have no assignment cast (pg_cast); USING is not applied to the default.
bool default_has_no_cast(const sql::TypeName& from, const sql::TypeName& to, const Context& context) {
  if (from.array_dimensions > 0 || to.array_dimensions > 0) {
    return false;
  }
  if (is_text(from)) {
    return is_plain(to) || is_enum(to, context);
  }
  if (is_enum(from, context)) {
    return is_plain(to) || (is_enum(to, context) && !(from == to));
  }
  return (is_integer(from) && (to.name == "bool" || is_enum(to, context))) ||
         (from.name == "bool" && (is_integer(to) || is_enum(to, context)));
}

bool is_null(const sql::Expr& expr) {
  return expr.kind == sql::Expr::Kind::null ||
         (expr.kind == sql::Expr::Kind::cast && !expr.args.empty() && is_null(expr.args.front()));
}

// The type that the default has by itself: SET DEFAULT does not keep the cast to the column's type that it
// adds (strip_implicit_coercions). Nothing for what is neither a constant nor a cast.
std::optional<sql::TypeName> type_of_default(const catalog::Column& column) {
  using Kind = sql::Expr::Kind;
  const sql::Expr& expr = *column.default_expr;
  if (expr.kind == Kind::cast) {
    return expr.type;
  }
  const bool constant = expr.kind == Kind::string || expr.kind == Kind::integer || expr.kind == Kind::boolean;
  return constant ? std::optional(column.type) : std::nullopt;
}

void add_default(std::vector<Obstacle>& found, const sql::AlterTable& alter,
                 const sql::AlterColumnType& change, const catalog::Column& column, const std::string& shown,
                 const Context& context) {
  const bool stored = column.default_expr != nullptr && !is_null(*column.default_expr);
  // DROP DEFAULT of the same statement is done before, SET DEFAULT after (measured).
  const bool dropped =
      std::any_of(alter.actions.begin(), alter.actions.end(), [&](const sql::Action& action) {
        const auto* drop = std::get_if<sql::DropDefault>(&action.what);
        return drop != nullptr && drop->column == change.column;
      });
  const auto from = stored && !dropped ? type_of_default(column) : std::nullopt;
  if (!from || !default_has_no_cast(effects::storage_type(*from, context.catalog()),
                                    effects::storage_type(change.type, context.catalog()), context)) {
    return;
  }
  found.push_back(
      {fmt::format("its default cannot be cast to {}", sql::to_string(change.type)),
       fmt::format("default for column \"{}\" cannot be cast automatically to type {}", column.name,
                   sql::to_string(change.type)),
       column.origin,
       fmt::format("ALTER TABLE {} ALTER COLUMN {} DROP DEFAULT", shown, sql::quoted(column.name))});
}

void report_change(const sql::AlterTable& alter, const sql::Action& action,
                   const sql::AlterColumnType& change, const Context& context, Report& report) {
  const auto* table = context.catalog().find(alter.table);
  const auto* column = table != nullptr ? table->column(change.column) : nullptr;
  if (column == nullptr || !table->is_table()) {
    return;
  }
  const std::string shown = sql::quoted(alter.table);
  std::vector<Obstacle> found;
  add_partition_key(found, *table, change.column);
  add_views(found, *table, *column, context);
  add_parts(found, *table, change.column, shown);
  add_default(found, alter, change, *column, shown, context);
  if (found.empty()) {
    return;
  }
  auto& finding = report(action.keywords, action.span,
                         fmt::format("the type of {}.{} cannot be changed: {}", shown,
                                     sql::quoted(change.column), found.front().message));
  finding.label = found.front().label;
  std::string drops;
  bool all = true;
  for (const auto& obstacle : found) {
    if (obstacle.origin.known()) {
      finding.evidence.push_back(
          fmt::format("{}, since {}", obstacle.message, context.place(obstacle.origin)));
    }
    all = all && !obstacle.drop.empty();
    drops += obstacle.drop.empty() ? "" : obstacle.drop + ";\n";
  }
  if (all) {
    finding.fix =
        Fix{Fix::Class::plan,
            "what works: take it away and make it again, in the same transaction",
            fmt::format("BEGIN;\n{}{}ALTER TABLE {} {};\n-- and what was dropped again, as it was\nCOMMIT;\n",
                        recipes::timeout_guard(context), drops, shown, context.text(action.span)),
            {}};
  }
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  if (alter.kind == sql::ObjectKind::composite_type) {
    return;
  }
  for (const auto& action : alter.actions) {
    if (const auto* change = std::get_if<sql::AlterColumnType>(&action.what)) {
      report_change(alter, action, *change, context, report);
    }
  }
}

}  // namespace

MIGRALINT_RULE(will_fail_type_change_blocked) = {
    .level = Level::error,
    .rank = Rank::will_fail,
    .summary =
        "ALTER COLUMN TYPE of a column that a view, policy, trigger, generated column, partition key or "
        "default "
        "holds on to",
    .hooks = {on<check>},
};
