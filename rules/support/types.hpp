// For rules about the type that a column gets.
#pragma once

#include "base/function_ref.hpp"
#include "lint/context.hpp"
#include "lint/rule.hpp"
#include "rules/support/mentions.hpp"

namespace migralint::types {

/// Calls `visit` for each column of a permanent table that gets a type in this statement.
void each_new(const lint::Context& context, FunctionRef<void(const mentions::ColumnType&)> visit);
/// "orders.total is money", at the type.
lint::Finding& report_type(lint::Report& report, const mentions::ColumnType& use, std::string_view what);

}  // namespace migralint::types
