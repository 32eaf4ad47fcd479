#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/rows.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void check_one(const sql::Delete& statement, const Context& context, Report& report) {
  const Newness newness = context.newness(statement.table);
  if (!rows::picks_all(statement.where) || statement.current_of || newness.kind != Newness::Kind::existing ||
      newness.emptied) {
    return;
  }
  const bool is_system = rows::is_system_catalog(statement.table, context);
  const std::string shown = (is_system ? "the system catalog " : "") + sql::quoted(statement.table);
  const bool has_where = statement.where.expr != nullptr;
  auto& finding =
      report(has_where && !statement.where.span.empty() ? statement.where.span : context.statement().range,
             context.statement().range,
             has_where ? fmt::format("DELETE removes every row of {}: its WHERE is always true", shown)
                       : fmt::format("DELETE without WHERE removes every row of {}", shown));
  if (is_system) {
    finding.label = "what the server knows of its objects goes with them, and nothing checks that";
    return;
  }
  finding.label = "only a backup brings them back";
  finding.evidence.push_back(context.existence(statement.table));
}

void check(const sql::Delete& statement, const Context& context, Report& report) {
  check_one(statement, context, report);
}

void check_select(const sql::Select& select, const Context& context, Report& report) {
  for (const auto& statement : select.deletes) {
    check_one(statement, context, report);
  }
}

}  // namespace

MIGRALINT_RULE(data_loss_delete_without_where) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "DELETE of all rows of an existing table",
    .hooks = {on<check>, on<check_select>},
    .undone_by_rollback = true,
};
