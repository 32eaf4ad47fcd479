// LOCK, VACUUM, ANALYZE, CLUSTER, database-level commands, code blocks. Facts: util.* of the measured forms;
// PreventInTransactionBlock callers in the server's source.
#include <algorithm>
#include <array>

#include "effects/builder.hpp"

namespace migralint::effects {
namespace {

using catalog::Relation;

void lock_view_sources(Builder& builder, const Relation& view, LockMode mode, int depth) {
  if (depth == 0) {
    return;
  }
  for (const auto id : view.reads) {
    const auto* source = builder.catalog().get(id);
    if (source == nullptr) {
      continue;
    }
    builder.lock(*source, mode);
    if (source->kind == RelationKind::view) {
      lock_view_sources(builder, *source, mode, depth - 1);
    }
  }
}

/// From 18 on VACUUM and ANALYZE of an inheritance parent take its children too, unless ONLY is written.
bool covers_children(const Builder& builder, const Target& target, const sql::RelationName& name) {
  return target.is(RelationKind::partitioned_table) || (builder.version() >= 18 && !name.only);
}

void vacuum_one(Builder& builder, const Relation& relation, const sql::Vacuum& statement) {
  const auto until = statement.vacuum ? Until::statement : Until::transaction;
  const bool partitioned = relation.kind == RelationKind::partitioned_table;
  builder.lock(relation, statement.full ? LockMode::access_exclusive : LockMode::share_update_exclusive,
               until);
  if (partitioned) {
    return;
  }
  const auto target = builder.target(relation);
  if (!relation.populated) {
    return;
  }
  if (statement.full) {
    builder.work(WorkKind::rewrite, Reason::vacuum_full, target);
  } else if (statement.vacuum) {
    builder.work(WorkKind::scan, Reason::vacuums, target);
  } else {
    builder.work(WorkKind::rows, Reason::analyzes, target, false);
  }
  if (!statement.vacuum || statement.analyze) {
    builder.lock_descendants(target, LockMode::access_share);  // their rows are sampled with its own
  }
}

bool is_vacuumable(const Relation& relation) {
  return relation.kind == RelationKind::table || relation.kind == RelationKind::partitioned_table ||
         relation.kind == RelationKind::materialized_view;
}

void cluster_one(Builder& builder, const Relation& relation) {
  builder.lock(relation, LockMode::access_exclusive);
  builder.lock_indexes(relation, LockMode::access_exclusive);
  if (relation.kind != RelationKind::partitioned_table) {
    builder.work(WorkKind::rewrite, Reason::clusters, relation);
  }
}

/// Tags of statements kept as such that lock no user table: objects beside tables, sessions, notifications.
bool locks_no_table(std::string_view tag) {
  constexpr std::array<std::string_view, 17> exact{"",
                                                   "CHECKPOINT",
                                                   "LISTEN",
                                                   "NOTIFY",
                                                   "UNLISTEN",
                                                   "LOAD",
                                                   "ALTER TABLESPACE",
                                                   "CLOSE CURSOR",
                                                   "DEALLOCATE",
                                                   "SHOW",
                                                   "SECURITY LABEL",
                                                   "SET TRANSACTION",
                                                   "DEALLOCATE ALL",
                                                   "DISCARD",
                                                   "CLOSE",
                                                   "ALTER OPERATOR",
                                                   "IMPORT FOREIGN SCHEMA"};
  if (std::find(exact.begin(), exact.end(), tag) != exact.end()) {
    return true;
  }
  constexpr std::array<std::string_view, 3> verbs{"CREATE ", "ALTER ", "DROP "};
  constexpr std::array<std::string_view, 21> objects{"OPERATOR",     "CAST",           "COLLATION",
                                                     "CONVERSION",   "AGGREGATE",      "LANGUAGE",
                                                     "TRANSFORM",    "SERVER",         "FOREIGN DATA WRAPPER",
                                                     "USER MAPPING", "EVENT TRIGGER",  "ACCESS METHOD",
                                                     "TEXT SEARCH",  "OPERATOR CLASS", "OPERATOR FAMILY",
                                                     "LARGE OBJECT", "ROUTINE",        "FUNCTION",
                                                     "PROCEDURE",    "ROLE",           "DEFAULT PRIVILEGES"};
  for (const auto verb : verbs) {
    if (!tag.starts_with(verb)) {
      continue;
    }
    const auto rest = tag.substr(verb.size());
    return std::any_of(objects.begin(), objects.end(),
                       [&](std::string_view object) { return rest.starts_with(object); });
  }
  return false;
}

}  // namespace

void add_effects(Builder& builder, const sql::LockTable& statement) {
  const auto mode = session::lock_mode(statement.mode).value_or(LockMode::access_exclusive);
  for (const auto& name : statement.tables) {
    const auto target = builder.target(name, RelationKind::table);
    builder.lock(target, mode);
    if (!name.only) {
      builder.lock_descendants(target, mode);
    }
    if (target.is(RelationKind::view) && target.relation != nullptr) {
      lock_view_sources(builder, *target.relation, mode, 64);
    }
  }
}

void add_effects(Builder& builder, const sql::Vacuum& statement) {
  if (statement.vacuum) {
    builder.refuse_transaction_block();
  }
  if (statement.only_database_stats) {
    return;
  }
  if (statement.tables.empty()) {
    builder.catalog().for_each([&](const Relation& relation) {
      if (is_vacuumable(relation)) {
        vacuum_one(builder, relation, statement);
      }
    });
    if (!builder.catalog().complete()) {
      builder.unknown("the history does not show all tables that it covers");
    }
    return;
  }
  for (const auto& name : statement.tables) {
    const auto target = builder.target(name, RelationKind::table);
    if (target.relation == nullptr) {
      const auto mode = statement.full ? LockMode::access_exclusive : LockMode::share_update_exclusive;
      builder.lock(target, mode, statement.vacuum ? Until::statement : Until::transaction);
      builder.work(statement.full     ? WorkKind::rewrite
                   : statement.vacuum ? WorkKind::scan
                                      : WorkKind::rows,
                   statement.full     ? Reason::vacuum_full
                   : statement.vacuum ? Reason::vacuums
                                      : Reason::analyzes,
                   target, statement.vacuum);
      continue;
    }
    vacuum_one(builder, *target.relation, statement);
    if (!covers_children(builder, target, name)) {
      continue;
    }
    if (name.only && builder.version() >= 18) {
      // ANALYZE ONLY of a partitioned table samples the rows of its partitions; VACUUM ONLY does nothing.
      if (!statement.vacuum || statement.analyze) {
        builder.lock_descendants(target, LockMode::access_share);
      }
      continue;
    }
    for (const auto* child : builder.catalog().descendants(target.relation->id)) {
      vacuum_one(builder, *child, statement);
    }
  }
}

void add_effects(Builder& builder, const sql::Cluster& statement) {
  if (!statement.table) {
    builder.refuse_transaction_block();
    builder.unknown("which tables have been clustered before is not in the history");
    return;
  }
  const auto target = builder.target(*statement.table, RelationKind::table);
  if (target.relation == nullptr) {
    builder.lock(target, LockMode::access_exclusive);
    builder.work(WorkKind::rewrite, Reason::clusters, target);
    return;
  }
  cluster_one(builder, *target.relation);
  // Refused altogether before 15 (0A000).
  if (!target.is(RelationKind::partitioned_table) || builder.version() < 15) {
    return;
  }
  builder.refuse_transaction_block();
  // Only what has rows is clustered: a level in between is passed over.
  for (const auto* child : builder.catalog().descendants(target.relation->id)) {
    if (child->kind != RelationKind::partitioned_table) {
      cluster_one(builder, *child);
    }
  }
}

void add_effects(Builder& builder, const sql::Do&) {
  builder.unknown("what the code block runs is judged statement by statement only where its text shows it");
}

void add_effects(Builder& builder, const sql::Prepare&) {
  builder.unknown("what a prepared statement reads is not judged");
}

void add_effects(Builder& builder, const sql::SetConstraints& statement) {
  if (!statement.deferred && builder.environment().session.in_transaction()) {
    builder.unknown("it checks what the transaction has changed before");
  }
}

void add_effects(Builder& builder, const sql::Call& statement) {
  builder.unknown("what procedure " + statement.procedure.name + " runs is not judged");
}

void add_effects(Builder& builder, const sql::DatabaseStatement& statement) {
  using What = sql::DatabaseStatement::What;
  if (statement.what == What::create || statement.what == What::drop ||
      statement.what == What::set_tablespace) {
    builder.refuse_transaction_block();
  }
}

void add_effects(Builder& builder, const sql::TablespaceStatement&) { builder.refuse_transaction_block(); }
void add_effects(Builder& builder, const sql::AlterSystem&) { builder.refuse_transaction_block(); }

void add_effects(Builder& builder, const sql::Discard& statement) {
  if (statement.what == "all" || statement.what == "ALL") {
    builder.refuse_transaction_block();
  }
}

void add_effects(Builder& builder, const sql::Transaction& statement) {
  using Kind = sql::Transaction::Kind;
  if (statement.kind == Kind::commit_prepared || statement.kind == Kind::rollback_prepared) {
    builder.refuse_transaction_block();
  }
}

void add_effects(Builder& builder, const sql::Other& statement) {
  if (!locks_no_table(statement.tag)) {
    builder.unknown(statement.tag + " is not modelled");
  }
}

}  // namespace migralint::effects
