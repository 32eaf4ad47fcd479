#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/new_column.hpp"
#include "rules/support/recipes.hpp"
#include "script/lexer.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

// As written, under its name or the one that PostgreSQL would choose, so that a second run does not double
// it.
std::string guarded(const sql::AlterTable& alter, const sql::Action& action,
                    const sql::Constraint& constraint, const Context& context) {
  const auto word = script::find_words(context.text(), constraint.span, {"exclude"});
  if (!word) {
    return fmt::format("ALTER TABLE {} {}", sql::quoted(alter.table), context.text(action.span));
  }
  const std::string name = sql::quoted(recipes::constraint_name(constraint, alter.table, context));
  return fmt::format("ALTER TABLE {0} DROP CONSTRAINT IF EXISTS {1}, ADD CONSTRAINT {1} {2}",
                     sql::quoted(alter.table), name, context.text({word->begin, action.span.end}));
}

Fix recipe(const sql::AlterTable& alter, const sql::Action& action, const sql::Constraint& constraint,
           const Context& context) {
  auto fix = recipes::while_stopped(
      context, "locking/exclusion-constraint",
      "no online form exists: run it alone, while nothing uses the table, or give the constraint to a new "
      "table",
      guarded(alter, action, constraint, context));
  const auto first = new_column::first(alter, constraint.columns, {}, context);
  if (!first.add.empty()) {
    fix.sql =
        recipes::timeout_guard(context) + first.add + first.fill + recipes::next_migration(context) + fix.sql;
  }
  return fix;
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    const auto* add = std::get_if<sql::AddConstraint>(&action.what);
    if (add == nullptr || context.effects().find(effects::Reason::builds_exclusion, i) == nullptr) {
      continue;
    }
    const Newness newness = context.newness(alter.table);
    if (findings::harmless(newness)) {
      continue;
    }
    auto& finding =
        report(add->constraint.span, action.span,
               fmt::format("EXCLUDE builds its index on {0} and compares all rows while nobody can read or "
                           "write {0}",
                           sql::quoted(alter.table)));
    finding.label = fmt::format("{} for the whole build; EXCLUDE has neither USING INDEX nor NOT VALID",
                                findings::lock_text(context, alter.table));
    findings::about_table(finding, context, alter.table, newness);
    finding.fix = recipe(alter, action, add->constraint, context);
  }
}

}  // namespace

MIGRALINT_RULE(locking_exclusion_constraint) = {
    .level = Level::error,
    .summary =
        "ADD EXCLUDE on a table with rows: its index is built under ACCESS EXCLUSIVE, with no online form",
    .hooks = {on<check, sql::AddConstraint>},
    .grows_with_table = true,
};
