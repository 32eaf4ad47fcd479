#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/rows.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void check(const sql::Truncate& truncate, const Context& context, Report& report) {
  for (const auto& table : truncate.tables) {
    // PostgreSQL refuses to empty a catalog.
    if (!context.is_existing(table) || context.is_temporary(table) ||
        rows::is_system_catalog(table, context)) {
      continue;
    }
    const std::string shown = sql::quoted(table);
    auto& finding = report(
        table.span, table.span,
        truncate.cascade
            ? fmt::format("TRUNCATE … CASCADE deletes all rows of {} and of every table that references it",
                          shown)
            : fmt::format("TRUNCATE deletes all rows of {}", shown));
    finding.label = fmt::format("{}: nobody can read or write it until the transaction ends",
                                findings::lock_text(context, table));
    finding.evidence.push_back(context.existence(table));
  }
}

}  // namespace

MIGRALINT_RULE(data_loss_truncate) = {
    .level = Level::warning,
    .summary = "TRUNCATE of an existing table",
    .hooks = {on<check>},
    .undone_by_rollback = true,
};
