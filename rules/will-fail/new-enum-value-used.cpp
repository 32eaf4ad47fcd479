#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/functions.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using Kind = sql::Expr::Kind;

constexpr int first_in_transaction = 12;  // ADD VALUE
constexpr int first_with_new_type = 17;   // values of a type that the same transaction has made

// A use of a value that the open transaction has added.
struct Use {
  const catalog::EnumType* type = nullptr;
  const catalog::EnumValue* value = nullptr;
  Span place;
};

const catalog::EnumType* enum_of(const sql::TypeName& type, const Context& context) {
  return type.array_dimensions == 0 ? context.catalog().find_enum({type.schema, type.name, {}}) : nullptr;
}

bool is_uncommitted(const catalog::Origin& origin, const Context& context) {
  return origin.known() && origin.file == context.step().file.id &&
         origin.transaction == context.session().transaction_id();
}

std::optional<Use> use_of(const catalog::EnumType* type, const sql::Expr& text, const Context& context) {
  if (type == nullptr || text.kind != Kind::string) {
    return std::nullopt;
  }
  const bool new_type = is_uncommitted(type->origin, context) && type->complete;
  for (const auto& value : type->values) {
    // Those that CREATE TYPE lists are usable at once; from 17 on so are all of a new type.
    const bool listed = type->complete && value.origin == type->origin;
    const bool added = !listed && is_uncommitted(value.origin, context);
    if (value.label == text.name && added && !(new_type && context.pg_version() >= first_with_new_type)) {
      return Use{type, &value, text.span};
    }
  }
  return std::nullopt;
}

// The labels in the text of an array: '{a,"b c"}'.
std::vector<std::string> labels_in(std::string_view text) {
  std::vector<std::string> labels;
  std::string label;
  for (const char c : text.substr(std::min<std::size_t>(1, text.size()))) {
    if (c == ',' || c == '}') {
      labels.push_back(std::move(label));
      label.clear();
    } else if (c != '"') {
      label += c;
    }
  }
  return labels;
}

// Of a CASE without a value behind it, of COALESCE and the like: what it can be. Nothing where one of them
// does not say the type.
std::vector<const sql::Expr*> results_of(const sql::Expr& expr) {
  std::vector<const sql::Expr*> results;
  const auto& args = expr.args;
  if (expr.kind == Kind::coalesce || expr.kind == Kind::greatest_least) {
    for (const auto& arg : args) {
      results.push_back(&arg);
    }
  } else if (expr.kind == Kind::case_when && !args.empty() &&
             (args.front().kind == Kind::op || args.front().kind == Kind::is_null ||
              args.front().kind == Kind::is_not_null || args.front().kind == Kind::logical_and ||
              args.front().kind == Kind::logical_or || args.front().kind == Kind::logical_not)) {
    for (std::size_t i = 1; i < args.size(); i += 2) {
      results.push_back(&args[i]);
    }
    if (args.size() % 2 == 1) {
      results.push_back(&args.back());
    }
  }
  const bool typed = std::any_of(results.begin(), results.end(), [](const sql::Expr* result) {
    return result->kind == Kind::column || result->kind == Kind::cast;
  });
  return typed ? results : std::vector<const sql::Expr*>();
}

// One of the labels in the text of an array.
std::optional<Use> use_of_array(const catalog::EnumType* type, const sql::Expr& text,
                                const Context& context) {
  std::optional<Use> use;
  if (type != nullptr && text.kind == Kind::string && text.name.starts_with('{')) {
    for (auto& label : labels_in(text.name)) {
      sql::Expr element = text;
      element.name = std::move(label);
      use = use ? use : use_of(type, element, context);
    }
  }
  return use;
}

// A value that is stored in a column of the type.
std::optional<Use> use_of_stored(const sql::TypeName& type, const sql::Expr& value, const Context& context) {
  if (type.array_dimensions == 0) {
    const auto* values = enum_of(type, context);
    auto use = use_of(values, value, context);
    for (const auto* result : values != nullptr ? results_of(value) : std::vector<const sql::Expr*>()) {
      use = use ? use : use_of(values, *result, context);
    }
    return use;
  }
  sql::TypeName element = type;
  element.array_dimensions = 0;
  return use_of_array(enum_of(element, context), value, context);
}

