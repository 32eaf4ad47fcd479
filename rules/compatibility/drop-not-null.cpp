#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  const Newness newness = context.newness(alter.table);
  if (newness.kind != Newness::Kind::existing) {
    return;
  }
  for (const auto& action : alter.actions) {
    const auto* drop = std::get_if<sql::DropNotNull>(&action.what);
    if (drop == nullptr) {
      continue;
    }
    const auto* column = newness.relation != nullptr ? newness.relation->column(drop->column) : nullptr;
    if (column != nullptr && !column->assumed && !column->not_null) {
      continue;
    }
    auto& finding =
        report(action.keywords, action.span,
               fmt::format("{}.{} may be NULL from now on: code that reads it may not expect that",
                           sql::quoted(alter.table), sql::quoted(drop->column)));
    finding.label = "to take this back reads the whole table";
    finding.evidence.push_back(context.existence(alter.table));
  }
}

}  // namespace

MIGRALINT_RULE(compatibility_drop_not_null) = {
    .level = Level::off,
    .rank = Rank::separate,
    .summary = "DROP NOT NULL of an existing column: readers may not expect NULL",
    .hooks = {on<check, sql::DropNotNull>},
    .undone_by_rollback = true,
};
