// What the server keeps of a column's default.
#pragma once

#include <optional>
#include <string>

#include "catalog/catalog.hpp"
#include "sql/name.hpp"

namespace migralint::defaults {

/// The type that the default has by itself: the server does not keep the cast to the column's type that it
/// adds (strip_implicit_coercions in src/backend/nodes/nodeFuncs.c). Nothing where there is no default, it is
/// NULL, or its type is not known.
std::optional<sql::TypeName> type_of(const catalog::Column& column);

/// Nothing but a NULL, with or without a cast.
bool is_null(const sql::Expr& expr);

/// The default that a column of the type gets without one of its own: a domain's, or that of one below it
/// (DefineDomain in src/backend/commands/typecmds.c). Null: none, or a NULL.
sql::ExprPtr of_domain(const sql::TypeName& type, const catalog::Catalog& catalog);

/// An expression as defaults have them, as SQL: constants, calls and what is made of these. Nothing where it
/// holds anything else.
std::optional<std::string> text_of(const sql::Expr& expr);

/// Whether a default for a column of one type does the same for one of another: the server would have to
/// convert it (ALTER COLUMN TYPE does so for constants that are of the new type as they stand).
bool fits(const sql::Expr& expr, const sql::TypeName& from, const sql::TypeName& to);

}  // namespace migralint::defaults