// '…'::type, '{…}'::type[] and ARRAY['…']::type[].
std::optional<Use> use_of_cast(const sql::Expr& cast, const Context& context) {
  const auto& value = cast.args.front();
  if (value.kind != Kind::array || cast.type->array_dimensions == 0) {
    return use_of_stored(cast.type, value, context);
  }
  sql::TypeName element = cast.type;
  element.array_dimensions = 0;
  std::optional<Use> use;
  for (const auto& member : value.args) {
    use = use ? use : use_of(enum_of(element, context), member, context);
  }
  return use;
}

const sql::Expr& inner(const sql::Expr& expr) {
  return expr.kind == Kind::cast && !expr.args.empty() && expr.args.front().kind == Kind::string
             ? expr.args.front()
             : expr;
}

using TypeOfColumn = std::function<const catalog::EnumType*(const sql::Expr&)>;

// 'value'::type anywhere, and columns of the type compared with a text.
std::optional<Use> use_in(const sql::ExprPtr& expr, const TypeOfColumn& type_of, const Context& context) {
  std::optional<Use> found;
  if (expr == nullptr) {
    return found;
  }
  expr->walk([&](const sql::Expr& node) {
    if (found) {
      return;
    }
    if (node.kind == Kind::cast && !node.args.empty()) {
      found = use_of_cast(node, context);
      return;
    }
    const bool compares =
        node.kind == Kind::op || node.kind == Kind::is_distinct || node.kind == Kind::is_not_distinct;
    if (!compares) {
      return;
    }
    const catalog::EnumType* type = nullptr;
    for (const auto& arg : node.args) {
      type = arg.kind == Kind::column ? type_of(arg) : type;
    }
    const bool with_array = node.name.ends_with(" ANY") || node.name.ends_with(" ALL");
    for (const auto& arg : node.args) {
      found = found ? found : with_array ? use_of_array(type, arg, context) : use_of(type, arg, context);
      if (arg.kind == Kind::array || arg.kind == Kind::row) {
        for (const auto& member : arg.args) {
          found = found ? found : use_of(type, member, context);
        }
      }
    }
  });
  return found;
}

TypeOfColumn columns_of(const catalog::Relation* table, const Context& context) {
  return [table, &context](const sql::Expr& column) -> const catalog::EnumType* {
    const auto* known = table != nullptr ? table->column(column.name) : nullptr;
    return known != nullptr ? enum_of(known->type, context) : nullptr;
  };
}

// Of any of these tables: a name that several have, or one may have that is not known, says no type.
TypeOfColumn columns_of(const std::vector<sql::RelationName>& tables, const Context& context) {
  return [&tables, &context](const sql::Expr& column) -> const catalog::EnumType* {
    const catalog::EnumType* type = nullptr;
    std::size_t found = 0;
    for (const auto& name : tables) {
      const std::string& called = name.alias.empty() ? name.name : name.alias.str();
      if (!column.schema.empty() && !(column.schema == called)) {
        continue;
      }
      const auto* table = context.catalog().find(name);
      const auto* known = table != nullptr ? table->column(column.name) : nullptr;
      if (known != nullptr) {
        type = enum_of(known->type, context);
      }
      const bool may_have = known != nullptr || table == nullptr || !table->columns_complete;
      found += may_have ? 1 : 0;
    }
    return found == 1 ? type : nullptr;
  };
}

