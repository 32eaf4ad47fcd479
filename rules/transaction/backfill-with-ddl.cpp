#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/held_locks.hpp"
#include "rules/support/recipes.hpp"
#include "rules/support/rows.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

/// `work`: "UPDATE writes all rows of orders"; `end`: when the lock is of no harm any more.
Finding* report_work(const sql::Name& table, const std::string& work, std::string_view end,
                     const Context& context, Report& report) {
  if (findings::harmless(context.newness(table)) || rows::is_system_catalog(table, context)) {
    return nullptr;
  }
  const auto* held = held_locks::blocking(context);
  if (held == nullptr) {
    return nullptr;
  }
  auto& finding = report(
      context.statement().range,
      fmt::format("{} while the transaction keeps {} locked: {} wait until {}", work, sql::quoted(held->name),
                  session::blocks_reads(held->mode) ? "its readers and writers" : "its writers", end));
  finding.label = "locks are given back when the transaction ends, not before";
  finding.related.push_back(
      {held->by.file, held->by.span,
       fmt::format("{} on {} is taken here", session::to_string(held->mode), sql::quoted(held->name))});
  finding.evidence.push_back(context.existence(table));
  finding.evidence.emplace_back(
      "safe form: the schema change in one migration, the rows in another, in batches with a commit after "
      "each");
  return &finding;
}

void report_backfill(const sql::Name& table, std::string_view what, const Context& context, Report& report) {
  report_work(table, fmt::format("{} all rows of {}", what, sql::quoted(table)), "the last row is done",
              context, report);
}

// The work of effects() on the target itself says whether the WHERE leaves rows out.
bool touches_all(const Context& context) {
  for (const auto& work : context.effects().work) {
    if (work.kind == effects::WorkKind::rows && work.reason == effects::Reason::dml) {
      return work.whole && work.existing;
    }
  }
  return false;
}

// The rows that the WHERE picks may be few: it is the reading that takes its time.
void report_scan(const sql::Name& table, const sql::Where& where, const Context& context, Report& report) {
  if (context.newness(table).kind != Newness::Kind::existing || !rows::needs_scan(table, where, context)) {
    return;
  }
  const std::string shown = sql::quoted(table);
  auto* finding =
      report_work(table, fmt::format("{} reads all of {} to find its rows", context.statement().tag, shown),
                  "it is done", context, report);
  if (finding != nullptr) {
    finding->evidence.push_back(fmt::format("no index of {} has to do with {}, which the WHERE asks for",
                                            shown, recipes::column_list(sql::columns_of(*where.expr))));
  }
}

void check_update(const sql::Update& update, const Context& context, Report& report) {
  if (touches_all(context) || rows::asks_for_new_columns(update.table, update.where, context)) {
    report_backfill(update.table, "UPDATE writes", context, report);
  } else if (rows::fills_new_columns_by_join(update, context)) {
    report_backfill(update.table, "UPDATE … FROM fills the new column in", context, report);
  } else if (!update.current_of) {
    report_scan(update.table, update.where, context, report);
  }
}

void check_delete(const sql::Delete& statement, const Context& context, Report& report) {
  if (touches_all(context) || rows::asks_for_new_columns(statement.table, statement.where, context)) {
    report_backfill(statement.table, "DELETE removes", context, report);
  } else if (!statement.current_of) {
    report_scan(statement.table, statement.where, context, report);
  }
}

void check_insert(const sql::Insert& insert, const Context& context, Report& report) {
  if (!insert.from_query || insert.filtered || insert.sources.empty()) {
    return;
  }
  const auto* source = context.effects().find(effects::Reason::reads_source);
  if (source != nullptr && source->whole && source->existing) {
    report_backfill(source->name, "INSERT … SELECT copies", context, report);
  }
}

}  // namespace

MIGRALINT_RULE(transaction_backfill_with_ddl) = {
    .level = Level::warning,
    .rank = Rank::transaction,
    .summary =
        "All rows of an existing table are changed or copied in a transaction that holds the lock of a "
        "schema change",
    .hooks = {on<check_update>, on<check_delete>, on<check_insert>},
    .grows_with_table = true,
};
