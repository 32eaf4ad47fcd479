#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/edits.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

// ADD … NOT VALID in the same ALTER TABLE: the scan runs under the lock of that ALTER. The order does not
// matter, VALIDATE comes last (AT_PASS_MISC in src/backend/commands/tablecmds.c).
const sql::Action* added_in_same_statement(const sql::AlterTable& alter, std::string_view name) {
  for (const auto& action : alter.actions) {
    const auto* add = std::get_if<sql::AddConstraint>(&action.what);
    if (add != nullptr && recipes::constraint_name(add->constraint, alter.table.name) == name) {
      return &action;
    }
  }
  return nullptr;
}

// The statement without its VALIDATE CONSTRAINT; empty when it does nothing else.
std::string without_validation(const sql::AlterTable& alter, const Context& context) {
  std::string rest;
  for (const auto& action : alter.actions) {
    if (std::get_if<sql::ValidateConstraint>(&action.what) == nullptr) {
      rest += rest.empty() ? edits::alter_again(alter) + " " : ", ";
      const auto* add = std::get_if<sql::AddConstraint>(&action.what);
      rest += add != nullptr && !add->constraint.name.empty()
                  ? fmt::format("DROP CONSTRAINT IF EXISTS {}, ", sql::quoted(add->constraint.name))
                  : std::string();
      rest += context.text(action.span);
    }
  }
  return rest.empty() ? rest : rest + ";\n";
}

void report_validate(const sql::AlterTable& alter, const sql::Action& action, std::string_view name,
                     const Newness& newness, std::optional<Related> added, const Context& context,
                     Report& report) {
  const std::string table = sql::quoted(alter.table);
  auto& finding = report(
      action.span, action.span,
      fmt::format("VALIDATE CONSTRAINT {} scans {} while the transaction still holds the lock of its ADD: "
                  "NOT VALID gains nothing",
                  sql::quoted(name), table));
  finding.label = "runs before the strong lock is given back";
  if (added) {
    finding.related.push_back(std::move(*added));
  }
  findings::about_table(finding, context, alter.table, newness);
  const std::string rest = without_validation(alter, context);
  finding.fix =
      Fix{Fix::Class::plan,
          "safe form: validate in a later migration, after the first has committed",
          (rest.empty() ? rest : recipes::timeout_guard(context) + rest) + recipes::next_migration(context) +
              fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {};\n", table, sql::quoted(name)),
          {}};
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    const auto* validate = std::get_if<sql::ValidateConstraint>(&action.what);
    if (validate == nullptr) {
      continue;
    }
    const Newness newness = context.newness(alter.table);
    if (findings::harmless(newness)) {
      continue;
    }
    if (const auto* add = added_in_same_statement(alter, validate->name)) {
      report_validate(alter, action, validate->name, newness,
                      Related{context.step().file.id, add->span, "added here, in the same statement"},
                      context, report);
      continue;
    }
    if (newness.relation == nullptr) {
      continue;
    }
    const auto* constraint = newness.relation->constraint(validate->name);
    if (constraint == nullptr || constraint->validated || !constraint->origin.known() ||
        constraint->origin.file != context.step().file.id ||
        constraint->origin.transaction != context.session().transaction_id()) {
      continue;
    }
    report_validate(alter, action, validate->name, newness,
                    context.related(constraint->origin, "added here, in the same transaction"), context,
                    report);
  }
}

}  // namespace

MIGRALINT_RULE(locking_validate_in_same_transaction) = {
    .level = Level::error,
    .rank = Rank::transaction,
    .summary =
        "VALIDATE CONSTRAINT in the transaction that added the constraint: the scan runs under its strong "
        "lock",
    .hooks = {on<check, sql::ValidateConstraint>},
    .grows_with_table = true,
};
