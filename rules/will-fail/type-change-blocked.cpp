#include <algorithm>

#include <fmt/format.h>

#include "effects/casts.hpp"
#include "effects/numbers.hpp"
#include "lint/rule.hpp"
#include "rules/support/defaults.hpp"
#include "rules/support/definitions.hpp"
#include "rules/support/dependants.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"
#include "rules/support/unseen.hpp"

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
      "-- make {} again here: the files that were read do not show its definition\n", shown(view)));
}

void add_views(std::vector<Obstacle>& found, const Relation& table, const catalog::Column& column,
               const Context& context) {
  for (const auto* view : context.catalog().readers(table.id)) {
    if (!dependants::reads_column(*view, table, column, context)) {
      continue;
    }
    const bool materialized = view->kind == catalog::RelationKind::materialized_view;
    found.push_back(
        {fmt::format("the {} {} reads it", materialized ? "materialized view" : "view", shown(*view)),
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
    if (dependants::fires_on(trigger, column)) {
      const auto& columns = trigger.update_columns;
      const bool named = std::find(columns.begin(), columns.end(), column) != columns.end();
      found.push_back({fmt::format("the trigger {} {}", sql::quoted(trigger.name),
                                   named ? "fires on UPDATE OF it" : "has it in its WHEN"),
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
  while (expr != nullptr && expr->kind == sql::Expr::Kind::cast && !expr->args.empty()) {
    expr = &expr->args.front();
  }
  const bool is_label =
      values != nullptr && expr != nullptr && expr->kind == sql::Expr::Kind::string &&
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
  // DROP DEFAULT of the same statement is done before, SET DEFAULT after (measured).
  const bool dropped =
      std::any_of(alter.actions.begin(), alter.actions.end(), [&](const sql::Action& action) {
        const auto* drop = std::get_if<sql::DropDefault>(&action.what);
        return drop != nullptr && drop->column == change.column;
      });
  const auto from = dropped ? std::nullopt : defaults::type_of(column);
  if (!from || !effects::has_no_assignment_cast(*from, change.type, context.catalog())) {
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

bool is_text(const sql::TypeName& type) {
  return type.array_dimensions == 0 &&
         (type.name == "text" || type.name == "varchar" || type.name == "bpchar");
}

bool is_integer(const sql::TypeName& type) {
  return type.array_dimensions == 0 && (type.name == "int2" || type.name == "int4" || type.name == "int8");
}

// The rows are only converted by themselves where an assignment would convert them.
void add_cast(std::vector<Obstacle>& found, const sql::AlterColumnType& change, const catalog::Column& column,
              const Context& context) {
  const auto to = effects::storage_type(change.type, context.catalog());
  const std::string shown = sql::to_string(change.type);
  if (column.identity && !is_integer(to) && effects::is_known_type(to, context.catalog())) {
    found.push_back({"it is an identity column, which can only be of an integer type",
                     "identity column type must be smallint, integer, or bigint",
                     column.origin,
                     {}});
  }
  if (change.using_expr != nullptr || column.type.empty() ||
      !effects::has_no_assignment_cast(column.type, change.type, context.catalog())) {
    return;
  }
  found.push_back({fmt::format("{} is not converted to {} without USING", sql::to_string(column.type), shown),
                   fmt::format("column \"{}\" cannot be cast automatically to type {}", column.name, shown),
                   column.origin,
                   {}});
}

void add_key(std::vector<Obstacle>& found, const catalog::Constraint& key, const std::string& other) {
  found.push_back({fmt::format("the foreign key {} cannot compare the new type with that of {}",
                               sql::quoted(key.name), other),
                   fmt::format("foreign key constraint \"{}\" cannot be implemented", key.name),
                   key.origin,
                   {}});
}

// The other side of a foreign key, as it is when the statement has been done.
void add_foreign_keys(std::vector<Obstacle>& found, const sql::AlterTable& alter,
                      const sql::AlterColumnType& change, const Relation& table, const Context& context) {
  const auto place_of = [&](const std::vector<std::string>& columns) {
    return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), change.column) -
                                    columns.begin());
  };
  const auto other_type = [](const Relation* relation, const std::vector<std::string>& columns,
                             std::size_t place) -> const catalog::Column* {
    const auto* column =
        relation != nullptr && place < columns.size() ? relation->column(columns[place]) : nullptr;
    return column != nullptr && !column->assumed ? column : nullptr;
  };
  for (const auto& key : table.constraints) {
    const auto place = place_of(key.columns);
    if (key.kind != sql::Constraint::Kind::foreign_key || key.referenced == table.id ||
        place == key.columns.size() || alter.drops_constraint(key.name)) {
      continue;
    }
    const auto* target = context.catalog().get(key.referenced);
    const auto* column = other_type(target, key.referenced_columns, place);
    if (column != nullptr && effects::cannot_reference(change.type, column->type, context.catalog())) {
      add_key(found, key, shown(*target) + "." + sql::quoted(column->name));
    }
  }
  for (const auto& [other, key] : context.catalog().referencing(table.id)) {
    const auto place = place_of(key->referenced_columns);
    const auto* column = other->id != table.id ? other_type(other, key->columns, place) : nullptr;
    if (column != nullptr && other->partition_of == catalog::no_relation &&
        effects::cannot_reference(column->type, change.type, context.catalog())) {
      add_key(found, *key, shown(*other) + "." + sql::quoted(column->name));
    }
  }
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
  std::vector<std::string> names;
  for (const auto* view : views) {
    view_drops += fmt::format(
        "DROP {} IF EXISTS {};\n",
        view->kind == catalog::RelationKind::materialized_view ? "MATERIALIZED VIEW" : "VIEW", shown(*view));
    makes.insert(0, made_again(*view, context));
    names.insert(names.begin(), shown(*view));
  }
  if (!names.empty()) {
    makes += fmt::format("-- GRANT again here what others may do with {}: that goes with the drop\n",
                         findings::listed(names, names.size()));
  }
  return Fix{Fix::Class::plan,
             "what works: take it away and make it again in the same transaction",
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
  add_cast(found, change, *column, context);
  add_views(found, *table, *column, context);
  add_parts(found, *table, change.column, shown, context);
  add_default(found, alter, change, *column, shown, context);
  add_foreign_keys(found, alter, change, *table, context);
  std::erase_if(found, [&](const Obstacle& obstacle) { return unseen::hides(context, obstacle.origin); });
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
  // Any text can be cast to any type, if it is written.
  if (change.using_expr == nullptr && is_text(effects::storage_type(column->type, context.catalog())) &&
      effects::has_no_assignment_cast(column->type, change.type, context.catalog())) {
    finding.evidence.push_back(
        fmt::format("safe form: USING {}::{}, which fails on the first value that is no such thing",
                    sql::quoted(change.column), sql::to_string(change.type)));
  }
  const auto part = static_cast<std::size_t>(&action - alter.actions.data());
  if (context.effects().find(effects::Reason::changes_type, part) != nullptr) {
    finding.evidence.push_back(
        fmt::format("the change itself writes all of {} again while nobody can read or write it: "
                    "rewrite/column-type says how to do without",
                    shown));
  }
  finding.fix = recipe(found, *table, change.column,
                       fmt::format("ALTER TABLE {} {};\n", shown, context.text(action.span)), context);
  unseen::weaken(finding, context, found.front().origin);
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
        "ALTER COLUMN TYPE without a cast to the new type, or of a column that a view, policy, trigger, "
        "generated column, partition key, foreign key or default holds on to",
    .hooks = {on<check, sql::AlterColumnType>},
};
