// What the server does when a statement runs: locks on every relation, scans, rewrites, index builds,
// refusals. A pure function of the statement, the schema before it, the session and the PostgreSQL version.
// The facts are measured on real servers by tests/oracle; no rule keeps its own idea of a lock.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.hpp"
#include "session/session.hpp"
#include "sql/statement.hpp"

namespace migralint::effects {

using catalog::RelationId;
using catalog::RelationKind;
using session::LockMode;

/// How long a lock stays.
enum class Until : std::uint8_t {
  transaction,  ///< to the end of the transaction
  statement,    ///< CONCURRENTLY and VACUUM forms release it themselves
};

/// No sub-command: the statement as a whole.
inline constexpr std::uint16_t whole_statement = 0xffff;

struct Lock {
  RelationId id = catalog::no_relation;  ///< no_relation: not in the history, or made by this statement
  sql::Name name;                        ///< qualified
  RelationKind kind = RelationKind::table;
  LockMode mode = LockMode::none;
  Until until = Until::transaction;
  bool existing =
      true;  ///< other sessions can see it: not made by this statement or in this open transaction
  std::uint16_t part = whole_statement;  ///< index of the ALTER TABLE action that needs it
};

enum class WorkKind : std::uint8_t {
  scan,           ///< reads every row
  rewrite,        ///< writes every row again, and builds every index of the table
  index_build,    ///< builds a new index: reads every row and sorts
  index_rebuild,  ///< builds an existing index again
  rows,           ///< reads or writes the rows that a DML statement selects
};

/// Why the work is done: what a rule asks for.
enum class Reason : std::uint8_t {
  builds_index,   ///< CREATE INDEX
  builds_unique,  ///< ADD UNIQUE / PRIMARY KEY without USING INDEX, also inline
  builds_exclusion,
  reindexes,
  validates_foreign_key,  ///< ADD FOREIGN KEY without NOT VALID, also inline with a default
  validates_check,        ///< ADD CHECK without NOT VALID, also inline
  validates_not_null,     ///< SET NOT NULL without a proof; ADD … NOT NULL
  validates_constraint,   ///< VALIDATE CONSTRAINT
  primary_key_not_null,   ///< ADD PRIMARY KEY over nullable columns
  changes_type,           ///< ALTER COLUMN TYPE that rewrites
  changes_type_unknown,   ///< ALTER COLUMN TYPE of a column whose type is not in the history: may rewrite
  changes_type_timezone,  ///< timestamp <-> timestamptz with a TimeZone that is not known: rewrites unless it
                          ///< is UTC
  type_rebuilds_index,    ///< the heap stays, indexes are built again
  type_rescans_check,     ///< the heap stays, a CHECK on the column is validated again
  type_revalidates_foreign_key,
  volatile_default,
  adds_generated_stored,
  adds_identity,
  adds_serial,
  adds_constrained_domain,
  sets_expression,    ///< SET EXPRESSION of a stored column
  changes_storage,    ///< SET LOGGED/UNLOGGED, SET TABLESPACE, SET ACCESS METHOD
  partition_bound,    ///< ATTACH PARTITION: the candidate
  default_partition,  ///< ATTACH/CREATE PARTITION: the DEFAULT partition
  refreshes,          ///< REFRESH MATERIALIZED VIEW
  vacuum_full,
  clusters,
  vacuums,
  analyzes,
  domain_constraint,
  fills,         ///< CREATE TABLE AS, CREATE MATERIALIZED VIEW
  reads_source,  ///< the query behind CREATE TABLE AS, INSERT … SELECT, REFRESH
  dml,           ///< UPDATE, DELETE, MERGE, INSERT, COPY
  truncates,
};

struct Work {
  WorkKind kind = WorkKind::scan;
  Reason reason = Reason::dml;
  RelationId id = catalog::no_relation;
  sql::Name name;  ///< the relation; for index_build and index_rebuild the index's name when known
  RelationId table = catalog::no_relation;  ///< index_build, index_rebuild: the table
  sql::Name table_name;
  bool existing = true;  ///< as in Lock; of the table
  bool whole = true;     ///< rows: false when a WHERE picks some
  bool certain = true;   ///< false: assumed, because a proof that the server may find is not looked for
  std::uint16_t part = whole_statement;
};

/// Grows with …; the strongest of a statement's works.
enum class Cost : std::uint8_t { instant, rows, scan, build, rewrite, unknown };
std::string_view to_string(Cost cost);

struct Effects {
  std::vector<Lock>
      locks;  ///< one per relation and part, with the strongest mode that the part needs; in the order taken
  std::vector<Work> work;
  bool refuses_transaction_block = false;  ///< error 25001 in a transaction block (PreventInTransactionBlock)
  bool known = true;                       ///< false: this form is not modelled, nothing is claimed
  std::string unknown_because;

  [[nodiscard]] Cost cost() const;
  /// The strongest lock of this statement on a relation (by name when it is not in the history).
  [[nodiscard]] LockMode on(RelationId id, const sql::Name& name) const;
  /// One lock a relation, the strongest of all parts: what the transaction holds after the statement.
  [[nodiscard]] std::vector<Lock> strongest_locks() const;
  /// The first work done for `reason` by action `part` (any part: whole_statement).
  [[nodiscard]] const Work* find(Reason reason, std::size_t part = whole_statement) const;
};

struct Environment {
  const catalog::Catalog& catalog;
  const session::Session& session;
  int pg_version = 15;
};

Effects effects(const sql::Statement& statement, const Environment& environment);

}  // namespace migralint::effects
