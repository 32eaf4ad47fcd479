#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/definitions.hpp"
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
  std::string drop;                // takes it away, for the recipe
  std::string again = {};          // makes it once more
  const Relation* view = nullptr;  // which is dropped with all that reads it
};

std::string shown_name(const Relation& view) {
  return sql::quoted(view.schema == "public" ? sql::Name{{}, view.name, {}} : view.qualified());
}

// A view, behind those that read it, so that each can be dropped by itself.
void add_with_readers(std::vector<const Relation*>& order, const Relation& view, const Context& context) {
  if (std::find(order.begin(), order.end(), &view) != order.end()) {
    return;
  }
  for (const auto* reader : context.catalog().readers(view.id)) {
    add_with_readers(order, *reader, context);
  }
  order.push_back(&view);
}

// The view as its definition says, with the indexes of a materialized one.
std::string made_again(const Relation& view, const Context& context) {
  auto text = definitions::statement(view.origin, {view.name}, context);
  for (const auto id : view.reads) {
    const auto* source = context.catalog().get(id);
    text = text && source != nullptr ? definitions::statement(view.origin, {view.name, source->name}, context)
                                     : std::nullopt;
  }
  for (const auto id : view.indexes) {
    const auto* index = context.catalog().get(id);
    const auto built = index != nullptr ? definitions::create_index(*index, context) : std::nullopt;
    if (!text || !built) {
      text.reset();
      break;
    }
    std::string plain = *built;
    constexpr std::string_view word = " CONCURRENTLY";
    plain.erase(plain.find(word), word.size());
    *text += plain;
  }
  return text.value_or(fmt::format(
      "-- make {} again here: the files that were read do not show its definition\n", shown_name(view)));
}

void add_views(std::vector<Obstacle>& found, const Relation& table, const catalog::Column& column,
               const Context& context) {
  for (const auto* view : context.catalog().readers(table.id)) {
    if (!dependants::reads_column(*view, table, column, context)) {
      continue;
    }
    const bool materialized = view->kind == catalog::RelationKind::materialized_view;
    found.push_back(
        {fmt::format("the {} {} reads it", materialized ? "materialized view" : "view", shown_name(*view)),
         "cannot alter type of a column used by a view or rule",
         view->origin,
         {},
         {},
         view});
  }
}

// The definition as it was written, or a comment that says what is to be written.
std::string again(std::string_view what, const catalog::Origin& origin,
                  std::initializer_list<std::string> names, const Context& context) {
  return definitions::statement(origin, names, context)
      .value_or(
          fmt::format("-- make {} again here: the files that were read do not show its definition\n", what));
}