void say(const std::optional<Use>& use, Span place, Span sub_command, const Context& context,
         Report& report) {
  if (!use) {
    return;
  }
  const std::string type = sql::shown(use->type->name);
  auto& finding = report(place, sub_command,
                         fmt::format("this fails: the value '{}' of {} is added by the same transaction",
                                     use->value->label, type));
  finding.label =
      fmt::format("unsafe use of new value \"{}\" of enum type {}", use->value->label, use->type->name.name);
  finding.related.push_back({use->value->origin.file, use->value->origin.span, "added here"});
  finding.evidence.push_back(fmt::format("{} has to be committed before; here both run in {}",
                                         "ALTER TYPE … ADD VALUE", context.transaction_description()));
  finding.evidence.emplace_back(
      "safe form: ALTER TYPE … ADD VALUE in a migration (a transaction) of its own, before this one");
}

bool applies(const Context& context) {
  return context.pg_version() >= first_in_transaction &&
         (context.in_transaction() || context.embedded() != nullptr);
}

// The column that a value of INSERT goes to.
const catalog::Column* target_column(const sql::Insert& insert, const catalog::Relation& table,
                                     std::size_t place) {
  if (!insert.columns.empty()) {
    return place < insert.columns.size() ? table.column(insert.columns[place]) : nullptr;
  }
  return table.columns_complete && place < table.columns.size() ? &table.columns[place] : nullptr;
}

void check_insert(const sql::Insert& insert, const Context& context, Report& report) {
  const auto* table = context.catalog().find(insert.table);
  if (!applies(context)) {
    return;
  }
  for (std::size_t i = 0; i < insert.constants.size(); ++i) {
    const auto& constant = insert.constants[i];
    std::optional<Use> use;
    if (constant.kind == Kind::cast) {
      use = use_of(enum_of(constant.type, context), inner(constant), context);
    } else if (table != nullptr && i < insert.constant_places.size()) {
      const auto* column = target_column(insert, *table, insert.constant_places[i]);
      use = column != nullptr ? use_of_stored(column->type, constant, context) : std::nullopt;
    }
    if (use) {
      return say(use, context.statement().range, context.statement().range, context, report);
    }
  }
}

void check_update(const sql::Update& update, const Context& context, Report& report) {
  if (!applies(context)) {
    return;
  }
  const auto* table = context.catalog().find(update.table);
  const auto type_of = columns_of(table, context);
  std::optional<Use> use = use_in(update.where.expr, type_of, context);
  for (std::size_t i = 0; !use && i < update.values.size() && i < update.columns.size(); ++i) {
    const auto* column = table != nullptr ? table->column(update.columns[i]) : nullptr;
    use = column != nullptr ? use_of_stored(column->type, update.values[i], context) : std::nullopt;
    if (!use) {
      use = use_in(std::make_shared<const sql::Expr>(update.values[i]), type_of, context);
    }
  }
  say(use, context.statement().range, context.statement().range, context, report);
}

void check_delete(const sql::Delete& statement, const Context& context, Report& report) {
  if (applies(context)) {
    const auto use =
        use_in(statement.where.expr, columns_of(context.catalog().find(statement.table), context), context);
    say(use, context.statement().range, context.statement().range, context, report);
  }
}

// What a query compares and casts.
std::optional<Use> use_in_query(const Few<sql::Expr>& expressions,
                                const std::vector<sql::RelationName>& tables, const Context& context) {
  const auto type_of = columns_of(tables, context);
  std::optional<Use> use;
  for (const auto& expr : expressions) {
    use = use ? use : use_in(std::make_shared<const sql::Expr>(expr), type_of, context);
  }
  return use;
}

void check_view(const sql::CreateView& view, const Context& context, Report& report) {
  if (applies(context)) {
    say(use_in_query(view.expressions, view.sources, context), context.statement().range,
        context.statement().range, context, report);
  }
}

void check_table_as(const sql::CreateTableAs& create, const Context& context, Report& report) {
  if (applies(context)) {
    say(use_in_query(create.expressions, create.sources, context), context.statement().range,
        context.statement().range, context, report);
  }
}

