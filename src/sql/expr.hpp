// Expressions, as far as a judgement needs them: which columns, functions, constants and operators take part.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/function_ref.hpp"
#include "base/span.hpp"
#include "sql/name.hpp"

namespace migralint::sql {

/// One node of an expression tree. One shape for all kinds, so that a walk needs no visitor.
struct Expr {
  enum class Kind : std::uint8_t {
    column,   ///< name = column, schema = its qualifier (table or alias) if written; name "*" for a star
    integer,  ///< name = the digits
    number,   ///< name = the text of a non-integer number
    string,   ///< name = the value
    boolean,  ///< name = "true" or "false"
    bit_string,
    null,
    function,  ///< name, schema = the function's; args
    cast,      ///< args[0], type
    op,  ///< name = operator ("=", "||", …); one or two args; also IN, LIKE, BETWEEN, ANY with their names
    is_distinct,  ///< args[0] IS DISTINCT FROM args[1]
    is_not_distinct,
    logical_and,
    logical_or,
    logical_not,
    is_null,
    is_not_null,
    bool_test,  ///< name = "IS TRUE", "IS NOT TRUE", …
    coalesce,
    greatest_least,
    case_when,
    array,
    row,
    collate,     ///< args[0], name = collation
    subscript,   ///< args[0] is the container
    sql_value,   ///< name = "current_timestamp", "current_date", "current_user", …
    sub_select,  ///< a sub-query; `has_limit`, and its tables in `relations`; args: its WHERE if any
    parameter,
    default_,  ///< DEFAULT in a VALUES list or SET
    other,     ///< anything else; name = the tree's tag; args = the children that were found
  };

  Kind kind = Kind::other;
  bool has_limit = false;
  RareText schema;
  std::string name;
  Rare<TypeName> type;
  std::vector<Expr> args;
  Few<RelationName> relations;
  Span span;  ///< begin is exact where the tree has a location; end may equal begin

  /// Calls `visit` on this node and all below it, outer first.
  void walk(FunctionRef<void(const Expr&)> visit) const;
  /// Calls `predicate` on nodes, outer first, until it returns true.
  [[nodiscard]] bool any(FunctionRef<bool(const Expr&)> predicate) const;
};

/// Shared because the catalog keeps defaults, checks and predicates of many schema versions at once
/// (savepoints).
using ExprPtr = std::shared_ptr<const Expr>;

/// Names of the columns that the expression mentions, each once, in order of first mention.
std::vector<std::string> columns_of(const Expr& expr);
/// Equality of meaning as far as the tree shows it (places do not count).
bool same_expression(const Expr& a, const Expr& b);

}  // namespace migralint::sql
