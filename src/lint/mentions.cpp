#include "lint/mentions.hpp"

namespace migralint::lint::mentions {

namespace {

using VisitExpr = FunctionRef<void(const sql::Expr&)>;

void visit_if_there(const sql::ExprPtr& expr, VisitExpr visit) {
  if (expr != nullptr) {
    visit(*expr);
  }
}

void column_expressions(const sql::ColumnDefinition& column, VisitExpr visit) {
  for (const auto& constraint : column.constraints) {
    visit_if_there(constraint.expr, visit);
  }
}

void constraint_expressions(const sql::Constraint& constraint, VisitExpr visit) {
  visit_if_there(constraint.expr, visit);
  for (const auto& key : constraint.key_expressions) {
    visit_if_there(key, visit);
  }
}

void action_expressions(const sql::Action& action, VisitExpr visit) {
  if (const auto* add = std::get_if<sql::AddColumn>(&action.what)) {
    column_expressions(add->column, visit);
  } else if (const auto* type = std::get_if<sql::AlterColumnType>(&action.what)) {
    visit_if_there(type->using_expr, visit);
  } else if (const auto* set = std::get_if<sql::SetDefault>(&action.what)) {
    visit_if_there(set->expr, visit);
  } else if (const auto* constraint = std::get_if<sql::AddConstraint>(&action.what)) {
    constraint_expressions(constraint->constraint, visit);
  } else if (const auto* expression = std::get_if<sql::SetExpression>(&action.what)) {
    visit_if_there(expression->expr, visit);
  }
}

void update_expressions(const sql::Update& update, VisitExpr visit) {
  for (const auto& value : update.values) {
    visit(value);
  }
  visit_if_there(update.where.expr, visit);
}

void index_expressions(const sql::CreateIndex& index, VisitExpr visit) {
  for (const auto& key : index.keys) {
    visit_if_there(key.expr, visit);
  }
  visit_if_there(index.predicate, visit);
}

void each_expression(const sql::Statement& statement, VisitExpr visit) {
  if (const auto* create = statement.as<sql::CreateTable>()) {
    for (const auto& column : create->columns) {
      column_expressions(column, visit);
    }
    for (const auto& constraint : create->constraints) {
      constraint_expressions(constraint, visit);
    }
    for (const auto& key : create->partition_by.expressions) {
      visit_if_there(key, visit);
    }
  } else if (const auto* alter = statement.as<sql::AlterTable>()) {
    for (const auto& action : alter->actions) {
      action_expressions(action, visit);
    }
  } else if (const auto* index = statement.as<sql::CreateIndex>()) {
    index_expressions(*index, visit);
  } else if (const auto* policy = statement.as<sql::CreatePolicy>()) {
    visit_if_there(policy->using_expr, visit);
    visit_if_there(policy->check_expr, visit);
  } else if (const auto* trigger = statement.as<sql::CreateTrigger>()) {
    visit_if_there(trigger->when, visit);
  } else if (const auto* function = statement.as<sql::CreateFunction>()) {
    for (const auto& preset : function->defaults) {
      visit_if_there(preset, visit);
    }
  } else if (const auto* update = statement.as<sql::Update>()) {
    update_expressions(*update, visit);
  } else if (const auto* erase = statement.as<sql::Delete>()) {
    visit_if_there(erase->where.expr, visit);
  } else if (const auto* domain = statement.as<sql::CreateDomain>()) {
    for (const auto& constraint : domain->constraints) {
      visit_if_there(constraint.expr, visit);
    }
  }
}

void named(std::string_view kind, const sql::Name& name, FunctionRef<void(const NewName&)> visit) {
  visit({kind, name, name.span, name.schema == "pg_temp"});
}

void relation(std::string_view kind, const sql::RelationName& name, FunctionRef<void(const NewName&)> visit) {
  visit({kind, name, name.span, name.temporary || name.schema == "pg_temp"});
}

void constraint_name(const sql::Constraint& constraint, FunctionRef<void(const NewName&)> visit) {
  if (!constraint.name.empty()) {
    visit({"constraint", {{}, constraint.name, {}}, constraint.span, false});
  }
}

void column_names(const sql::ColumnDefinition& column, FunctionRef<void(const NewName&)> visit) {
  visit({"column", {{}, column.name, {}}, column.span, false});
  for (const auto& constraint : column.constraints) {
    constraint_name(constraint, visit);
  }
}

std::string_view renamed_kind(const sql::Rename& rename) {
  using Kind = sql::ObjectKind;
  switch (rename.kind) {
    case Kind::table:
    case Kind::foreign_table:
      return "table";
    case Kind::column:
      return "column";
    case Kind::constraint:
      return "constraint";
    case Kind::index:
      return "index";
    case Kind::view:
    case Kind::materialized_view:
      return "view";
    case Kind::sequence:
      return "sequence";
    case Kind::type:
    case Kind::domain:
    case Kind::enum_type:
    case Kind::composite_type:
      return "type";
    case Kind::function:
    case Kind::procedure:
      return "function";
    case Kind::schema:
      return "schema";
    default:
      return {};
  }
}

void table_names(const sql::CreateTable& create, FunctionRef<void(const NewName&)> visit) {
  relation("table", create.table, visit);
  for (const auto& column : create.columns) {
    column_names(column, visit);
  }
  for (const auto& constraint : create.constraints) {
    constraint_name(constraint, visit);
  }
}

void altered_names(const sql::AlterTable& alter, FunctionRef<void(const NewName&)> visit) {
  for (const auto& action : alter.actions) {
    if (const auto* add = std::get_if<sql::AddColumn>(&action.what)) {
      column_names(add->column, visit);
    } else if (const auto* constraint = std::get_if<sql::AddConstraint>(&action.what)) {
      constraint_name(constraint->constraint, visit);
    }
  }
}

// The rest: statements that give one name.
void single_name(const sql::Statement& statement, FunctionRef<void(const NewName&)> visit) {
  if (const auto* view = statement.as<sql::CreateView>()) {
    relation("view", view->view, visit);
  } else if (const auto* as = statement.as<sql::CreateTableAs>()) {
    relation(as->materialized_view ? "view" : "table", as->table, visit);
  } else if (const auto* sequence = statement.as<sql::CreateSequence>()) {
    relation("sequence", sequence->sequence, visit);
  } else if (const auto* type = statement.as<sql::CreateType>()) {
    named("type", type->type, visit);
  } else if (const auto* labels = statement.as<sql::CreateEnum>()) {
    named("type", labels->type, visit);
  } else if (const auto* domain = statement.as<sql::CreateDomain>()) {
    named("type", domain->domain, visit);
  } else if (const auto* function = statement.as<sql::CreateFunction>()) {
    named("function", function->function, visit);
  } else if (const auto* schema = statement.as<sql::CreateSchema>()) {
    named("schema", {{}, schema->name, {}}, visit);
  } else if (const auto* trigger = statement.as<sql::CreateTrigger>()) {
    named("trigger", {{}, trigger->name, {}}, visit);
  } else if (const auto* index = statement.as<sql::CreateIndex>(); index != nullptr && !index->name.empty()) {
    visit({"index", {{}, index->name, {}}, index->keywords, false});
  }
}

const std::vector<sql::Name>* functions_of_query(const sql::Statement& statement) {
  if (const auto* select = statement.as<sql::Select>()) {
    return &select->functions;
  }
  if (const auto* insert = statement.as<sql::Insert>()) {
    return insert->besides != nullptr ? &insert->besides->functions : nullptr;
  }
  if (const auto* create = statement.as<sql::CreateTableAs>()) {
    return &create->source_functions;
  }
  const auto* view = statement.as<sql::CreateView>();
  return view != nullptr ? &view->source_functions : nullptr;
}

}  // namespace

void each_column_type(const sql::Statement& statement, FunctionRef<void(const ColumnType&)> visit) {
  const auto place = [](Span type, Span other) { return type.empty() ? other : type; };
  if (const auto* create = statement.as<sql::CreateTable>()) {
    for (const auto& column : create->columns) {
      visit({create->table, column.name, column.type, place(column.type.span, column.span), column.span});
    }
    return;
  }
  const auto* alter = statement.as<sql::AlterTable>();
  if (alter == nullptr) {
    return;
  }
  for (const auto& action : alter->actions) {
    if (const auto* add = std::get_if<sql::AddColumn>(&action.what)) {
      visit({alter->table, add->column.name, add->column.type, place(add->column.type.span, action.span),
             action.span});
    } else if (const auto* change = std::get_if<sql::AlterColumnType>(&action.what)) {
      visit({alter->table, change->column, change->type, place(change->type.span, action.span), action.span});
    }
  }
}

Uses uses_of(const sql::Statement& statement) {
  Uses uses;
  if (const auto* create = statement.as<sql::CreateTable>()) {
    uses.types.reserve(create->columns.size());
  }
  each_column_type(statement, [&](const ColumnType& use) { uses.types.push_back(&use.type); });
  if (const auto* type = statement.as<sql::CreateType>()) {
    for (const auto& attribute : type->attributes) {
      uses.types.push_back(&attribute.type);
    }
  } else if (const auto* domain = statement.as<sql::CreateDomain>()) {
    uses.types.push_back(&domain->type);
  } else if (const auto* function = statement.as<sql::CreateFunction>()) {
    for (const auto& argument : function->arguments) {
      uses.types.push_back(&argument);
    }
    if (function->returns) {
      uses.types.push_back(&*function->returns);
    }
  }
  if (const auto* called = functions_of_query(statement)) {
    for (const auto& name : *called) {
      uses.calls.push_back({name, name.span});
    }
  }
  each_expression(statement, [&](const sql::Expr& expr) {
    expr.walk([&](const sql::Expr& node) {
      if (node.kind == sql::Expr::Kind::cast) {
        uses.types.push_back(&node.type.get());
      } else if (node.kind == sql::Expr::Kind::function) {
        uses.calls.push_back({{node.schema, node.name, {}}, node.span});
      }
    });
  });
  return uses;
}

void each_new_name(const sql::Statement& statement, FunctionRef<void(const NewName&)> visit) {
  if (const auto* create = statement.as<sql::CreateTable>()) {
    table_names(*create, visit);
  } else if (const auto* alter = statement.as<sql::AlterTable>()) {
    altered_names(*alter, visit);
  } else if (const auto* rename = statement.as<sql::Rename>()) {
    if (const auto kind = renamed_kind(*rename); !kind.empty()) {
      visit({kind, {{}, rename->new_name, {}}, {}, false});
    }
  } else {
    single_name(statement, visit);
  }
}

}  // namespace migralint::lint::mentions
