#include <span>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/edits.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/new_column.hpp"
#include "rules/support/recipes.hpp"
#include "rules/support/steps.hpp"

namespace {

constexpr int first_to_believe_checks = 12;
constexpr int first_not_null_not_valid = 18;

using namespace migralint;
using namespace migralint::lint;

// Nothing is known of its rows, or all of them had a value once.
bool may_be_filled(const catalog::Column* known) {
  return known == nullptr || known->assumed || known->filled_at_creation || known->filled;
}

// From 12 on SET NOT NULL believes a validated CHECK; from 18 on a NOT NULL constraint can itself be NOT
// VALID.
std::string check_plan(const sql::AlterTable& alter, const std::string& wanted, const catalog::Column* known,
                       const Context& context) {
  const auto first =
      new_column::first(alter, std::span(&wanted, 1), {sql::Constraint::Kind::not_null}, context);
  const auto steps = steps::not_null(alter, {wanted}, context);
  const std::string fill = may_be_filled(known) ? std::string()
                                                : recipes::backfill(context, sql::quoted(alter.table),
                                                                    sql::quoted(wanted), known->type);
  std::string sql = recipes::timeout_guard(context) + first.add + steps.add + first.fill +
                    (fill.empty() ? fill : recipes::next_outside(context) + fill) +
                    recipes::next_migration(context) + steps.validate;
  // Where no check is believed it stays, and does what NOT NULL would.
  if (!steps.set.empty() && context.pg_version() >= first_to_believe_checks) {
    sql += recipes::next_migration(context) + recipes::timeout_guard_next(context) + steps.set;
  }
  return sql;
}

std::string column_evidence(const Context& context, const std::string& column, const catalog::Column* known) {
  if (known == nullptr || known->assumed || !known->origin.known()) {
    return fmt::format("{} is not in the history that was read: it may hold NULLs", column);
  }
  const std::string place = context.place(known->origin);
  if (known->filled) {
    return fmt::format(
        "{} was added at {} and filled at {}, but no validated CHECK proves that no NULL is left", column,
        place, context.place(known->filled->by));
  }
  if (known->filled_at_creation) {
    return fmt::format("{} has been there since {}; no validated CHECK proves that it holds no NULL", column,
                       place);
  }
  return fmt::format("{} was added at {}, nullable, and no migration fills it", column, place);
}

bool added_here(const sql::AlterTable& alter, std::string_view column) {
  return std::any_of(alter.actions.begin(), alter.actions.end(), [&](const sql::Action& action) {
    const auto* add = std::get_if<sql::AddColumn>(&action.what);
    return add != nullptr && add->column.name == column;
  });
}

// In transactions of their own: the check without a scan, its scan without a strong lock, and only then what
// believes it.
std::optional<Fix> mechanical_fix(const sql::AlterTable& alter, const sql::Action& action,
                                  const std::string& wanted, const catalog::Column* known,
                                  const Context& context) {
  const auto* add = std::get_if<sql::AddConstraint>(&action.what);
  if (add != nullptr) {
    return may_be_filled(known) ? edits::validate_behind(alter, action, add->constraint, context)
                                : std::nullopt;
  }
  const bool is_believed = context.pg_version() >= first_to_believe_checks;
  if (!is_believed || !edits::can_be_split(context) || added_here(alter, wanted) || !may_be_filled(known)) {
    return std::nullopt;
  }
  // One for the table alone: a partitioned one refuses it.
  const auto* table = context.catalog().find(alter.table);
  const bool only = alter.table.only;
  if (only && (table == nullptr || table->kind != catalog::RelationKind::table)) {
    return std::nullopt;
  }
  const std::string_view inherit = only ? " NO INHERIT" : "";
  const std::string again = edits::alter_again(alter);
  const std::string column = sql::quoted(wanted);
  const std::string constraint = sql::quoted(steps::not_null_name(alter, wanted, context));
  const std::string validate = fmt::format("{} VALIDATE CONSTRAINT {};\n", again, constraint);
  if (context.pg_version() >= first_not_null_not_valid) {
    return edits::mechanical(
        "safe form: two statements, two transactions",
        {{action.span, fmt::format("ADD CONSTRAINT {} NOT NULL {}{} NOT VALID", constraint, column, inherit)},
         edits::after(context, validate)});
  }
  return edits::mechanical(
      "safe form: a CHECK that is validated without stopping anybody proves it",
      {edits::before(context,
                     fmt::format("{0} DROP CONSTRAINT IF EXISTS {1}, ADD CONSTRAINT {1} CHECK ({2} IS NOT "
                                 "NULL){4} NOT VALID;\n{3}",
                                 again, constraint, column, validate, inherit)),
       edits::after(context, fmt::format("{} DROP CONSTRAINT IF EXISTS {};\n", again, constraint))});
}

struct Demand {
  std::string_view what;
  std::string column;
};

// SET NOT NULL, and ADD CONSTRAINT … NOT NULL of 18, which does the same.
std::optional<Demand> demanded(const sql::Action& action) {
  if (const auto* set = std::get_if<sql::SetNotNull>(&action.what)) {
    return Demand{"SET NOT NULL", set->column};
  }
  const auto* add = std::get_if<sql::AddConstraint>(&action.what);
  const bool names_column = add != nullptr && add->constraint.kind == sql::Constraint::Kind::not_null &&
                            !add->constraint.columns.empty();
  return names_column ? std::optional(Demand{"ADD NOT NULL", add->constraint.columns.front()}) : std::nullopt;
}

void report_scan(const sql::AlterTable& alter, const sql::Action& action, const Demand& demand,
                 const Context& context, Report& report) {
  const Newness newness = context.newness(alter.table);
  if (findings::harmless(newness)) {
    return;
  }
  const std::string table = sql::quoted(alter.table);
  auto& finding =
      report(action.keywords, action.span,
             fmt::format("{} reads all of {} while nobody can read or write it, and fails on the first NULL",
                         demand.what, table));
  finding.label = fmt::format("{} for a full scan", findings::lock_text(context, alter.table));
  findings::about_table(finding, context, alter.table, newness);
  const auto* known = newness.relation != nullptr ? newness.relation->column(demand.column) : nullptr;
  finding.evidence.push_back(column_evidence(context, sql::quoted(demand.column), known));
  finding.fix = mechanical_fix(alter, action, demand.column, known, context);
  if (!finding.fix) {
    finding.fix = Fix{Fix::Class::plan,
                      "safe form, over several deploys",
                      check_plan(alter, demand.column, known, context),
                      {}};
  }
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto demand = demanded(alter.actions[i]);
    if (!demand || context.effects().find(effects::Reason::validates_not_null, i) == nullptr) {
      continue;
    }
    report_scan(alter, alter.actions[i], *demand, context, report);
  }
}

}  // namespace

MIGRALINT_RULE(locking_not_null_scan) = {
    .level = Level::error,
    .summary = "SET NOT NULL without a validated CHECK that proves it: a full scan under ACCESS EXCLUSIVE",
    .hooks = {on<check, sql::SetNotNull, sql::AddConstraint>},
    .grows_with_table = true,
};
