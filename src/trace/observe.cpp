#include "trace/observe.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace migralint::trace {
namespace {

// pg_stat_get_xact_numscans() counts the scans that this session began since it last reported to the
// statistics, which it does not do inside a transaction.
constexpr const char* relations_query = R"(
SELECT c.oid, CASE WHEN n.nspname LIKE 'pg\_temp\_%' THEN 'pg_temp' ELSE n.nspname END, c.relname, c.relkind,
       c.relfilenode, coalesce(i.indrelid, 0),
       CASE WHEN c.relkind IN ('r', 'm') THEN pg_relation_size(c.oid) ELSE 0 END,
       CASE WHEN c.relkind IN ('r', 'm', 'i') THEN pg_stat_get_xact_numscans(c.oid) ELSE 0 END,
       CASE WHEN c.relkind = 'i' THEN pg_stat_get_xact_tuples_returned(c.oid) ELSE 0 END,
       c.reltuples, c.relispopulated, quote_ident(pg_get_userbyid(c.relowner))
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_index i ON i.indexrelid = c.oid
 WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND n.nspname NOT LIKE 'pg\_toast\_temp\_%'
   AND c.relkind IN ('r', 'p', 'i', 'I', 'S', 'v', 'm', 'f'))";

constexpr const char* locks_query = R"(
SELECT relation, mode FROM pg_locks
 WHERE locktype = 'relation' AND granted AND pid = pg_backend_pid()
   AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))";

struct ModeName {
  std::string_view name;
  LockMode mode;
};
constexpr std::array<ModeName, 8> mode_names = {{
    {"AccessShareLock", LockMode::access_share},
    {"RowShareLock", LockMode::row_share},
    {"RowExclusiveLock", LockMode::row_exclusive},
    {"ShareUpdateExclusiveLock", LockMode::share_update_exclusive},
    {"ShareLock", LockMode::share},
    {"ShareRowExclusiveLock", LockMode::share_row_exclusive},
    {"ExclusiveLock", LockMode::exclusive},
    {"AccessExclusiveLock", LockMode::access_exclusive},
}};

RelationKind kind_of(char relkind) {
  switch (relkind) {
    case 'p':
      return RelationKind::partitioned_table;
    case 'i':
      return RelationKind::index;
    case 'I':
      return RelationKind::partitioned_index;
    case 'S':
      return RelationKind::sequence;
    case 'v':
      return RelationKind::view;
    case 'm':
      return RelationKind::materialized_view;
    case 'f':
      return RelationKind::foreign_table;
    default:
      return RelationKind::table;
  }
}

bool has_rows_of_its_own(RelationKind kind) {
  return kind == RelationKind::table || kind == RelationKind::materialized_view;
}

Expected<LocksByRelation, ServerError> read_locks(Connection& connection) {
  auto answer = connection.run(locks_query);
  if (!answer) return Unexpected(std::move(answer.error()));
  LocksByRelation locks;
  for (const auto& row : answer->rows) {
    locks[row[0]].insert(mode_of(row[1]));
  }
  return locks;
}

/// The relation that has this name now.
const ServerRelation* find_by_name(const ServerRelations& relations, const ServerRelation& wanted) {
  for (const auto& [oid, relation] : relations) {
    if (relation.schema == wanted.schema && relation.name == wanted.name) return &relation;
  }
  return nullptr;
}

/// New storage that holds nothing of the old: no rewrite.
bool empties_storage(const std::string& tag) { return tag == "TRUNCATE TABLE"; }

void compare_index(const ServerRelations& before, const Oid& oid, const ServerRelation& index,
                   Observation& to) {
  const auto table = before.find(index.table);
  // A table that ALTER TABLE did not make is known by its number; indexes that it makes again get new ones.
  if (table == before.end()) return;
  const auto table_name = table->second.qualified();
  const auto same = before.find(oid);
  const ServerRelation* old = same != before.end() ? &same->second : find_by_name(before, index);
  if (old == nullptr) {
    to.index_builds[index.qualified()] = table_name;
  } else if (old->file != index.file) {
    to.index_rebuilds[old->qualified()] = table_name;
  }
}

/// A foreign key may be checked by way of an index: the whole of it was read then.
void read_index_scan(const ServerRelations& before, const Oid& oid, const ServerRelation& now,
                     Observation& to) {
  const auto old = before.find(oid);
  const auto table = before.find(now.table);
  if (old == before.end() || table == before.end() || now.scans <= old->second.scans) return;
  constexpr double nearly_all = 0.9;
  const auto entries = static_cast<double>(now.read - old->second.read);
  if (old->second.rows > 0 && entries >= nearly_all * old->second.rows)
    to.scans.insert(table->second.qualified());
}

/// "rewriting table "t"": names come without a schema, so they only speak for a table that was locked.
void read_messages(const std::vector<Notice>& notices, Observation& to) {
  constexpr std::string_view verifying = "verifying table \"";
  for (const auto& notice : notices) {
    if (!notice.message.starts_with(verifying)) continue;
    auto name = notice.message.substr(verifying.size());
    name = name.substr(0, name.find('"'));
    for (const auto& lock : to.locks) {
      if (lock.name.substr(lock.name.find('.') + 1) == name) to.scans.insert(lock.name);
    }
  }
}

}  // namespace

