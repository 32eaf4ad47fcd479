#include "locks/lock_table.hpp"

#include <algorithm>
#include <utility>

namespace migralint::locks {
namespace {

using catalog::RelationKind;
using effects::WorkKind;

void add_once(std::vector<sql::Name>& names, const sql::Name& name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    names.push_back(name);
  }
}

/// What a lock on it stops: of an index its table, because planning a query opens every index of its tables
/// (the oracle's form index/reindex-blocks-select).
sql::Name stopped_relation(const effects::Lock& lock, const catalog::Catalog& catalog) {
  const auto* relation = lock.id != catalog::no_relation ? catalog.get(lock.id) : nullptr;
  if (relation == nullptr || !relation->index) {
    return lock.name;
  }
  const auto* table = catalog.get(relation->index->table);
  return table != nullptr ? table->qualified() : lock.name;
}

/// ALTER SEQUENCE stops nextval(), which is neither reading nor writing a table.
bool has_rows(RelationKind kind) {
  return kind != RelationKind::sequence && kind != RelationKind::composite_type;
}

Blocks blocks_of(const std::vector<effects::Lock>& locks, const catalog::Catalog& catalog) {
  Blocks blocks;
  for (const auto& lock : locks) {
    if (!lock.existing || !has_rows(lock.kind)) {
      continue;
    }
    // Writers lock a table's indexes with ROW EXCLUSIVE and readers with ACCESS SHARE, as they do the table.
    if (session::blocks_reads(lock.mode)) {
      add_once(blocks.reads, stopped_relation(lock, catalog));
    }
    if (session::blocks_writes(lock.mode)) {
      add_once(blocks.writes, stopped_relation(lock, catalog));
    }
  }
  return blocks;
}

void add_work(StatementRow& row, const effects::Effects& effects) {
  effects::Effects felt;
  felt.known = effects.known;
  for (const auto& work : effects.work) {
    if (!work.existing) {
      continue;
    }
    felt.work.push_back(work);
    switch (work.kind) {
      case WorkKind::rewrite:
        add_once(row.rewrites, work.name);
        break;
      case WorkKind::scan:
        add_once(row.scans, work.name);
        break;
      case WorkKind::index_build:
      case WorkKind::index_rebuild:
        add_once(row.index_builds, work.name.empty() ? work.table_name : work.name);
        break;
      case WorkKind::rows:
        break;
    }
  }
  row.cost = felt.cost();
  row.unknown_because = effects.unknown_because;
}

bool is_read_block(const replay::Step& step) {
  const auto* block = step.statement->as<sql::Do>();
  return block != nullptr && (block->language.empty() || block->language == "plpgsql");
}

StatementRow row_of(const replay::Step& step, std::uint32_t file) {
  StatementRow row;
  row.file = file;
  row.span = step.embedded != nullptr ? step.embedded->place : step.raw.range;
  row.in_block = step.embedded != nullptr && !step.embedded->schema_element;
  row.transaction = step.session.transaction_id();
  row.transaction_kind = step.session.transaction().kind;
  if (step.statement == nullptr) {
    row.error = step.error != nullptr ? step.error->message : std::string();
    row.cost = effects::Cost::unknown;
    return row;
  }
  row.kind = step.statement->tag;
  row.allowed_in_transaction = !step.effects.refuses_transaction_block;
  row.refused =
      !row.allowed_in_transaction && (step.embedded != nullptr || step.session.refuses_non_transactional());
  if (!step.unjudged.empty()) {
    row.cost = effects::Cost::unknown;
    row.unknown_because = step.unjudged.front().reason;
    return row;
  }
  // It does what its statements do, which have rows of their own.
  if (is_read_block(step)) {
    return row;
  }
  row.locks = step.effects.strongest_locks();
  row.blocks = blocks_of(row.locks, step.catalog);
  add_work(row, step.effects);
  return row;
}

/// Of the rows of one transaction, but for the last: nobody waits longer for that than for the statement.
void add_waiting(LockTable& table, std::size_t first, std::size_t end) {
  const auto known = static_cast<std::ptrdiff_t>(table.waiting.size());
  const auto entry = [&](const sql::Name& relation) -> Waiting& {
    const auto found = std::find_if(table.waiting.begin() + known, table.waiting.end(),
                                    [&](const Waiting& waiting) { return waiting.relation == relation; });
    return found != table.waiting.end()
               ? *found
               : table.waiting.emplace_back(Waiting{Waiting::never, Waiting::never, relation});
  };
  for (std::size_t row = first; row + 1 < end; ++row) {
    for (const auto& relation : table.rows[row].blocks.writes) {
      auto& waiting = entry(relation);
      waiting.writes = std::min(waiting.writes, row);
    }
    for (const auto& relation : table.rows[row].blocks.reads) {
      auto& waiting = entry(relation);
      waiting.reads = std::min(waiting.reads, row);
    }
  }
}

void add_all_waiting(LockTable& table) {
  std::size_t first = 0;
  for (std::size_t row = 1; row <= table.rows.size(); ++row) {
    const bool ends = row == table.rows.size() || table.rows[row].file != table.rows[first].file ||
                      table.rows[row].transaction != table.rows[first].transaction;
    if (ends) {
      if (table.rows[first].transaction_kind != session::TransactionKind::none) {
        add_waiting(table, first, row);
      }
      first = row;
    }
  }
}

}  // namespace

LockTable lock_table(std::span<const replay::Migrations* const> histories, unsigned jobs) {
  LockTable table;
  replay::Replayer replayer(jobs);
  std::uint32_t next_file = 0;
  for (const auto* history : histories) {
    replay::Handler handler;
    handler.file_begin = [&table](const replay::File& file) {
      if (file.source->role == replay::Role::judged) {
        table.files.push_back(file.source);
      }
    };
    handler.step = [&table](const replay::Step& step) {
      if (step.judged && step.file.source->role == replay::Role::judged) {
        table.rows.push_back(row_of(step, static_cast<std::uint32_t>(table.files.size() - 1)));
      }
    };
    handler.file_end = [](const replay::FileEnd&) {};
    replayer.run(*history, next_file, handler);
    next_file += static_cast<std::uint32_t>(history->files.size());
  }
  add_all_waiting(table);
  return table;
}

std::string_view kind_name(RelationKind kind) {
  switch (kind) {
    case RelationKind::table:
      return "table";
    case RelationKind::partitioned_table:
      return "partitioned table";
    case RelationKind::index:
    case RelationKind::partitioned_index:
      return "index";
    case RelationKind::sequence:
      return "sequence";
    case RelationKind::view:
      return "view";
    case RelationKind::materialized_view:
      return "materialized view";
    case RelationKind::foreign_table:
      return "foreign table";
    case RelationKind::composite_type:
      return "composite type";
  }
  return "table";
}

}  // namespace migralint::locks
