// The type that a column gets from the query that makes its table.
#pragma once

#include <vector>

#include "catalog/catalog.hpp"
#include "sql/statement.hpp"

namespace migralint::catalog {

/// The columns of CREATE TABLE AS, SELECT INTO or CREATE MATERIALIZED VIEW, as far as their names are known.
/// One has a type where its value is a cast, a constant (make_const() in src/backend/parser/parse_node.c) or
/// a column that can only be one.
std::vector<Column> output_columns(const Catalog& catalog, const sql::CreateTableAs& create,
                                   const Origin& origin);

}  // namespace migralint::catalog
