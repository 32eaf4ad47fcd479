#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    const auto* change = std::get_if<sql::AlterColumnType>(&action.what);
    if (change == nullptr || context.effects().find(effects::Reason::changes_type_unknown, i) == nullptr) {
      continue;
    }
    const Newness newness = context.newness(alter.table);
    if (findings::harmless(newness)) {
      continue;
    }
    const std::string column = fmt::format("{}.{}", sql::quoted(alter.table), sql::quoted(change->column));
    auto& finding = report(action.keywords, action.span,
                           fmt::format("changing {} to {} may write the whole table again: its present type "
                                       "is not in the history that was read",
                                       column, sql::to_string(change->type)));
    finding.label = fmt::format("{}, for a full rewrite unless the types are binary compatible",
                                findings::lock_text(context, alter.table));
    findings::about_table(finding, context, alter.table, newness);
    finding.evidence.emplace_back(
        "give the earlier migrations, or a pg_dump --schema-only with --schema, to have it judged");
  }
}

}  // namespace

MIGRALINT_RULE(rewrite_column_type_unknown) = {
    .level = Level::warning,
    .summary = "ALTER COLUMN TYPE of a column whose present type is not in the history",
    .hooks = {on<check, sql::AlterColumnType>},
    .grows_with_table = true,
};
