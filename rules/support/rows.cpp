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

namespace {

bool is_called(const sql::RelationName& relation, std::string_view name) {
  return name == (relation.alias.empty() ? relation.name : relation.alias.str());
}

// A WITH query or a sub-select may hold a batch only, so it must be a table that is joined, and not one that
// was filled for the purpose.
bool is_whole_table(const sql::Update& update, const sql::Expr& column, const lint::Context& context) {
  return column.kind == sql::Expr::Kind::column &&
         (is_called(update.table, column.schema) ||
          std::any_of(update.sources.begin(), update.sources.end(), [&](const sql::RelationName& source) {
            return is_called(source, column.schema) && !context.is_temporary(source) &&
                   context.newness(source).kind == lint::Newness::Kind::existing;
          }));
}

bool only_joins(const sql::Update& update, const sql::Expr& where, const lint::Context& context) {
  const auto& args = where.args;
  if (where.kind == sql::Expr::Kind::logical_and) {
    return std::all_of(args.begin(), args.end(),
                       [&](const sql::Expr& part) { return only_joins(update, part, context); });
  }
  return where.kind == sql::Expr::Kind::op && where.name == "=" && args.size() == 2 &&
         is_whole_table(update, args[0], context) && is_whole_table(update, args[1], context);
}

}  // namespace

bool fills_new_columns_by_join(const sql::Update& update, const lint::Context& context) {
  return !update.sources.empty() && !update.current_of && update.where.expr &&
         only_joins(update, *update.where.expr, context) &&
         are_new_columns(update.table, update.columns, context);
}

bool is_foreign(const lint::Newness& newness) {
  return newness.relation != nullptr && newness.relation->kind == catalog::RelationKind::foreign_table;
}

}  // namespace migralint::rows
