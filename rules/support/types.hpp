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

}  // namespace migralint::types
