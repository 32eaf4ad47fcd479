#include "rules/support/foreign_key_types.hpp"

#include <cstddef>

#include <fmt/format.h>

#include "effects/casts.hpp"

namespace migralint::foreign_key_types {

namespace {

sql::TypeName stored(const sql::TypeName& type) {
  sql::TypeName result = type;
  if (effects::is_serial(type)) {
    result.name = type.name.starts_with("big") || type.name.ends_with('8')     ? "int8"
                  : type.name.starts_with("small") || type.name.ends_with('2') ? "int2"
                                                                               : "int4";
  }
  return result;
}

}  // namespace

const sql::TypeName* type_in(const catalog::Relation* table, const std::string& column) {
  const auto* known = table != nullptr ? table->column(column) : nullptr;
  return known != nullptr && !known->assumed && !known->type.empty() ? &known->type : nullptr;
}

const sql::TypeName* type_in(const sql::CreateTable& create, const std::string& column) {
  for (const auto& own : create.columns) {
    if (own.name == column) {
      return &own.type;
    }
  }
  return nullptr;
}

const sql::TypeName* type_in(const sql::AlterTable& alter, const catalog::Relation* table,
                             const std::string& column) {
  for (const auto& action : alter.actions) {
    if (const auto* change = std::get_if<sql::AlterColumnType>(&action.what);
        change != nullptr && change->column == column) {
      return &change->type;
    }
    if (const auto* add = std::get_if<sql::AddColumn>(&action.what);
        add != nullptr && add->column.name == column && !add->if_not_exists) {
      return &add->column.type;
    }
  }
  return type_in(table, column);
}

namespace {

/// The place of the first pair; that of the end where there is none.
std::size_t incomparable_pair(const sql::Constraint& key, const std::vector<std::string>& columns,
                              const TypeOf& own, const TypeOf& referenced, const lint::Context& context) {
  if (key.columns.size() != columns.size()) {
    return key.columns.size();
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const auto* type = own(key.columns[i]);
    const auto* other = referenced(columns[i]);
    if (type != nullptr && other != nullptr &&
        effects::cannot_reference(stored(*type), stored(*other), context.catalog())) {
      return i;
    }
  }
  return columns.size();
}

}  // namespace

bool are_incomparable(const sql::Constraint& key, const std::vector<std::string>& columns, const TypeOf& own,
                      const TypeOf& referenced, const lint::Context& context) {
  return incomparable_pair(key, columns, own, referenced, context) < key.columns.size();
}

void check(const sql::Constraint& key, const std::vector<std::string>& columns, Span sub_command,
           const TypeOf& own, const TypeOf& referenced, const lint::Context& context, lint::Report& report) {
  const auto i = incomparable_pair(key, columns, own, referenced, context);
  if (i < key.columns.size()) {
    const auto* type = own(key.columns[i]);
    const auto* other = referenced(columns[i]);
    const std::string target = sql::quoted(key.referenced) + "." + sql::quoted(columns[i]);
    auto& finding =
        report(key.span, sub_command,
               fmt::format("the foreign key to {} fails: {} is {}, {} is {}", sql::quoted(key.referenced),
                           sql::quoted(key.columns[i]), sql::to_string(stored(*type)), target,
                           sql::to_string(stored(*other))));
    finding.label = "foreign key constraint cannot be implemented: incompatible types";
    finding.evidence.push_back(context.existence(key.referenced));
    finding.evidence.emplace_back("safe form: a column of the type of the key that it references");
  }
}

}  // namespace migralint::foreign_key_types
