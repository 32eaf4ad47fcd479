#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

bool has_no_default(const catalog::Column& column) {
  return !column.assumed && !column.default_expr && !column.serial && !column.identity;
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  const Newness newness = context.newness(alter.table);
  if (newness.kind != Newness::Kind::existing) {
    return;
  }
  for (const auto& action : alter.actions) {
    const auto* drop = std::get_if<sql::DropDefault>(&action.what);
    if (drop == nullptr) {
      continue;
    }
    const auto* column = newness.relation != nullptr ? newness.relation->column(drop->column) : nullptr;
    const bool new_here =
        column != nullptr && !column->assumed && column->origin.file == context.step().file.id;
    if (new_here || (column != nullptr && has_no_default(*column))) {
      continue;
    }
    const bool not_null = column != nullptr && column->not_null;
    auto& finding = report(action.keywords, action.span,
                           fmt::format("running code that leaves {}.{} out of its INSERTs {}",
                                       sql::quoted(alter.table), sql::quoted(drop->column),
                                       not_null ? "fails: it is NOT NULL" : "writes NULL from now on"));
    finding.label = "only the default filled it";
    finding.evidence.push_back(context.existence(alter.table));
  }
}

}  // namespace

MIGRALINT_RULE(compatibility_drop_default) = {
    .level = Level::off,
    .rank = Rank::separate,
    .summary = "DROP DEFAULT of an existing column: INSERTs that leave it out change their meaning",
    .hooks = {on<check, sql::DropDefault>},
    .undone_by_rollback = true,
};
