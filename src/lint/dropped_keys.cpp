#include "lint/dropped_keys.hpp"

#include <algorithm>

namespace migralint::lint {

void DroppedKeys::add_index(const catalog::Relation* index) {
  if (index == nullptr || !index->index || !index->index->unique || !index->index->valid ||
      index->index->predicate != nullptr) {
    return;
  }
  Key key{index->index->table, {}, index->index->nulls_not_distinct};
  for (const auto& part : index->index->keys) {
    if (part.column.empty()) {
      return;
    }
    key.columns.push_back(part.column);
  }
  keys_.push_back(std::move(key));
}

void DroppedKeys::alter(const catalog::Relation& table, const sql::AlterTable& alter,
                        const catalog::Catalog& catalog) {
  for (const auto& action : alter.actions) {
    if (const auto* drop = std::get_if<sql::DropConstraint>(&action.what)) {
      const auto* constraint = table.constraint(drop->name);
      add_index(constraint != nullptr ? catalog.get(constraint->index) : nullptr);
    } else if (const auto* drop_column = std::get_if<sql::DropColumn>(&action.what)) {
      forget(&table, drop_column->column);
    } else if (const auto* type = std::get_if<sql::AlterColumnType>(&action.what)) {
      forget(&table, type->column);
    }
  }
}

void DroppedKeys::forget(const catalog::Relation* table, std::string_view column) {
  std::erase_if(keys_, [&](const Key& key) {
    return table != nullptr && key.table == table->id &&
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
  } else if (const auto* insert = statement.as<sql::Insert>()) {
    forget(catalog.find(insert->table));
  } else if (const auto* merge = statement.as<sql::Merge>()) {
    forget(catalog.find(merge->table));
  } else if (const auto* copy = statement.as<sql::Copy>(); copy != nullptr && copy->from && copy->table) {
    forget(catalog.find(*copy->table));
  } else if (const auto* update = statement.as<sql::Update>()) {
    for (const auto& column : update->columns) {
      forget(catalog.find(update->table), column);
    }
  }
}

}  // namespace migralint::lint
