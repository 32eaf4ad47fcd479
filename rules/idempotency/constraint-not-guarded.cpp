#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/guards.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

// ALTER TABLE t DROP CONSTRAINT IF EXISTS c, ADD CONSTRAINT c …
bool dropped_in_same_statement(const sql::AlterTable& alter, std::string_view name) {
  for (const auto& action : alter.actions) {
    const auto* drop = std::get_if<sql::DropConstraint>(&action.what);
    if (drop != nullptr && drop->if_exists && drop->name == name) {
      return true;
    }
  }
  return false;
}

std::string message(const sql::AlterTable& alter, const sql::Constraint& constraint,
                    const std::string& name) {
  // PostgreSQL picks another name the second time, so the same check is made twice; only a primary key fails.
  if (constraint.name.empty() && constraint.kind != sql::Constraint::Kind::primary_key) {
    return fmt::format("this constraint has no name: {} gets it a second time when the file is run again",
                       sql::quoted(alter.table));
  }
  return fmt::format("ADD CONSTRAINT {} fails when the file is run again: it has no IF NOT EXISTS",
                     sql::quoted(name));
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  if (guards::guarded_by_block(context,
                               {"duplicate_object", "duplicate_table", "invalid_table_definition"}) ||
      context.is_temporary(alter.table)) {
    return;
  }
  for (const auto& action : alter.actions) {
    const auto* add = std::get_if<sql::AddConstraint>(&action.what);
    if (add == nullptr || add->constraint.kind == sql::Constraint::Kind::not_null) {
      continue;
    }
    const std::string name = recipes::constraint_name(add->constraint, alter.table.name);
    if (dropped_in_same_statement(alter, name) ||
        guards::part_dropped_before(context, sql::ObjectKind::constraint, alter.table, name)) {
      continue;
    }
    auto& finding = guards::report(report, action.span, action.span, message(alter, add->constraint, name));
    finding.quiet_if_alone = true;
    finding.fix = Fix{Fix::Class::plan,
                      "safe form: drop a left-over first, in the same statement",
                      fmt::format("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {}, {};\n",
                                  sql::quoted(alter.table), sql::quoted(name), context.text(action.span)),
                      {}};
  }
}

}  // namespace

MIGRALINT_RULE(idempotency_constraint_not_guarded) = {
    .level = Level::warning,
    .rank = Rank::hygiene,
    .summary =
        "ADD CONSTRAINT without DROP CONSTRAINT IF EXISTS or a guard: fails or doubles when the file is run "
        "again",
    .hooks = {on<check>},
};
