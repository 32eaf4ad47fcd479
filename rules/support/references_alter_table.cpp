// What ALTER TABLE and constraints need.
#include <type_traits>

#include "rules/support/references_collector.hpp"
#include "sql/alter_order.hpp"

namespace migralint::references {
namespace {

bool adds_unnamed_constraint(const sql::AlterTable& alter) {
  return std::any_of(alter.actions.begin(), alter.actions.end(), [](const sql::Action& action) {
    const auto* add = std::get_if<sql::AddConstraint>(&action.what);
    return add != nullptr && add->constraint.name.empty();
  });
}
/// Whether nothing in the statement gives the column another type.
bool known_type_holds(const sql::AlterTable& alter, const std::string& column) {
  return std::none_of(alter.actions.begin(), alter.actions.end(), [&](const sql::Action& action) {
    const auto* change = std::get_if<sql::AlterColumnType>(&action.what);
    const auto* drop = std::get_if<sql::DropColumn>(&action.what);
    return (change != nullptr && change->column == column) || (drop != nullptr && drop->column == column);
  });
}

/// The names of what the statement adds itself.
void note_added(const sql::AlterTable& alter, std::vector<std::string_view>& columns,
                std::vector<std::string_view>& constraints) {
  for (const auto& action : alter.actions) {
    if (const auto* add = std::get_if<sql::AddColumn>(&action.what)) {
      columns.emplace_back(add->column.name);
      for (const auto& own : add->column.constraints) {
        constraints.emplace_back(own.name);
      }
    } else if (const auto* constraint = std::get_if<sql::AddConstraint>(&action.what)) {
      constraints.emplace_back(constraint->constraint.name);
    }
  }
}
void collect_setting(Collector& to, const sql::AlterTable& alter, const sql::Action& action,
                     const sql::TableSetting& what) {
  using Setting = sql::TableSetting::Kind;
  switch (what.kind) {
    case Setting::column_statistics:
    case Setting::column_options:
    case Setting::column_reset_options:
    case Setting::column_storage:
    case Setting::column_compression:
      if (alter.kind == ObjectKind::table) {
        to.column(alter.table, what.name, action.span);
      }
      break;
    case Setting::cluster_on:
      to.index_of(alter.table, what.name, action.span);
      break;
    case Setting::enable_trigger:
    case Setting::enable_always_trigger:
    case Setting::enable_replica_trigger:
    case Setting::disable_trigger:
      to.part(Kind::trigger, "trigger", alter.table, what.name, action.span);
      break;
    case Setting::enable_rule:
    case Setting::enable_always_rule:
    case Setting::enable_replica_rule:
    case Setting::disable_rule:
      to.part(Kind::rule, "rule", alter.table, what.name, action.span);
      break;
    default:
      break;
  }
}

template <class What>
void collect_action(Collector& to, const sql::AlterTable& alter, const sql::Action& action,
                    const What& what) {
  const bool is_table = alter.kind == ObjectKind::table || alter.kind == ObjectKind::foreign_table;
  if constexpr (std::is_same_v<What, sql::AddColumn>) {
    const auto* table = to.catalog().find(alter.table);
    if (!what.if_not_exists || table == nullptr || table->column(what.column.name) == nullptr) {
      to.definition(alter.table, what.column);
    }
  } else if constexpr (std::is_same_v<What, sql::DropColumn>) {
    if (!what.if_exists && is_table) {
      to.part(Kind::column, "column", alter.table, what.column, action.span);
    }
  } else if constexpr (std::is_same_v<What, sql::AddConstraint>) {
    to.constraint(alter.table, what.constraint);
  } else if constexpr (std::is_same_v<What, sql::DropConstraint>) {
    if (!what.if_exists) {
      to.part(Kind::constraint, "constraint", alter.table, what.name, action.span);
    }
  } else if constexpr (std::is_same_v<What, sql::ValidateConstraint> ||
                       std::is_same_v<What, sql::AlterConstraint>) {
    if (!adds_unnamed_constraint(alter)) {
      to.part(Kind::constraint, "constraint", alter.table, what.name, action.span);
    }
  } else if constexpr (std::is_same_v<What, sql::AttachPartition> ||
                       std::is_same_v<What, sql::DetachPartition>) {
    to.relation(what.partition, word_of(alter.kind));
  } else if constexpr (std::is_same_v<What, sql::AddInherit> || std::is_same_v<What, sql::DropInherit>) {
    to.relation(what.parent);
  } else if constexpr (std::is_same_v<What, sql::TableSetting>) {
    collect_setting(to, alter, action, what);
  } else if constexpr (std::is_same_v<What, sql::ReplicaIdentity>) {
    to.index_of(alter.table, what.index, action.span);
  } else if constexpr (requires { what.column; }) {
    if (is_table) {
      to.column(alter.table, what.column, action.span);
    }
    if constexpr (std::is_same_v<What, sql::AlterColumnType>) {
      to.type(what.type);
      // USING is read before anything is done (ATPrepAlterColumnType).
      const auto* altered = std::exchange(to.altered, nullptr);
      to.expression(alter.table, what.using_expr, action.span);
      to.altered = altered;
    }
    if constexpr (std::is_same_v<What, sql::SetDefault>) {
      to.sequences(what.expr);
      const auto* table = to.catalog().find(alter.table);
      const auto* known = table != nullptr ? table->column(what.column) : nullptr;
      if (known != nullptr && known_type_holds(alter, what.column)) {
        to.default_value(known->type, what.expr);
      }
    }
  }
}

}  // namespace

void Collector::expression(const sql::Name& table, const sql::ExprPtr& expr, Span span) {
  if (!expr) {
    return;
  }
  expr->walk([&](const sql::Expr& node) {
    if (node.kind == sql::Expr::Kind::column && node.schema.empty() && node.name != "*" &&
        node.name != table.name) {
      column(table, node.name, node.span.empty() ? span : node.span);
    }
  });
}

/// A string constant as the default of an enum column must be one of its values.
void Collector::default_value(const sql::TypeName& type, const sql::ExprPtr& expr) {
  const sql::Expr* value = expr.get();
  if (value == nullptr) {
    return;
  }
  if (value->kind == sql::Expr::Kind::cast && value->args.size() == 1 && value->type->name == type.name &&
      value->type->array_dimensions == 0) {
    value = &value->args[0];
  }
  if (value->kind != sql::Expr::Kind::string || type.array_dimensions > 0) {
    return;
  }
  const sql::Name name{type.schema, type.name, {}};
  if (catalog_.find_enum(name) != nullptr) {
    visit_({Kind::value, "value", name, value->name, value->span, sub_command});
  }
}

void Collector::constraint(const sql::Name& table, const sql::Constraint& constraint) {
  using What = sql::Constraint::Kind;
  columns(table, constraint.columns, constraint.span);
  columns(table, constraint.including, constraint.span);
  columns(table, constraint.set_columns, constraint.span);
  if (constraint.kind == What::check || constraint.kind == What::generated) {
    expression(table, constraint.expr, constraint.span);
    if (constraint.expr != nullptr) {
      labels(table, constraint.expr);
    }
  }
  if (!constraint.using_index.empty()) {
    const auto* relation = catalog_.find(table);
    const std::string schema = relation != nullptr ? relation->schema : table.schema;
    named(Kind::relation, "index", {schema, constraint.using_index, constraint.span});
  }
  if (constraint.kind == What::foreign_key && !is_itself(constraint.referenced)) {
    relation(constraint.referenced);
    columns(constraint.referenced, constraint.referenced_columns, constraint.span);
  }
}
void Collector::definition(const sql::Name& table, const sql::ColumnDefinition& column) {
  type(column.type);
  for (const auto& own : column.constraints) {
    constraint(table, own);
    if (own.kind == sql::Constraint::Kind::default_value) {
      default_value(column.type, own.expr);
      sequences(own.expr);
    }
  }
}

void Collector::index_of(const sql::Name& table, const std::string& index, Span span) {
  const auto* relation = catalog_.find(table);
  // One that the statement itself makes may have any name that was free.
  const bool may_be_new =
      !constraints_of_altered.added_later.empty() || !constraints_of_altered.added.empty();
  if (relation != nullptr && !index.empty() && !may_be_new) {
    // It is in the schema of its table, which is written or in search_path.
    named(Kind::relation, "index", {table.schema, index, span});
  }
}

void Collector::alter_table(const sql::AlterTable& alter) {
  if (alter.if_exists && catalog_.find(alter.table) == nullptr) {
    return;
  }
  if (alter.kind == ObjectKind::composite_type) {
    return named(Kind::type, "type", alter.table);
  }
  relation(alter.table, word_of(alter.kind));
  altered = &alter.table;
  note_added(alter, columns_of_altered.added_later, constraints_of_altered.added_later);
  for (const sql::Action* action : sql::in_order(alter)) {
    // Columns may name each other, so those of one statement come together.
    if (sql::pass_of(*action) >= sql::AlterPass::add_column && !columns_of_altered.added_later.empty()) {
      columns_of_altered.added = std::exchange(columns_of_altered.added_later, {});
    }
    if (sql::pass_of(*action) == sql::AlterPass::other) {
      constraints_of_altered.added = constraints_of_altered.added_later;
    }
    sub_command = action->span;
    std::visit([&](const auto& what) { collect_action(*this, alter, *action, what); }, action->what);
    if (const auto* column = std::get_if<sql::DropColumn>(&action->what)) {
      columns_of_altered.dropped.emplace_back(column->column);
    } else if (const auto* constraint = std::get_if<sql::DropConstraint>(&action->what)) {
      constraints_of_altered.dropped.emplace_back(constraint->name);
    }
  }
  altered = nullptr;
}

}  // namespace migralint::references
