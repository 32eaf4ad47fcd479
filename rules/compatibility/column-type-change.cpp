#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void check_action(const sql::AlterTable& alter, const sql::Action& action, const Context& context,
                  Report& report) {
  const auto* change = std::get_if<sql::AlterColumnType>(&action.what);
  const Newness newness = context.newness(alter.table);
  if (change == nullptr || newness.kind != Newness::Kind::existing || newness.relation == nullptr) {
    return;
  }
  const auto* column = newness.relation->column(change->column);
  const auto verdict = effects::classify_type_change(*change, column, context.environment());
  // What rewrites the table is another rule's, and says more.
  if (column == nullptr || verdict.verdict != effects::TypeChange::Verdict::metadata_only ||
      verdict.old_type == verdict.new_type || column->origin.file == context.step().file.id) {
    return;
  }
  const std::string shown = sql::quoted(change->column);
  auto& finding =
      report(action.keywords, action.span,
             fmt::format("{}.{} changes from {} to {}: the table is not read, but statements that clients "
                         "have prepared fail until they are prepared again",
                         sql::quoted(alter.table), shown, verdict.old_type, verdict.new_type));
  finding.label = "\"cached plan must not change result type\" for queries that return the column";
  finding.evidence.push_back(
      fmt::format("{} is {} since {}", shown, verdict.old_type, context.place(column->origin)));
  finding.evidence.emplace_back(
      "code that checks the length or the type of what it reads has to know both forms before this runs");
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  for (const auto& action : alter.actions) {
    check_action(alter, action, context, report);
  }
}

}  // namespace

MIGRALINT_RULE(compatibility_column_type_change) = {
    .level = Level::note,
    .rank = Rank::separate,
    .summary = "A type change that costs nothing on the server but that clients notice",
    .hooks = {on<check, sql::AlterColumnType>},
    .undone_by_rollback = true,
};
