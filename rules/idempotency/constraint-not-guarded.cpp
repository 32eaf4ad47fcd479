#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/edits.hpp"
#include "rules/support/guards.hpp"
#include "rules/support/recipes.hpp"
#include "rules/support/steps.hpp"

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

// Dropping the constraint would drop the index that it was made from, and there is no other to use.
Fix only_once(const sql::AlterTable& alter, const sql::Action& action, const std::string& name,
              const Context& context) {
  return {Fix::Class::plan,
          "safe form: look into the catalog first",
          recipes::timeout_guard(context) +
              steps::unless_there(sql::quoted(alter.table), name,
                                  fmt::format("{} {}", edits::alter_again(alter), context.text(action.span))),
          {}};
}

// In the same statement: PostgreSQL does all drops of an ALTER TABLE first.
Fix drop_first(const sql::AlterTable& alter, const sql::Action& action, const sql::Constraint& constraint,
               const Context& context) {
  if (!constraint.using_index.empty()) {
    const std::string& kept = constraint.using_index;
    return only_once(alter, action, constraint.name.empty() ? kept : constraint.name, context);
  }
  const std::string plain_name = recipes::constraint_name(constraint, alter.table, context);
  const std::string name = sql::quoted(plain_name);
  const std::string drop = fmt::format("DROP CONSTRAINT IF EXISTS {}, ", name);
  const std::string naming = constraint.name.empty() ? fmt::format("CONSTRAINT {} ", name) : std::string();
  const auto begin = constraint.span.begin - action.span.begin;
  std::string add(context.text(action.span));
  add.insert(std::min<std::size_t>(begin, add.size()), naming);
  Fix fix{Fix::Class::plan,
          "safe form: drop a left-over first, in the same statement",
          recipes::timeout_guard(context) + recipes::name_note(alter, constraint, context) +
              fmt::format("{} {}{};\n", edits::alter_again(alter), drop, add),
          {}};
  const auto* table = context.catalog().find(alter.table);
  const bool there = table != nullptr && table->constraint(plain_name) != nullptr;
  if (there || recipes::name_is_open(alter, constraint, context) || !edits::outside_transaction(context)) {
    return fix;
  }
  fix.kind = Fix::Class::mechanical;
  fix.edits.push_back(edits::insert(action.span.begin, drop));
  if (!naming.empty()) {
    fix.edits.push_back(edits::insert(constraint.span.begin, naming));
  }
  return fix;
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  if (context.is_temporary(alter.table)) {
    return;
  }
  for (const auto& action : alter.actions) {
    const auto* add = std::get_if<sql::AddConstraint>(&action.what);
    if (add == nullptr || add->constraint.kind == sql::Constraint::Kind::not_null ||
        guards::guarded_by_block(context, {guards::there_already(add->constraint)})) {
      continue;
    }
    const std::string name = recipes::constraint_name(add->constraint, alter.table.name);
    if (dropped_in_same_statement(alter, name) ||
        guards::part_dropped_before(context, sql::ObjectKind::constraint, alter.table, name)) {
      continue;
    }
    auto& finding = guards::report(report, action.span, action.span, message(alter, add->constraint, name));
    finding.quiet_if_alone = true;
    finding.fix = drop_first(alter, action, add->constraint, context);
  }
}

}  // namespace

MIGRALINT_RULE(idempotency_constraint_not_guarded) = {
    .level = Level::warning,
    .rank = Rank::hygiene,
    .summary =
        "ADD CONSTRAINT without DROP CONSTRAINT IF EXISTS or a guard: fails or doubles when the file is run "
        "again",
    .hooks = {on<check, sql::AddConstraint>},
    .undone_by_rollback = true,
};
