#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"
#include "rules/support/rows.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

/// `a = a`, `a = coalesce(a, …)`: a value that is there stays.
bool keeps_values(const std::string& column, const sql::Expr& value) {
  const bool falls_back = value.kind == sql::Expr::Kind::coalesce && !value.args.empty();
  const sql::Expr& kept = falls_back ? value.args.front() : value;
  return kept.kind == sql::Expr::Kind::column && kept.name == column;
}

/// The assigned columns whose values from before this file go.
std::vector<std::string> overwritten(const sql::Update& update, const Context& context) {
  std::vector<std::string> columns;
  for (std::size_t i = 0; i < update.columns.size(); ++i) {
    const auto& column = update.columns[i];
    const bool keeps =
        i < update.values.size() && update.sources.empty() && keeps_values(column, update.values[i]);
    if (!keeps && !rows::are_new_columns(update.table, {column}, context)) {
      columns.push_back(column);
    }
  }
  return columns;
}

void check_one(const sql::Update& update, const Context& context, Report& report) {
  const Newness newness = context.newness(update.table);
  if (!rows::picks_all(update.where) || update.current_of || newness.kind != Newness::Kind::existing ||
      newness.emptied) {
    return;
  }
  const auto columns = overwritten(update, context);
  if (columns.empty()) {
    return;
  }
  const bool is_system = rows::is_system_catalog(update.table, context);
  auto& finding = report(context.statement().range,
                         fmt::format("UPDATE overwrites {} in every row of {}{}: the old values are gone",
                                     recipes::column_list(columns), is_system ? "the system catalog " : "",
                                     sql::quoted(update.table)));
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
