#include "rules/support/rows.hpp"

#include <algorithm>

#include "catalog/system_relations.hpp"

namespace migralint::rows {

bool picks_all(const sql::Where& where) { return !where.expr || effects::is_always_true(*where.expr); }

namespace {

bool came_with_table(const catalog::Column& column, const catalog::Relation& table) {
  return column.origin.file == table.origin.file && column.origin.statement == table.origin.statement;
}

}  // namespace

bool are_new_columns(const sql::Name& table, const std::vector<std::string>& columns,
                     const lint::Context& context) {
  const auto* relation = context.catalog().find(table);
  return relation != nullptr && !columns.empty() &&
         std::all_of(columns.begin(), columns.end(), [&](const std::string& name) {
           const auto* column = relation->column(name);
           return column != nullptr && !column->assumed && column->origin.file == context.step().file.id &&
                  (!came_with_table(*column, *relation) || relation->certainly_created);
         });
}

bool asks_for_new_columns(const sql::Name& table, const sql::Where& where, const lint::Context& context) {
  if (!where.expr ||
      where.expr->any([](const sql::Expr& node) { return node.kind == sql::Expr::Kind::sub_select; })) {
    return false;
  }
  const auto columns = sql::columns_of(*where.expr);
  const auto* relation = context.catalog().find(table);
  return are_new_columns(table, columns, context) &&
         std::none_of(columns.begin(), columns.end(), [&](const std::string& name) {
           const auto* column = relation->column(name);
           return came_with_table(*column, *relation) || column->filled;
         });
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

namespace {

bool mentions(const sql::Expr& expr, const std::vector<std::string>& columns) {
  return expr.any([&](const sql::Expr& node) {
    return node.kind == sql::Expr::Kind::column &&
           std::find(columns.begin(), columns.end(), node.name) != columns.end();
  });
}

// Not only as its first key: a whole index may be read, too, and a partial one for its predicate.
bool has_to_do_with(const catalog::Index& index, const std::vector<std::string>& columns) {
  return (index.predicate && mentions(*index.predicate, columns)) ||
         std::any_of(index.keys.begin(), index.keys.end(), [&](const sql::IndexKey& key) {
           return std::find(columns.begin(), columns.end(), key.column) != columns.end() ||
                  (key.expr && mentions(*key.expr, columns));
         });
}

}  // namespace

bool needs_scan(const sql::Name& table, const sql::Where& where, const lint::Context& context) {
  const auto* relation = context.catalog().find(table);
  if (!where.expr || relation == nullptr || relation->assumed || !relation->columns_complete ||
      relation->kind != catalog::RelationKind::table || !relation->inherited_by.empty()) {
    return false;
  }
  const auto columns = sql::columns_of(*where.expr);
  const bool is_plain = !where.expr->any([](const sql::Expr& node) {
    return node.kind == sql::Expr::Kind::sub_select || node.kind == sql::Expr::Kind::other ||
           (node.kind == sql::Expr::Kind::column && node.name == "ctid");
  });
  return is_plain && !columns.empty() &&
         std::none_of(relation->indexes.begin(), relation->indexes.end(), [&](catalog::RelationId id) {
           const auto* index = context.catalog().get(id);
           return index == nullptr || !index->index || has_to_do_with(*index->index, columns);
         });
}

bool is_foreign(const lint::Newness& newness) {
  return newness.relation != nullptr && newness.relation->kind == catalog::RelationKind::foreign_table;
}

bool is_system_catalog(const sql::Name& table, const lint::Context& context) {
  return context.catalog().qualify(table).schema == catalog::system_schema;
}

}  // namespace migralint::rows