bool refuses_transaction_block(const ServerError& error) {
  // PreventInTransactionBlock (src/backend/access/transam/xact.c). SET TRANSACTION has the same code for
  // something else.
  constexpr std::string_view active_sql_transaction = "25001";
  return error.sqlstate == active_sql_transaction &&
         (error.message.find("inside a transaction block") != std::string::npos ||
          error.message.find("executed from a function") != std::string::npos);
}

LockMode mode_of(std::string_view server_name) {
  const auto* found = std::find_if(mode_names.begin(), mode_names.end(),
                                   [&](const ModeName& entry) { return entry.name == server_name; });
  return found == mode_names.end() ? LockMode::none : found->mode;
}

Expected<ServerRelations, ServerError> read_relations(Connection& connection) {
  auto answer = connection.run(relations_query);
  if (!answer) return Unexpected(std::move(answer.error()));
  ServerRelations relations;
  for (auto& row : answer->rows) {
    ServerRelation relation{row[1],
                            row[2],
                            kind_of(row[3][0]),
                            row[4],
                            row[5],
                            row[6] == "0",
                            std::stoll(row[7]),
                            std::stoll(row[8]),
                            std::stod(row[9]),
                            row[10] == "t",
                            row[11]};
    relations.emplace(std::move(row[0]), std::move(relation));
  }
  return relations;
}

Expected<Before, ServerError> look_before(Connection& connection) {
  auto relations = read_relations(connection);
  if (!relations) return Unexpected(std::move(relations.error()));
  auto held = read_locks(connection);
  if (!held) return Unexpected(std::move(held.error()));
  return Before{std::move(*relations), std::move(*held)};
}

void note_relations(const ServerRelations& before, Observation& to) {
  for (const auto& [oid, relation] : before) {
    to.relations.insert(relation.qualified());
    const auto table = before.find(relation.table);
    if (table != before.end()) to.table_of[relation.qualified()] = table->second.qualified();
    if (has_rows_of_its_own(relation.kind) && relation.empty) to.empty.insert(relation.qualified());
  }
}

void put_locks(const ServerRelations& before, const LocksByRelation& held, const LocksByRelation& locks,
               Observation& to) {
  for (const auto& [oid, modes] : held) {
    const auto relation = before.find(oid);
    if (relation != before.end() && !modes.empty()) to.held[relation->second.qualified()] = *modes.rbegin();
  }
  for (const auto& [oid, modes] : locks) {
    const auto relation = before.find(oid);
    if (relation == before.end()) continue;
    LockMode strongest = LockMode::none;
    const auto already = held.find(oid);
    for (const auto mode : modes) {
      const bool is_new = already == held.end() || !already->second.contains(mode);
      if (is_new) strongest = std::max(strongest, mode);
    }
    if (strongest == LockMode::none) continue;
    to.locks.push_back({relation->second.qualified(), relation->second.kind, strongest});
  }
  std::sort(to.locks.begin(), to.locks.end(),
            [](const ObservedLock& a, const ObservedLock& b) { return a.name < b.name; });
}

void compare_states(const ServerRelations& before, const ServerRelations& after, const std::string& tag,
                    const std::vector<Notice>& notices, Observation& to) {
  note_relations(before, to);
  to.tag = tag;
  if (empties_storage(tag)) return;
  for (const auto& [oid, now] : after) {
    if (now.kind == RelationKind::index) {
      const auto table = after.find(now.table);
      const bool unpopulated = table != after.end() && !table->second.populated;
      if (!unpopulated) compare_index(before, oid, now, to);
      read_index_scan(before, oid, now, to);
      continue;
    }
    const auto old = before.find(oid);
    if (old == before.end() || !has_rows_of_its_own(now.kind)) continue;
    const auto name = old->second.qualified();
    if (now.file != old->second.file && now.populated) to.rewrites.insert(name);
    // A relation without a page (it was emptied, or is a materialized view never filled) is read in no time.
    if (now.scans > old->second.scans && !now.empty) to.scans.insert(name);
  }
  read_messages(notices, to);
}

Observation observe_in_transaction(Connection& connection, const std::string& sql,
                                   std::string_view copy_data) {
  Observation result;
  auto before = look_before(connection);
  if (!before) {
    result.error = std::move(before.error());
    return result;
  }
  connection.take_notices();
  auto answer = connection.run(sql, copy_data);
  result.notices = connection.take_notices();
  if (!answer) {
    result.error = std::move(answer.error());
    result.refused_in_transaction = refuses_transaction_block(*result.error);
    note_relations(before->relations, result);
    return result;
  }
  const auto locks = read_locks(connection);
  const auto after = read_relations(connection);
  if (!locks || !after) {
    result.error = !locks ? locks.error() : after.error();
    return result;
  }
  put_locks(before->relations, before->held, *locks, result);
  compare_states(before->relations, *after, answer->tag, result.notices, result);
  return result;
}

}  // namespace migralint::trace
