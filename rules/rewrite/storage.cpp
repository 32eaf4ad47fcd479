#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

constexpr int first_reindex_tablespace = 14;

std::string setting_text(const sql::TableSetting& setting) {
  using Kind = sql::TableSetting::Kind;
  switch (setting.kind) {
    case Kind::logged:
      return "SET LOGGED";
    case Kind::unlogged:
      return "SET UNLOGGED";
    case Kind::tablespace:
      return fmt::format("SET TABLESPACE {}", sql::quoted(setting.name));
    case Kind::access_method:
      return "SET ACCESS METHOD" + (setting.name.empty() ? std::string() : " " + sql::quoted(setting.name));
    default:
      return {};
  }
}

// Measured: queries on the table open all its indexes when they are planned.
void report_index(const sql::AlterTable& alter, const sql::Action& action, const effects::Work& work,
                  const std::string& what, const Context& context, Report& report) {
  const std::string index = sql::quoted(alter.table);
  const auto* table = context.catalog().get(work.table);
  auto& finding =
      report(action.span, action.span,
             fmt::format("{} copies {} while every query on {} waits", what, index,
                         table != nullptr ? sql::quoted(work.table_name) : std::string("its table")));
  finding.label = fmt::format("{} until it is copied", findings::lock_text(context, alter.table));
  if (context.pg_version() >= first_reindex_tablespace) {
    const auto* setting = std::get_if<sql::TableSetting>(&action.what);
    finding.fix = Fix{
        Fix::Class::plan,
        fmt::format("safe form, {}", recipes::outside_transaction(context)),
        fmt::format("REINDEX (TABLESPACE {}) INDEX CONCURRENTLY {};\n", sql::quoted(setting->name), index),
        {}};
  }
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    const auto* setting = std::get_if<sql::TableSetting>(&action.what);
    const auto* work = context.effects().find(effects::Reason::changes_storage, i);
    if (setting == nullptr || work == nullptr) {
      continue;
    }
    const Newness newness = context.newness(alter.table);
    if (findings::harmless(newness)) {
      continue;
    }
    const std::string what = setting_text(*setting);
    if (work->kind == effects::WorkKind::index_rebuild) {
      report_index(alter, action, *work, what, context, report);
      continue;
    }
    const std::string table = sql::quoted(alter.table);
    auto& finding = report(action.span, action.span,
                           fmt::format("{} copies all of {} while nobody can read or write it", what, table));
    finding.label = fmt::format("{} until every row is copied", findings::lock_text(context, alter.table));
    findings::about_table(finding, context, alter.table, newness);
    finding.fix = recipes::while_stopped(context, "rewrite/storage",
                                         "no online form exists: run it alone, while nothing uses the table, "
                                         "or copy into a new table in batches",
                                         fmt::format("ALTER TABLE {} {}", table, what));
  }
}

void check_all(const sql::MoveAll& move, const Context& context, Report& report) {
  const std::string objects = move.kind == sql::ObjectKind::index               ? "index"
                              : move.kind == sql::ObjectKind::materialized_view ? "materialized view"
                                                                                : "table";
  auto& finding = report(context.statement().range,
                         fmt::format("moving all of tablespace {} copies every {} in it, all locked at once",
                                     sql::quoted(move.from), objects));
  finding.label = findings::lock_text_of_tables(context, "each until the transaction ends");
  finding.evidence.emplace_back("safe form: move them one by one, each in a transaction of its own");
}

}  // namespace

MIGRALINT_RULE(rewrite_storage) = {
    .level = Level::error,
    .summary =
        "SET LOGGED, UNLOGGED, ACCESS METHOD or TABLESPACE: the whole table is copied under ACCESS EXCLUSIVE",
    .hooks = {on<check, sql::TableSetting>, on<check_all>},
    .grows_with_table = true,
};
