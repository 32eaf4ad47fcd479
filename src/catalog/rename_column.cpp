// RENAME COLUMN and RENAME ATTRIBUTE: the name is changed wherever the column is used.
#include "catalog/applier.hpp"

namespace migralint::catalog {
namespace {

void replace_name(std::vector<std::string>& names, std::string_view from, std::string_view to) {
  for (auto& name : names) {
    if (name == from) {
      name = to;
    }
  }
}

void rename_in_constraints(Relation& table, const std::string& from, const std::string& to) {
  for (auto& constraint : table.constraints) {
    replace_name(constraint.columns, from, to);
    constraint.expr = rename_column_in(constraint.expr, from, to);
  }
  for (auto& column : table.columns) {
    column.generated_expr = rename_column_in(column.generated_expr, from, to);
  }
  if (!table.triggers.empty()) {
    for (auto& trigger : table.triggers.edit()) {
      replace_name(trigger.update_columns, from, to);
      trigger.when = rename_column_in(trigger.when, from, to);
    }
  }
  if (!table.policies.empty()) {
    for (auto& policy : table.policies.edit()) {
      policy.using_expr = rename_column_in(policy.using_expr, from, to);
      policy.check_expr = rename_column_in(policy.check_expr, from, to);
    }
  }
  if (table.partition_key.stored()) {
    auto& key = table.partition_key.edit();
    replace_name(key.columns, from, to);
    for (auto& expr : key.expressions) {
      expr = rename_column_in(expr, from, to);
    }
  }
}

void rename_in_index(Index& index, const std::string& from, const std::string& to) {
  for (auto& key : index.keys) {
    if (key.column == from) {
      key.column = to;
    }
    key.expr = rename_column_in(key.expr, from, to);
  }
  replace_name(index.including, from, to);
  index.predicate = rename_column_in(index.predicate, from, to);
}

/// The view's query follows the rename; its own columns keep their names.
void rename_in_view(Applier& applier, RelationId table, RelationId view_id, const std::string& from,
                    const std::string& to) {
  Relation& view = applier.edit(view_id);
  if (std::ranges::find(view.reads_columns, from) == view.reads_columns.end()) {
    return;
  }
  // The mention may be of another table's column of that name.
  const bool elsewhere = std::ranges::any_of(view.reads, [&](RelationId source) {
    const Relation* other = applier.get(source);
    return source != table && other != nullptr &&
           (!other->columns_complete || other->column(from) != nullptr);
  });
  if (elsewhere) {
    view.reads_columns.push_back(to);
  } else {
    replace_name(view.reads_columns.edit(), from, to);
  }
}

void rename_column(Applier& applier, RelationId id, const std::string& from, const std::string& to) {
  Relation& table = applier.edit(id);
  assume_column(applier, table, from).name = to;
  applier.part_gone(Gone::What::column, id, from, to);
  rename_in_constraints(table, from, to);
  for (const RelationId index : std::vector<RelationId>(table.indexes)) {
    if (applier.get(index) != nullptr) {
      rename_in_index(*applier.edit(index).index, from, to);
    }
  }
  for (const RelationId source : std::vector<RelationId>(table.referenced_by)) {
    if (applier.get(source) == nullptr) {
      continue;
    }
    for (auto& constraint : applier.edit(source).constraints) {
      if (constraint.referenced == id) {
        replace_name(constraint.referenced_columns, from, to);
      }
    }
  }
  for (const RelationId view : std::vector<RelationId>(applier.get(id)->read_by)) {
    if (applier.get(view) != nullptr) {
      rename_in_view(applier, id, view, from, to);
    }
  }
  for (const RelationId sequence : applier.get(id)->owned_sequences) {
    if (applier.get(sequence) != nullptr && applier.get(sequence)->owned_by_column == from) {
      applier.edit(sequence).owned_by_column = to;
    }
  }
}

}  // namespace

void rename_columns(Applier& applier, const sql::Rename& rename, RelationId id) {
  for (const RelationId member : family(applier, id, rename.relation.only)) {
    if (member == id || applier.get(member)->column(rename.old_name) != nullptr) {
      rename_column(applier, member, rename.old_name, rename.new_name);
    }
  }
}

}  // namespace migralint::catalog