void add_parts(std::vector<Obstacle>& found, const Relation& table, const std::string& column,
               const std::string& shown, const Context& context) {
  for (const auto& policy : table.policies) {
    if (mentions(policy.using_expr, table, column) || mentions(policy.check_expr, table, column)) {
      found.push_back({fmt::format("the policy {} uses it", sql::quoted(policy.name)),
                       "cannot alter type of a column used in a policy definition", policy.origin,
                       fmt::format("DROP POLICY IF EXISTS {} ON {};\n", sql::quoted(policy.name), shown),
                       again("the policy " + sql::quoted(policy.name), policy.origin,
                             {policy.name, table.name, column}, context)});
    }
  }
  for (const auto& trigger : table.triggers) {
    const auto& columns = trigger.update_columns;
    if (std::find(columns.begin(), columns.end(), column) != columns.end()) {
      found.push_back({fmt::format("the trigger {} fires on UPDATE OF it", sql::quoted(trigger.name)),
                       "cannot alter type of a column used in a trigger definition", trigger.origin,
                       fmt::format("DROP TRIGGER IF EXISTS {} ON {};\n", sql::quoted(trigger.name), shown),
                       again("the trigger " + sql::quoted(trigger.name), trigger.origin,
                             {trigger.name, table.name, column}, context)});
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

// SET DEFAULT with the same text, which the server reads as a value of the new type; where the statement does
// not set another one itself.
std::string default_again(const sql::AlterTable& alter, const sql::AlterColumnType& change,
                          const catalog::Column& column, const std::string& shown, const Context& context) {
  const bool set = std::any_of(alter.actions.begin(), alter.actions.end(), [&](const sql::Action& action) {
    const auto* other = std::get_if<sql::SetDefault>(&action.what);
    return other != nullptr && other->column == change.column;
  });
  const auto* values = context.catalog().find_enum({change.type.schema, change.type.name, {}});
  const sql::Expr* expr = column.default_expr.get();
  while (expr->kind == sql::Expr::Kind::cast && !expr->args.empty()) {
    expr = &expr->args.front();
  }
  const bool is_label =
      values != nullptr && expr->kind == sql::Expr::Kind::string &&
      std::any_of(values->values.begin(), values->values.end(),
                  [&](const catalog::EnumValue& value) { return value.label == expr->name; });
  const std::string value = is_label ? recipes::literal(expr->name) : recipes::stand_in(change.type, context);
  if (set || value.empty()) {
    return {};
  }
  return (is_label ? std::string() : fmt::format("-- {} stands in for the default of new rows\n", value)) +
         fmt::format("ALTER TABLE {} ALTER COLUMN {} SET DEFAULT {};\n", shown, sql::quoted(column.name),
                     value);
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
       fmt::format("ALTER TABLE {} ALTER COLUMN {} DROP DEFAULT;\n", shown, sql::quoted(column.name)),
       default_again(alter, change, column, shown, context)});
}

// What is in the way is dropped, and made again behind the change.
std::optional<Fix> recipe(const std::vector<Obstacle>& found, const Relation& table,
                          const std::string& column, const std::string& change, const Context& context) {
  std::vector<const Relation*> views;
  // Also those that may read it: to make one again that does not costs nothing.
  for (const auto& dependant : dependants::of_column(table, column, context)) {
    const auto* relation = context.catalog().get(dependant.relation);
    if (relation != nullptr && (relation->kind == catalog::RelationKind::view ||
                                relation->kind == catalog::RelationKind::materialized_view)) {
      add_with_readers(views, *relation, context);
    }
  }
  std::string drops;
  std::string rest;
  for (const auto& obstacle : found) {
    if (obstacle.view != nullptr) {
      add_with_readers(views, *obstacle.view, context);
    } else if (obstacle.drop.empty()) {
      return std::nullopt;
    }
    drops += obstacle.drop;
    rest += obstacle.again;
  }
  std::string makes;
  std::string view_drops;
  for (const auto* view : views) {
    view_drops +=
        fmt::format("DROP {} IF EXISTS {};\n",
                    view->kind == catalog::RelationKind::materialized_view ? "MATERIALIZED VIEW" : "VIEW",
                    shown_name(*view));
    makes.insert(0, made_again(*view, context));
  }
  return Fix{Fix::Class::plan,
             "what works: take it away and make it again, with its privileges, in the same transaction",
             recipes::in_one_transaction(
                 context, recipes::timeout_guard(context) + view_drops + drops + change + rest + makes),
             {}};
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
  add_parts(found, *table, change.column, shown, context);
  add_default(found, alter, change, *column, shown, context);
  if (found.empty()) {
    return;
  }
  auto& finding = report(action.keywords, action.span,
                         fmt::format("the type of {}.{} cannot be changed: {}", shown,
                                     sql::quoted(change.column), found.front().message));
  finding.label = found.front().label;
  for (const auto& obstacle : found) {
    if (obstacle.origin.known()) {
      finding.evidence.push_back(
          fmt::format("{}, since {}", obstacle.message, context.place(obstacle.origin)));
    }
  }
  finding.fix = recipe(found, *table, change.column,
                       fmt::format("ALTER TABLE {} {};\n", shown, context.text(action.span)), context);
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