void check_select(const sql::Select& select, const Context& context, Report& report) {
  if (!applies(context)) {
    return;
  }
  if (const auto use = use_in_query(select.expressions, select.relations, context)) {
    return say(use, context.statement().range, context.statement().range, context, report);
  }
  for (const auto& constant : select.constants) {
    const auto use = constant.kind == Kind::cast
                         ? use_of(enum_of(constant.type, context), inner(constant), context)
                         : std::nullopt;
    if (use) {
      return say(use, context.statement().range, context.statement().range, context, report);
    }
  }
}

// A default, or a check, of a column or table.
std::optional<Use> use_in_constraint(const sql::Constraint& constraint, const sql::TypeName* own,
                                     const TypeOfColumn& type_of, const Context& context) {
  if (constraint.expr == nullptr) {
    return std::nullopt;
  }
  const auto direct = constraint.kind == sql::Constraint::Kind::default_value && own != nullptr
                          ? use_of_stored(*own, *constraint.expr, context)
                          : std::nullopt;
  return direct ? direct : use_in(constraint.expr, type_of, context);
}

// A value that a partition is for.
std::optional<Use> use_in_bound(const sql::PartitionBound& bound, const sql::Name& parent,
                                const Context& context) {
  const auto* table = context.catalog().find(parent);
  const auto type_of_key = [&](std::size_t place) -> const catalog::EnumType* {
    const auto* column = table != nullptr && place < table->partition_key->columns.size()
                             ? table->column(table->partition_key->columns[place])
                             : nullptr;
    return column != nullptr ? enum_of(column->type, context) : nullptr;
  };
  std::optional<Use> use;
  for (const auto& value : bound.values) {
    use = use ? use : use_of(type_of_key(0), inner(value), context);
  }
  for (const auto* values : {&bound.lower, &bound.upper}) {
    for (std::size_t i = 0; i < values->size(); ++i) {
      use = use ? use : use_of(type_of_key(i), inner((*values)[i]), context);
    }
  }
  return use;
}

void check_create(const sql::CreateTable& create, const Context& context, Report& report) {
  if (!applies(context)) {
    return;
  }
  if (create.partition_of && create.bound) {
    say(use_in_bound(*create.bound, *create.partition_of, context), context.statement().range,
        context.statement().range, context, report);
  }
  const TypeOfColumn type_of = [&](const sql::Expr& name) -> const catalog::EnumType* {
    for (const auto& column : create.columns) {
      if (column.name == name.name) {
        return enum_of(column.type, context);
      }
    }
    return nullptr;
  };
  for (const auto& column : create.columns) {
    for (const auto& constraint : column.constraints) {
      say(use_in_constraint(constraint, &column.type, type_of, context), constraint.span, constraint.span,
          context, report);
    }
  }
  for (const auto& constraint : create.constraints) {
    say(use_in_constraint(constraint, nullptr, type_of, context), constraint.span, constraint.span, context,
        report);
  }
}

void check_alter(const sql::AlterTable& alter, const Context& context, Report& report) {
  if (!applies(context)) {
    return;
  }
  const auto* table = context.catalog().find(alter.table);
  const auto type_of = columns_of(table, context);
  for (const auto& action : alter.actions) {
    std::optional<Use> use;
    if (const auto* set = std::get_if<sql::SetDefault>(&action.what);
        set != nullptr && set->expr != nullptr) {
      const auto* column = table != nullptr ? table->column(set->column) : nullptr;
      use = column != nullptr ? use_of_stored(column->type, *set->expr, context) : std::nullopt;
      use = use ? use : use_in(set->expr, type_of, context);
    } else if (const auto* add = std::get_if<sql::AddColumn>(&action.what)) {
      for (const auto& constraint : add->column.constraints) {
        use = use ? use : use_in_constraint(constraint, &add->column.type, type_of, context);
      }
    } else if (const auto* constraint = std::get_if<sql::AddConstraint>(&action.what)) {
      use = use_in_constraint(constraint->constraint, nullptr, type_of, context);
    } else if (const auto* attach = std::get_if<sql::AttachPartition>(&action.what)) {
      use = use_in_bound(attach->bound, alter.table, context);
    }
    say(use, action.span, action.span, context, report);
  }
}

