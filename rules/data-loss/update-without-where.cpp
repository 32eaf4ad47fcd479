#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"
#include "rules/support/rows.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void check_one(const sql::Update& update, const Context& context, Report& report) {
  const Newness newness = context.newness(update.table);
  if (!rows::picks_all(update.where) || update.current_of || newness.kind != Newness::Kind::existing ||
      newness.emptied || rows::are_new_columns(update.table, update.columns, context)) {
    return;
  }
  const bool is_system = rows::is_system_catalog(update.table, context);
  auto& finding = report(context.statement().range,
                         fmt::format("UPDATE overwrites {} in every row of {}{}: the old values are gone",
                                     recipes::column_list(update.columns),
                                     is_system ? "the system catalog " : "", sql::quoted(update.table)));
  finding.label = update.where.expr ? "its WHERE is always true" : "it has no WHERE";
  finding.evidence.push_back(context.existence(update.table));
}

void check(const sql::Update& update, const Context& context, Report& report) {
  check_one(update, context, report);
}

void check_select(const sql::Select& select, const Context& context, Report& report) {
  for (const auto& update : select.updates) {
    check_one(update, context, report);
  }
}

}  // namespace

MIGRALINT_RULE(data_loss_update_without_where) = {
    .level = Level::warning,
    .rank = Rank::hygiene,
    .summary = "UPDATE that overwrites a column in all rows of an existing table",
    .hooks = {on<check>, on<check_select>},
    .undone_by_rollback = true,
};
