#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using catalog::Relation;

// Partitions are locked with their parent: they count as one table.
const Relation* root_of(const Context& context, const Relation* relation) {
  while (relation != nullptr && relation->partition_of != catalog::no_relation) {
    relation = context.catalog().get(relation->partition_of);
  }
  return relation;
}

bool counts(const Context& context, const Relation* relation, session::LockMode mode, bool existing) {
  return relation != nullptr && existing && session::blocks_writes(mode) &&
         (relation->is_table() || relation->kind == catalog::RelationKind::materialized_view) &&
         !findings::hidden(context.newness(relation));
}

struct Held {
  const Relation* table;
  const session::HeldLock* lock;
};

std::vector<Held> held_tables(const Context& context) {
  std::vector<Held> tables;
  for (const auto& held : context.session().transaction().locks) {
    // A table that was not in the history when it was locked is known by now.
    const auto* relation = held.relation != catalog::no_relation ? context.catalog().get(held.relation)
                                                                 : context.catalog().find(held.name);
    if (counts(context, relation, held.mode, held.existing)) {
      tables.push_back({root_of(context, relation), &held});
    }
  }
  return tables;
}

bool one_statement(const std::vector<Held>& tables) {
  return std::all_of(tables.begin(), tables.end(), [&](const Held& held) {
    return held.lock->by.statement == tables.front().lock->by.statement &&
           held.lock->by.span == tables.front().lock->by.span;
  });
}

bool one_table(const std::vector<Held>& tables) {
  return std::all_of(tables.begin(), tables.end(),
                     [&](const Held& held) { return held.table == tables.front().table; });
}

// The first table that this statement locks beside those that are held.
const effects::Lock* other_table(const Context& context, const std::vector<Held>& tables) {
  for (const auto& lock : context.effects().locks) {
    if (lock.until != effects::Until::transaction || !lock.existing || !session::blocks_writes(lock.mode)) {
      continue;
    }
    const auto* relation = context.catalog().get(lock.id);
    const bool unknown_table = relation == nullptr && lock.kind == catalog::RelationKind::table;
    if (!unknown_table && !counts(context, relation, lock.mode, lock.existing)) {
      continue;
    }
    const auto* root = root_of(context, relation);
    if (unknown_table ||
        std::none_of(tables.begin(), tables.end(), [&](const Held& held) { return held.table == root; })) {
      return &lock;
    }
  }
  return nullptr;
}

// What the statement would lock by itself, whatever came before: taking it out changes nothing.
bool locks_all(const Context& context, const std::vector<Held>& tables) {
  return std::all_of(tables.begin(), tables.end(), [&](const Held& held) {
    return std::any_of(context.effects().locks.begin(), context.effects().locks.end(),
                       [&](const effects::Lock& lock) {
                         return session::blocks_writes(lock.mode) &&
                                root_of(context, context.catalog().get(lock.id)) == held.table;
                       });
  });
}

void check(const Context& context, Report& report) {
  const auto tables = held_tables(context);
  // Reported where the second table comes in, once in a transaction. What one statement locks cannot be taken
  // apart.
  if (tables.empty() || !(one_statement(tables) || one_table(tables))) {
    return;
  }
  const auto* lock = other_table(context, tables);
  if (lock == nullptr || locks_all(context, tables)) {
    return;
  }
  const auto& first = *tables.front().lock;
  const std::string shown = sql::quoted(lock->name);
  auto& finding = report(
      context.statement().range,
      fmt::format("{} is locked while the transaction still holds {}: both stay locked to its end, and a "
                  "session that takes them the other way round deadlocks with it",
                  shown, sql::quoted(first.name)));
  finding.label = fmt::format("{} on {}", session::to_string(lock->mode), shown);
  finding.related.push_back(
      {first.by.file, first.by.span,
       fmt::format("{} on {} is taken here", session::to_string(first.mode), sql::quoted(first.name))});
  finding.evidence.push_back("both are held by " + context.transaction_description());
  finding.evidence.emplace_back("safe form: one migration, and so one transaction, for each table");
}

}  // namespace

MIGRALINT_RULE(transaction_several_tables_locked) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "Strong locks on two or more existing tables in one transaction",
    .hooks = {on<check>},
};
