// What expressions in queries need: columns of the one table that they can be of, and labels of enums.
#include <array>

#include "rules/support/references_collector.hpp"

namespace migralint::references {
namespace {

using Expr = sql::Expr;

/// The names in a sub-query are those of its own tables first.
template <class Visit>
void walk_outside_sub_queries(const Expr& expr, const Visit& visit) {
  if (expr.kind == Expr::Kind::sub_select) {
    return;
  }
  visit(expr);
  for (const auto& arg : expr.args) {
    walk_outside_sub_queries(arg, visit);
  }
}

bool compares(const Expr& node) {
  constexpr std::array<std::string_view, 9> operators{"=", "<>", "!=", "<", ">", "<=", ">=", "IN", "NOT IN"};
  return node.kind == Expr::Kind::is_distinct || node.kind == Expr::Kind::is_not_distinct ||
         (node.kind == Expr::Kind::op &&
          std::find(operators.begin(), operators.end(), node.name) != operators.end());
}

}  // namespace

void Collector::query_columns(const sql::RelationName& table, const Expr& expr, bool alone) {
  const std::string& called = table.alias.empty() ? table.name : table.alias.str();
  walk_outside_sub_queries(expr, [&](const Expr& node) {
    const bool of_table = node.schema.empty() ? alone : node.schema == called;
    if (node.kind == Expr::Kind::column && of_table && node.name != "*" && node.name != called) {
      visit_({Kind::column, "column", table, node.name, node.span, sub_command, {}, true});
    }
  });
}

void Collector::only_columns(const std::vector<sql::RelationName>& sources,
                             const std::vector<std::string>& names) {
  if (sources.size() == 1) {
    for (const auto& name : names) {
      visit_({Kind::column, "column", sources.front(), name, {}, sub_command, {}, true});
    }
  }
}

void Collector::label(const sql::TypeName& type, const Expr& text) {
  const sql::Name name{type.schema, type.name, {}};
  if (text.kind == Expr::Kind::string && type.array_dimensions == 0 && catalog_.find_enum(name) != nullptr) {
    visit_({Kind::value, "value", name, text.name, text.span, sub_command, {}, true});
  }
}

void Collector::labels(const sql::Name& table, const Expr& expr) {
  const auto* relation = catalog_.find(table);
  walk_outside_sub_queries(expr, [&](const Expr& node) {
    if (node.kind == Expr::Kind::cast && !node.args.empty()) {
      label(node.type, node.args.front());
    }
    if (!compares(node)) {
      return;
    }
    for (const auto& side : node.args) {
      const auto* column = side.kind == Expr::Kind::column && relation != nullptr &&
                                   (side.schema.empty() || side.schema == table.name)
                               ? relation->column(side.name)
                               : nullptr;
      if (column == nullptr) {
        continue;
      }
      for (const auto& other : node.args) {
        label(column->type, other);
        if (other.kind == Expr::Kind::row) {
          for (const auto& member : other.args) {
            label(column->type, member);
          }
        }
      }
    }
  });
}

void Collector::sequences(const Expr& expr) {
  constexpr std::array<std::string_view, 3> functions{"nextval", "currval", "setval"};
  expr.walk([&](const Expr& node) {
    const bool is_call = node.kind == Expr::Kind::function &&
                         (node.schema.empty() || node.schema == "pg_catalog") &&
                         std::find(functions.begin(), functions.end(), node.name) != functions.end();
    if (!is_call || node.args.empty()) {
      return;
    }
    const Expr* name = &node.args.front();
    // As a text it is only looked for when the call is run.
    if (name->kind == Expr::Kind::cast && name->args.size() == 1 && name->type->name == "regclass") {
      name = &name->args.front();
    }
    if (name->kind == Expr::Kind::string) {
      named(Kind::relation, "sequence", sql::name_in_text(name->name));
    }
  });
}

void Collector::row_columns(const sql::Name& table, const sql::ExprPtr& condition) {
  if (condition == nullptr) {
    return;
  }
  std::vector<std::string_view> seen;
  condition->walk([&](const Expr& node) {
    const bool of_row = node.schema == "old" || node.schema == "new";
    if (node.kind == Expr::Kind::column && of_row && node.name != "*" &&
        std::find(seen.begin(), seen.end(), node.name) == seen.end()) {
      seen.emplace_back(node.name);
      column(table, node.name, node.span);
    }
  });
}

void Collector::expressions(const sql::Insert& insert) {
  for (const auto& name : insert.besides != nullptr ? insert.besides->sequences : std::vector<sql::Name>()) {
    named(Kind::relation, "sequence", name);
  }
  columns(insert.table, insert.conflict_keys);
  columns(insert.table, insert.conflict_columns);
  part(Kind::constraint, "constraint", insert.table, insert.conflict_constraint);
  only_columns(insert.sources, insert.only_columns);
  const auto* table = catalog_.find(insert.table);
  for (std::size_t i = 0; table != nullptr && i < insert.constant_places.size(); ++i) {
    const std::size_t place = insert.constant_places[i];
    const catalog::Column* column = nullptr;
    if (!insert.columns.empty()) {
      column = place < insert.columns.size() ? table->column(insert.columns[place]) : nullptr;
    } else if (table->columns_complete && place < table->columns.size()) {
      column = &table->columns[place];
    }
    if (column != nullptr) {
      label(column->type, insert.constants[i]);
    }
  }
}

void Collector::expressions(const sql::Update& update) {
  const auto* table = catalog_.find(update.table);
  for (std::size_t i = 0; i < update.values.size() && i < update.columns.size(); ++i) {
    query_columns(update.table, update.values[i], !update.joined);
    labels(update.table, update.values[i]);
    sequences(update.values[i]);
    if (const auto* column = table != nullptr ? table->column(update.columns[i]) : nullptr) {
      label(column->type, update.values[i]);
    }
  }
  query_columns(update.table, update.where.expr, !update.joined);
  labels(update.table, update.where.expr);
}

}  // namespace migralint::references
