#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

// From 12 on SET NOT NULL believes a validated CHECK; from 18 on a NOT NULL constraint can itself be NOT VALID.
std::string check_plan(const std::string& table, const std::string& column, const std::string& name, const Context& context) {
  const std::string guard = recipes::timeout_guard(context);
  const std::string next = recipes::timeout_guard_next(context);
  if (context.pg_version() >= 18) {
    return fmt::format(
        "-- now\n{3}ALTER TABLE {0} ADD CONSTRAINT {2} NOT NULL {1} NOT VALID;\n"
        "-- backfill in batches, then\n{4}ALTER TABLE {0} VALIDATE CONSTRAINT {2};\n",
        table, column, name, guard, next);
  }
  return fmt::format(
      "-- now\n{3}ALTER TABLE {0} ADD CONSTRAINT {2} CHECK ({1} IS NOT NULL) NOT VALID;\n"
      "-- backfill in batches, then, in a later migration\nALTER TABLE {0} VALIDATE CONSTRAINT {2};\n"
      "-- and in one more\n{4}ALTER TABLE {0} ALTER COLUMN {1} SET NOT NULL;\n"
      "ALTER TABLE {0} DROP CONSTRAINT IF EXISTS {2};\n",
      table, column, name, guard, next);
}

std::string column_evidence(const Context& context, const std::string& column, const catalog::Column* known) {
  if (known == nullptr || known->assumed || !known->origin.known()) {
    return fmt::format("{} is not in the history that was read: it may hold NULLs", column);
  }
  const std::string place = context.place(known->origin);
  if (known->filled) {
    return fmt::format("{} was added at {} and filled at {}, but no validated CHECK proves that no NULL is left", column,
                       place, context.place(*known->filled));
  }
  if (known->filled_at_creation) {
    return fmt::format("{} has been there since {}; no validated CHECK proves that it holds no NULL", column, place);
  }
  return fmt::format("{} was added at {}, nullable, and no migration fills it", column, place);
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  for (std::uint16_t i = 0; i < alter.actions.size(); ++i) {
    const auto* set = std::get_if<sql::SetNotNull>(&alter.actions[i].what);
    if (set == nullptr || context.effects().find(effects::Reason::validates_not_null, i) == nullptr) { continue; }
    const Newness newness = context.newness(alter.table);
    if (findings::harmless(newness)) { continue; }
    const auto& action = alter.actions[i];
    const std::string table = sql::quoted(alter.table);
    auto& finding = report(action.keywords, action.span,
                           fmt::format("SET NOT NULL reads all of {} while nobody can read or write it, and fails on the first NULL", table));
    finding.label = fmt::format("{} for a full scan", findings::lock_text(context, alter.table));
    findings::about_table(finding, context, alter.table, newness);
    const auto* known = newness.relation != nullptr ? newness.relation->column(set->column) : nullptr;
    finding.evidence.push_back(column_evidence(context, sql::quoted(set->column), known));
    const std::string name = sql::quoted(recipes::object_name(alter.table.name, {set->column}, "not_null"));
    finding.fix = Fix{Fix::Class::plan, "safe form, over several deploys",
                      check_plan(table, sql::quoted(set->column), name, context), {}};
  }
}

}  // namespace

MIGRALINT_RULE(locking_not_null_scan) = {
    .level = Level::error,
    .summary = "SET NOT NULL without a validated CHECK that proves it: a full scan under ACCESS EXCLUSIVE",
    .hooks = {on<check>},
};
