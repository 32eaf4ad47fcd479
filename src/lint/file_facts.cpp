#include "lint/file_facts.hpp"

#include <algorithm>

namespace migralint::lint {

void FileFacts::add(const replay::Step& step) {
  const auto& statement = *step.statement;
  if (statement.as<sql::SetVariable>() != nullptr || statement.as<sql::Transaction>() != nullptr) {
    return;
  }
  if (transactions_ == 0 || step.origin.transaction != last_transaction_) {
    ++transactions_;
  }
  if (effective_ == 0 || step.index != last_statement_) {
    ++effective_;
  }
  last_transaction_ = step.origin.transaction;
  last_statement_ = step.index;
  non_transactional_ = non_transactional_ || step.effects.refuses_transaction_block;
  add_drops(statement);
}

void FileFacts::add_drop(sql::ObjectKind kind, const sql::Name& name, std::string_view sub_name) {
  dropped_[name.name].push_back({kind, name.schema, std::string(sub_name)});
}

void FileFacts::add_drops(const sql::Statement& statement) {
  if (const auto* drop = statement.as<sql::Drop>(); drop != nullptr && drop->if_exists) {
    for (std::size_t i = 0; i < drop->objects.size(); ++i) {
      add_drop(drop->kind, drop->objects[i],
               i < drop->sub_names.size() ? std::string_view(drop->sub_names[i]) : std::string_view());
    }
  } else if (const auto* alter = statement.as<sql::AlterTable>()) {
    for (const auto& action : alter->actions) {
      if (const auto* constraint = std::get_if<sql::DropConstraint>(&action.what);
          constraint != nullptr && constraint->if_exists) {
        add_drop(sql::ObjectKind::constraint, alter->table, constraint->name);
      } else if (const auto* column = std::get_if<sql::DropColumn>(&action.what);
                 column != nullptr && column->if_exists) {
        add_drop(sql::ObjectKind::column, alter->table, column->column);
      }
    }
  }
}

bool FileFacts::dropped_if_exists(sql::ObjectKind kind, const sql::Name& name,
                                  std::string_view sub_name) const {
  const auto found = dropped_.find(name.name);
  if (found == dropped_.end()) {
    return false;
  }
  return std::any_of(found->second.begin(), found->second.end(), [&](const Dropped& dropped) {
    const bool same_schema = dropped.schema == name.schema || dropped.schema.empty() || name.schema.empty();
    return dropped.kind == kind && same_schema && dropped.sub_name == sub_name;
  });
}

}  // namespace migralint::lint
