// What the columns of a query are made from, as far as their types can be told without running it.
#pragma once

#include "sql/lower_internal.hpp"

namespace migralint::sql::lower {

/// For CREATE TABLE AS and SELECT INTO: CreateTableAs::values and what their column names may mean. Nothing
/// of a set operation, whose types come from all of its queries.
void add_values(const Context& context, Object query, CreateTableAs& result);

/// Select::value of a SELECT's body, and the same for an expression that stands for one.
ExprPtr only_value(const Context& context, Object select);
ExprPtr scalar_value(const Context& context, Element value);
/// For CREATE VIEW and the like: what the list and the WHERE of a SELECT name, when all of it can only be
/// columns of its only table; else nothing.
Few<std::string> columns_of_only_table(const Context& context, Object query);
/// CreateView::expressions.
Few<Expr> expressions_of(const Context& context, Object query);

}  // namespace migralint::sql::lower
