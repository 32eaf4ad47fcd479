#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void report_table(const sql::Name& table, Span span, Report& report) {
  auto& finding =
      report(span, span,
             fmt::format("{} is unlogged: a crash of the server empties it, and replicas never have its "
                         "rows",
                         sql::quoted(table)));
  finding.label = "not written to the WAL";
  finding.evidence.emplace_back("leave UNLOGGED out unless its rows can be made again at any time");
}

void check_create(const sql::CreateTable& create, const Context& /*context*/, Report& report) {
  if (create.table.unlogged) {
    report_table(create.table, create.table.span, report);
  }
}

void check_create_as(const sql::CreateTableAs& create, const Context& /*context*/, Report& report) {
  if (create.table.unlogged) {
    report_table(create.table, create.table.span, report);
  }
}

void check_alter(const sql::AlterTable& alter, const Context& context, Report& report) {
  for (const auto& action : alter.actions) {
    const auto* setting = std::get_if<sql::TableSetting>(&action.what);
    if (setting == nullptr || setting->kind != sql::TableSetting::Kind::unlogged) {
      continue;
    }
    const auto* relation = context.catalog().find(alter.table);
    const bool already = relation != nullptr && relation->persistence == catalog::Persistence::unlogged;
    if (!already) {
      report_table(alter.table, action.span, report);
    }
  }
}

}  // namespace

MIGRALINT_RULE(data_loss_unlogged_table) = {
    .level = Level::note,
    .rank = Rank::separate,
    .summary = "A table without a write-ahead log: a crash empties it",
    .hooks = {on<check_create>, on<check_create_as>, on<check_alter, sql::TableSetting>},
    .undone_by_rollback = true,
};
