#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/edits.hpp"
#include "rules/support/findings.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using Kind = sql::Constraint::Kind;

// The tables that the statement changes itself: CheckTableNotInUse (src/backend/commands/tablecmds.c) looks
// for events of these.
std::vector<sql::Name> changed_tables(const sql::Statement& statement) {
  std::vector<sql::Name> tables;
  if (const auto* alter = statement.as<sql::AlterTable>();
      alter != nullptr && alter->kind == sql::ObjectKind::table) {
    tables.push_back(alter->table);
  } else if (const auto* index = statement.as<sql::CreateIndex>(); index != nullptr && !index->concurrently) {
    tables.push_back(index->table);
  } else if (const auto* drop = statement.as<sql::Drop>();
             drop != nullptr && drop->kind == sql::ObjectKind::table) {
    tables = drop->objects;
  } else if (const auto* truncate = statement.as<sql::Truncate>()) {
    tables.assign(truncate->tables.begin(), truncate->tables.end());
  }
  return tables;
}

bool has_any(const std::vector<std::string>& columns, const std::vector<std::string>& wanted) {
  return std::any_of(columns.begin(), columns.end(), [&](const std::string& column) {
    return std::find(wanted.begin(), wanted.end(), column) != wanted.end();
  });
}

struct Deferred {
  const catalog::Constraint* key = nullptr;
  const catalog::Relation* table = nullptr;  // that has the key
};

// A foreign key whose check of this change waits for the end of the transaction.
std::optional<Deferred> deferred_check(const RowChange& change, const catalog::Relation& table,
                                       const Context& context) {
  const auto waits = [&](const catalog::Constraint& key) {
    return key.kind == Kind::foreign_key && key.enforced && context.facts().waits(change, key);
  };
  for (const auto& key : table.constraints) {
    if (waits(key) && (change.inserts || has_any(change.updated, key.columns))) {
      return Deferred{&key, &table};
    }
  }
  // Only NO ACTION can be put off on the side of the referenced table.
  for (const auto& [other, key] : context.catalog().referencing(table.id)) {
    const bool deletes = change.deletes && key->on_delete == 'a';
    const bool updates = has_any(change.updated, key->referenced_columns) && key->on_update == 'a';
    if (waits(*key) && (deletes || updates)) {
      return Deferred{key, other};
    }
  }
  return std::nullopt;
}

void check(const Context& context, Report& report) {
  // In a DO block as well: the events wait for the end of the transaction, not of the block.
  const auto& changes = context.facts().row_changes(context.session().transaction_id());
  if (changes.empty()) {
    return;
  }
  for (const auto& name : changed_tables(context.statement())) {
    const auto* table = context.catalog().find(name);
    if (table == nullptr) {
      continue;
    }
    for (const auto& change : changes) {
      const auto deferred =
          change.table == table->id ? deferred_check(change, *table, context) : std::nullopt;
      if (!deferred) {
        continue;
      }
      auto& finding = report(
          context.statement().range,
          fmt::format("{} fails: the rows of {} that were changed at {} still wait for the check of {}",
                      context.statement().tag, sql::quoted(name), context.place(change.by),
                      sql::quoted(deferred->key->name)));
      finding.label = fmt::format("cannot {} \"{}\" because it has pending trigger events",
                                  context.statement().tag, table->name);
      finding.related.push_back(
          {change.by.file, change.by.span, "queues the check for the end of the transaction"});
      if (deferred->key->origin.known()) {
        finding.evidence.push_back(
            fmt::format("{} of {} is DEFERRABLE, made at {}", sql::quoted(deferred->key->name),
                        sql::quoted(deferred->table->name), context.place(deferred->key->origin)));
      }
      finding.fix = Fix{Fix::Class::plan,
                        "safe form: check them before, or put the two into two transactions",
                        "SET CONSTRAINTS ALL IMMEDIATE;\n",
                        {}};
      if (context.embedded() == nullptr) {
        finding.fix->kind = Fix::Class::mechanical;
        finding.fix->edits.push_back(edits::before(context, "SET CONSTRAINTS ALL IMMEDIATE;\n"));
      }
      return;
    }
  }
}

}  // namespace

MIGRALINT_RULE(will_fail_pending_trigger_events) = {
    .level = Level::error,
    .rank = Rank::will_fail,
    .summary = "DDL on a table after changes of its rows whose deferred constraints are not checked yet",
    .hooks = {on<check>},
};
