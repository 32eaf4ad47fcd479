// What a statement needs to be there: each object that it fails without.
#pragma once

#include <string>
#include <string_view>

#include "base/function_ref.hpp"
#include "catalog/catalog.hpp"
#include "sql/statement.hpp"

namespace migralint::references {

/// Refers to the statement's own names: gone when the visit is over.
struct Reference {
  enum class Kind : std::uint8_t {
    relation,
    type,
    function,
    schema,
    extension,
    publication,
    column,  ///< this and what follows are parts of `name`
    constraint,
    trigger,
    policy,
    rule,
    value,
    domain_constraint
  };
  Kind kind = Kind::relation;
  std::string_view word;  ///< for people: "table", "index", "column", …
  /// Of the object; of the relation, enum or domain that `part` is in, empty for the table that is made.
  const sql::Name& name;
  std::string_view part;
  Span span;         ///< the narrowest place that is known; empty: the statement
  Span sub_command;  ///< the action of ALTER TABLE that needs it; empty: the statement
  /// What the same ALTER TABLE does with it, whose sub-commands do not run as they are written.
  enum class SameStatement : std::uint8_t {
    nothing,
    drops_before,  ///< it is gone by then, for certain
    adds_later     ///< it is only there by then if it was before
  };
  SameStatement same_statement = SameStatement::nothing;
  /// A name that may mean something else: a column only proves to be missing by what took it away, a value
  /// when the whole history is known.
  bool in_query = false;
};

/// Calls `visit` with what the statement needs, the relation before its parts. What IF EXISTS allows to be
/// missing, what the statement makes itself, and what is in function bodies is left out. So are types while
/// nothing has gone: PostgreSQL's own are not in the catalog, so one is known to be missing only when it was
/// dropped.
void each_reference(const sql::Statement& statement, const catalog::Catalog& catalog,
                    FunctionRef<void(const Reference&)> visit);

}  // namespace migralint::references
