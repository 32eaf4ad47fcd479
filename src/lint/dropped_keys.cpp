#include "lint/dropped_keys.hpp"

#include <algorithm>
#include <utility>

#include "catalog/apply.hpp"

namespace migralint::lint {

void DroppedKeys::add_index(const catalog::Relation* index) {
  auto columns = catalog::unique_columns(index);
  if (!columns.empty()) {
    keys_.push_back({index->index->table, std::move(columns), index->index->nulls_not_distinct});
  }
}

void DroppedKeys::alter(const catalog::Relation& table, const sql::AlterTable& alter,
                        const catalog::Catalog& catalog) {
  for (const auto& action : alter.actions) {
    if (const auto* drop = std::get_if<sql::DropConstraint>(&action.what)) {
      const auto* constraint = table.constraint(drop->name);
      add_index(constraint != nullptr ? catalog.get(constraint->index) : nullptr);
    } else if (const auto* drop_column = std::get_if<sql::DropColumn>(&action.what)) {
      forget(table.id, drop_column->column);
    } else if (const auto* type = std::get_if<sql::AlterColumnType>(&action.what)) {
      forget(table.id, type->column);
    }
  }
}

void DroppedKeys::forget(catalog::RelationId table, std::string_view column) {
  std::erase_if(keys_, [&](const Key& key) {
    return key.table == table &&
           (column.empty() || std::ranges::find(key.columns, column) != key.columns.end());
  });
}

void DroppedKeys::add(const replay::Step& step) {
  const auto& statement = *step.statement;
  const auto& catalog = step.catalog;
  if (const auto* drop = statement.as<sql::Drop>(); drop != nullptr && drop->kind == sql::ObjectKind::index) {
    for (const auto& index : drop->objects) {
      add_index(catalog.find(index));
    }
  } else if (const auto* change = statement.as<sql::AlterTable>()) {
    if (const auto* table = catalog.find(change->table)) {
      alter(*table, *change, catalog);
    }
  }
  if (keys_.empty()) {
    return;
  }
  if (const auto* rename = statement.as<sql::Rename>();
      rename != nullptr && rename->kind == sql::ObjectKind::column) {
    const auto* table = catalog.find(rename->relation);
    for (auto& key : keys_) {
      if (table != nullptr && key.table == table->id) {
        std::ranges::replace(key.columns, rename->old_name, rename->new_name);
      }
    }
  }
}

void DroppedKeys::add_rows(const RowChange& change, bool any_column) {
  if (any_column) {
    forget(change.table);
  }
  for (const auto& column : change.updated) {
    forget(change.table, column);
  }
}

}  // namespace migralint::lint
