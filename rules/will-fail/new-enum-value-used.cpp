#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/functions.hpp"
#include "rules/support/new_enum_values.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using namespace migralint::new_enum_values;
using Kind = sql::Expr::Kind;

constexpr int first_in_transaction = 12;  // ADD VALUE

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
