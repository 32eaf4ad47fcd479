#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/rows.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void report_bulk(const sql::Name& table, std::string_view what, const Context& context, Report& report) {
  // Rows that the file itself has put in are few, and nobody else's.
  const Newness newness = context.newness(table);
  if (newness.kind != Newness::Kind::existing || newness.emptied) {
    return;
  }
  auto& finding = report(
      context.statement().range,
      fmt::format(
          "{} all rows of {} in a file that changes the schema too: the two have different risks and want to "
          "be deployed apart",
          what, sql::quoted(table)));
  finding.evidence.push_back(context.existence(table));
  finding.evidence.emplace_back(
      "safe form: the schema change in one migration, the rows in another one, in batches");
  finding.quiet_without_schema_change = true;
}

// The work of effects() on the target itself says whether the WHERE leaves rows out.
bool touches_all(const Context& context) {
  const auto& work = context.effects().work;
  return std::any_of(work.begin(), work.end(), [](const effects::Work& one) {
    return one.kind == effects::WorkKind::rows && one.reason == effects::Reason::dml && one.whole &&
           one.existing;
  });
}

void check_update(const sql::Update& update, const Context& context, Report& report) {
  if (touches_all(context) || rows::asks_for_new_columns(update.table, update.where, context)) {
    report_bulk(update.table, "UPDATE writes", context, report);
  }
}

void check_delete(const sql::Delete& statement, const Context& context, Report& report) {
  if (touches_all(context) || rows::asks_for_new_columns(statement.table, statement.where, context)) {
    report_bulk(statement.table, "DELETE removes", context, report);
  }
}

void check_insert(const sql::Insert& insert, const Context& context, Report& report) {
  if (!insert.from_query || insert.filtered) {
    return;
  }
  const auto* source = context.effects().find(effects::Reason::reads_source);
  if (source != nullptr && source->whole && source->existing) {
    report_bulk(source->name, "INSERT … SELECT copies", context, report);
  }
}

}  // namespace

MIGRALINT_RULE(migration_file_mixed_schema_and_data) = {
    .level = Level::off,
    .rank = Rank::separate,
    .summary = "A schema change and a bulk change of rows in one file",
    .hooks = {on<check_update>, on<check_delete>, on<check_insert>},
};
