// Where a value that the open transaction has added to an enum is used.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "lint/rule.hpp"

namespace migralint::new_enum_values {

using lint::Context;

struct Use {
  const catalog::EnumType* type = nullptr;
  const catalog::EnumValue* value = nullptr;
  Span place;
};
/// The enum that a column is of; null: none, or it is not known.
using TypeOfColumn = std::function<const catalog::EnumType*(const sql::Expr&)>;

const catalog::EnumType* enum_of(const sql::TypeName& type, const Context& context);
TypeOfColumn columns_of(const catalog::Relation* table, const Context& context);
/// The text itself, as a value of the type.
std::optional<Use> use_of(const catalog::EnumType* type, const sql::Expr& text, const Context& context);
/// A value that is stored in a column of the type.
std::optional<Use> use_of_stored(const sql::TypeName& type, const sql::Expr& value, const Context& context);
/// What a text is cast from.
const sql::Expr& inner(const sql::Expr& expr);
/// 'value'::type anywhere, and columns of the type compared with a text.
std::optional<Use> use_in(const sql::ExprPtr& expr, const TypeOfColumn& type_of, const Context& context);
/// What a query over these tables compares and casts.
std::optional<Use> use_in_query(const Few<sql::Expr>& expressions,
                                const std::vector<sql::RelationName>& tables, const Context& context);
/// A value that a partition is for.
std::optional<Use> use_in_bound(const sql::PartitionBound& bound, const sql::Name& parent,
                                const Context& context);

}  // namespace migralint::new_enum_values
