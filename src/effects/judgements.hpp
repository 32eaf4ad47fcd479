// Questions that effects() and the rules both ask, each answered in one place.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "catalog/catalog.hpp"
#include "effects/effects.hpp"
#include "sql/expr.hpp"
#include "sql/statement.hpp"

namespace migralint::effects {

/// The volatility that decides whether ADD COLUMN … DEFAULT rewrites: the label after inlining of SQL
/// functions (contain_volatile_functions_after_planning in src/backend/optimizer/util/clauses.c). `culprit`
/// is the function's name when the answer is volatile or unknown (a function that is neither built in nor in
/// the history).
struct ExpressionVolatility {
  sql::Volatility volatility = sql::Volatility::immutable;
  std::string culprit;
};
ExpressionVolatility volatility_of(const sql::Expr& expr, const Environment& environment);
/// The label of a built-in or well-known extension function, from tables made out of pg_proc of real servers.
std::optional<sql::Volatility> builtin_volatility(std::string_view function, int pg_version);
/// False for the function of an extension, and for one that there is not in that version.
bool is_in_pg_catalog(std::string_view function, int pg_version);

/// Why SET NOT NULL needs no scan (12+): a validated CHECK that implies it (NotNullImpliedByRelConstraints in
/// src/backend/commands/tablecmds.c), or that the column is NOT NULL already.
struct NotNullProof {
  enum class Kind : std::uint8_t { none, already_not_null, check };
  Kind kind = Kind::none;
  const catalog::Constraint* check = nullptr;
};
NotNullProof prove_not_null(const catalog::Relation& table, std::string_view column, int pg_version);
/// True if a row that satisfies `check` cannot have NULL in `column`, by the planner's simple rules.
bool check_implies_not_null(const sql::Expr& check, std::string_view column);

/// What ALTER COLUMN TYPE does to the heap.
struct TypeChange {
  enum class Verdict : std::uint8_t { none, metadata_only, rewrite, depends_on_timezone, unknown };
  Verdict verdict = Verdict::unknown;
  bool narrows = false;  ///< values may be refused or cut
  std::string old_type;  ///< as format_type prints it; empty when not in the history
  std::string new_type;
};
TypeChange classify_type_change(const sql::AlterColumnType& change, const catalog::Column* column,
                                const Environment& environment);
/// Types that name the same type: a domain without constraints is its base type.
sql::TypeName base_type(const sql::TypeName& type, const catalog::Catalog& catalog);

/// The type whose bytes are stored: that below all domains, constrained or not.
sql::TypeName storage_type(const sql::TypeName& type, const catalog::Catalog& catalog);
/// Whether a change between two types that keeps the rows still makes an index on the column (and a foreign
/// key) be built (checked) again, because another operator class serves the new type: int4 and oid, text and
/// citext, …
bool index_must_change(const sql::TypeName& from, const sql::TypeName& to, const catalog::Catalog& catalog);

/// Whether rows that exist get the value one by one when the column is added (ATExecAddColumn): what forces a
/// rewrite.
std::optional<Reason> add_column_rewrites(const sql::ColumnDefinition& column,
                                          const Environment& environment);
/// True if rows that exist have a value in the new column: a default that is not NULL (its own or its
/// domain's), serial, identity, generated.
bool gives_existing_rows_a_value(const sql::ColumnDefinition& column, const Environment& environment);
/// serial, smallserial, bigserial and their aliases.
bool is_serial(const sql::TypeName& type);
/// True if the domain (or one below it) has a CHECK or NOT NULL.
bool is_constrained_domain(const sql::TypeName& type, const catalog::Catalog& catalog);

/// Whether the relation can be seen by other sessions: it was not made in the transaction that is open now.
bool is_existing(const catalog::Relation& relation, const session::Session& session);

/// The unique index that REFRESH … CONCURRENTLY can work with: valid, on plain columns, without a predicate
/// (is_usable_unique_index in src/backend/commands/matview.c). Null: the history shows none.
const catalog::Relation* usable_for_refresh(const catalog::Relation& view, const catalog::Catalog& catalog);

/// Whether a WHERE picks all rows: no WHERE, or one that is always true.
bool is_always_true(const sql::Expr& expr);

}  // namespace migralint::effects
