// Whether the two sides of a foreign key can be compared.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "lint/rule.hpp"

namespace migralint::foreign_key_types {

/// The type that a column has when the key is made; null: not known.
using TypeOf = std::function<const sql::TypeName*(const std::string&)>;

const sql::TypeName* type_in(const catalog::Relation* table, const std::string& column);
const sql::TypeName* type_in(const sql::CreateTable& create, const std::string& column);
/// As it is behind the statement's other actions: types are changed and columns are added before foreign keys
/// are made.
const sql::TypeName* type_in(const sql::AlterTable& alter, const catalog::Relation* table,
                             const std::string& column);

/// PostgreSQL has no equality operator for some pair of columns. `columns`: the referenced ones.
bool are_incomparable(const sql::Constraint& key, const std::vector<std::string>& columns, const TypeOf& own,
                      const TypeOf& referenced, const lint::Context& context);

/// Reports the first pair of columns that PostgreSQL has no equality operator for.
void check(const sql::Constraint& key, const std::vector<std::string>& columns, Span sub_command,
           const TypeOf& own, const TypeOf& referenced, const lint::Context& context, lint::Report& report);

}  // namespace migralint::foreign_key_types
