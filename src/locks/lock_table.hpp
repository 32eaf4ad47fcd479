// What each statement locks, reads, builds and rewrites: the effects as a table, for `migralint locks`.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "effects/effects.hpp"
#include "replay/replay.hpp"

namespace migralint::locks {

/// What a statement stops others from doing while it holds its locks.
struct Blocks {
  std::vector<sql::Name> reads;   ///< SELECT waits
  std::vector<sql::Name> writes;  ///< INSERT, UPDATE and DELETE wait
};

struct StatementRow {
  std::uint32_t file = 0;  ///< index into LockTable::files
  Span span;               ///< the statement, or the one inside a DO block
  std::string_view kind;   ///< "ALTER TABLE"; empty when it does not parse
  std::string error;       ///< the parser's message when it does not parse
  bool in_block = false;   ///< runs inside the DO block before it
  std::uint32_t transaction = 0;
  session::TransactionKind transaction_kind = session::TransactionKind::none;
  bool allowed_in_transaction = true;
  bool refused = false;  ///< it is not, and a transaction is open
  std::vector<effects::Lock> locks;
  // Of relations that other sessions can see; each once.
  std::vector<sql::Name> rewrites;
  std::vector<sql::Name> scans;
  std::vector<sql::Name> index_builds;  ///< also existing indexes that are built again
  Blocks blocks;
  effects::Cost cost = effects::Cost::instant;
  std::string unknown_because;  ///< not empty: what is said here may be incomplete
};

/// Others wait for a relation until the transaction ends: writers from row `writes` on, readers from row
/// `reads` on.
struct Waiting {
  static constexpr std::size_t never = static_cast<std::size_t>(-1);
  std::size_t writes = never;  ///< index into LockTable::rows
  std::size_t reads = never;   ///< what stops readers stops writers too, so never before `writes`
  sql::Name relation;
};

struct LockTable {
  std::vector<const replay::SourceFile*> files;  ///< the judged ones
  std::vector<StatementRow> rows;                ///< by file and place
  std::vector<Waiting> waiting;                  ///< of transactions that go on after the statement
};

/// Replays the histories; rows for their judged files. The result refers to `histories` and to the
/// statements' static tags.
LockTable lock_table(std::span<const replay::Migrations* const> histories, unsigned jobs);

/// "table", "index", "materialized view", …
std::string_view kind_name(catalog::RelationKind kind);

}  // namespace migralint::locks
