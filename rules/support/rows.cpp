#include "rules/support/rows.hpp"

#include <algorithm>

namespace migralint::rows {

bool picks_all(const sql::Where& where) { return !where.expr || effects::is_always_true(*where.expr); }

bool are_new_columns(const sql::Name& table, const std::vector<std::string>& columns,
                     const lint::Context& context) {
  const auto* relation = context.catalog().find(table);
  return relation != nullptr && !columns.empty() &&
         std::all_of(columns.begin(), columns.end(), [&](const std::string& name) {
           const auto* column = relation->column(name);
           const bool came_with_table = column != nullptr && column->origin.file == relation->origin.file &&
                                        column->origin.statement == relation->origin.statement;
           return column != nullptr && !column->assumed && column->origin.file == context.step().file.id &&
                  (!came_with_table || relation->certainly_created);
         });
}

bool asks_for_new_columns(const sql::Name& table, const sql::Where& where, const lint::Context& context) {
  if (!where.expr ||
      where.expr->any([](const sql::Expr& node) { return node.kind == sql::Expr::Kind::sub_select; })) {
    return false;
  }
  return are_new_columns(table, sql::columns_of(*where.expr), context);
}

bool is_foreign(const lint::Newness& newness) {
  return newness.relation != nullptr && newness.relation->kind == catalog::RelationKind::foreign_table;
}

}  // namespace migralint::rows
