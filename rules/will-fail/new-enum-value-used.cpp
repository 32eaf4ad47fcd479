#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"

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
  const auto* values = enum_of(element, context);
  std::optional<Use> use;
  if (values != nullptr && value.kind == Kind::string && value.name.starts_with('{')) {
    for (auto& label : labels_in(value.name)) {
      sql::Expr text = value;
      text.name = std::move(label);
      use = use ? use : use_of(values, text, context);
    }
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
      found = use_of(enum_of(node.type, context), node.args.front(), context);
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
    for (const auto& arg : node.args) {
      found = found ? found : use_of(type, arg, context);
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

void check_select(const sql::Select& select, const Context& context, Report& report) {
  if (!applies(context)) {
    return;
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

void check_create(const sql::CreateTable& create, const Context& context, Report& report) {
  if (!applies(context)) {
    return;
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

}  // namespace

MIGRALINT_RULE(will_fail_new_enum_value_used) = {
    .level = Level::error,
    .rank = Rank::will_fail,
    .summary = "A value added by ALTER TYPE … ADD VALUE, used in the same transaction",
    .hooks = {on<check_insert>, on<check_update>, on<check_delete>, on<check_select>, on<check_create>,
              on<check_alter, sql::SetDefault, sql::AddColumn, sql::AddConstraint>, on<check_index>,
              on<check_policy>, on<check_trigger>},
};
