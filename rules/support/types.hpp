// For rules about the type that a column gets.
#pragma once

#include "base/function_ref.hpp"
#include "lint/context.hpp"
#include "lint/mentions.hpp"
#include "lint/rule.hpp"

namespace migralint::types {

/// Calls `visit` for each column of a permanent table that gets a type in this statement.
void each_new(const lint::Context& context, FunctionRef<void(const lint::mentions::ColumnType&)> visit);
/// "orders.total is money", at the type.
lint::Finding& report_type(lint::Report& report, const lint::mentions::ColumnType& use,
                           std::string_view what);

/// Both are whole numbers, or both text: what is written for one (a predicate, an operator class) holds for
/// the other.
bool work_alike(const sql::TypeName& a, const sql::TypeName& b);
bool is_number(const sql::TypeName& type);
/// A date, or a time with a date.
bool is_date(const sql::TypeName& type);

}  // namespace migralint::types