void check_index(const sql::CreateIndex& index, const Context& context, Report& report) {
  if (applies(context)) {
    const auto use =
        use_in(index.predicate, columns_of(context.catalog().find(index.table), context), context);
    say(use, context.statement().range, context.statement().range, context, report);
  }
}

void check_policy(const sql::CreatePolicy& policy, const Context& context, Report& report) {
  if (applies(context)) {
    const auto type_of = columns_of(context.catalog().find(policy.table), context);
    auto use = use_in(policy.using_expr, type_of, context);
    use = use ? use : use_in(policy.check_expr, type_of, context);
    say(use, context.statement().range, context.statement().range, context, report);
  }
}

void check_trigger(const sql::CreateTrigger& trigger, const Context& context, Report& report) {
  if (applies(context)) {
    const auto use =
        use_in(trigger.when, columns_of(context.catalog().find(trigger.table), context), context);
    say(use, context.statement().range, context.statement().range, context, report);
  }
}

void check_rule(const sql::CreateRule& rule, const Context& context, Report& report) {
  if (applies(context)) {
    const auto use =
        use_in(rule.condition, columns_of(context.catalog().find(rule.relation), context), context);
    say(use, context.statement().range, context.statement().range, context, report);
  }
}

// VALUE is of the domain's own type.
std::optional<Use> use_in_domain(const sql::Constraint& constraint, const sql::TypeName& base,
                                 const Context& context) {
  const TypeOfColumn type_of = [&](const sql::Expr& column) {
    return column.name == "value" ? enum_of(base, context) : nullptr;
  };
  return use_in_constraint(constraint, &base, type_of, context);
}

void check_domain(const sql::CreateDomain& create, const Context& context, Report& report) {
  if (!applies(context)) {
    return;
  }
  for (const auto& constraint : create.constraints) {
    say(use_in_domain(constraint, create.type, context), constraint.span, constraint.span, context, report);
  }
}

void check_altered_domain(const sql::AlterDomain& alter, const Context& context, Report& report) {
  const auto* domain = context.catalog().find_domain(alter.domain);
  if (applies(context) && domain != nullptr && alter.constraint) {
    say(use_in_domain(*alter.constraint, domain->base, context), context.statement().range,
        context.statement().range, context, report);
  }
}

// The server reads defaults at once, and the text of an SQL function unless check_function_bodies is off.
void check_function(const sql::CreateFunction& function, const Context& context, Report& report) {
  if (!applies(context)) {
    return;
  }
  std::optional<Use> use;
  const std::size_t first = function.arguments.size() - function.defaults.size();
  for (std::size_t i = 0;
       i < function.defaults.size() && function.defaults.size() <= function.arguments.size(); ++i) {
    use = use ? use : use_of_stored(function.arguments[first + i], *function.defaults[i], context);
    use = use ? use : use_in(function.defaults[i], columns_of(nullptr, context), context);
  }
  const auto* select = function.body_statement != nullptr && functions::bodies_are_checked(context.session())
                           ? function.body_statement->as<sql::Select>()
                           : nullptr;
  if (select != nullptr) {
    use = use ? use : use_in_query(select->expressions, select->relations, context);
  }
  say(use, context.statement().range, context.statement().range, context, report);
}

}  // namespace

MIGRALINT_RULE(will_fail_new_enum_value_used) = {
    .level = Level::error,
    .rank = Rank::will_fail,
    .summary = "A value added by ALTER TYPE … ADD VALUE, used in the same transaction",
    .hooks = {on<check_insert>, on<check_update>, on<check_delete>, on<check_select>, on<check_create>,
              on<check_alter, sql::SetDefault, sql::AddColumn, sql::AddConstraint, sql::AttachPartition>,
              on<check_index>, on<check_policy>, on<check_trigger>, on<check_view>, on<check_table_as>,
              on<check_rule>, on<check_domain>, on<check_altered_domain>, on<check_function>},
};
