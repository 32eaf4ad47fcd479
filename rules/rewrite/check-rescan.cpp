#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/definitions.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

const effects::Work* rescan(const Context& context, std::size_t part) {
  for (const auto& work : context.effects().work) {
    const auto* table = context.catalog().get(work.table);
    const bool counts = work.reason == effects::Reason::type_rescans_check && work.part == part &&
                        work.existing && (table == nullptr || !findings::harmless(context.newness(table)));
    if (counts) {
      return &work;
    }
  }
  return nullptr;
}

// The constraints that make the server look at the rows: validated checks that mention the column.
std::vector<const catalog::Constraint*> checks_on(const catalog::Relation* table, std::string_view column,
                                                  const sql::AlterTable& alter) {
  std::vector<const catalog::Constraint*> result;
  if (table == nullptr) {
    return result;
  }
  for (const auto& constraint : table->constraints) {
    const bool counts = constraint.kind == sql::Constraint::Kind::check && constraint.validated &&
                        constraint.enforced && constraint.expr != nullptr &&
                        !alter.drops_constraint(constraint.name) &&
                        constraint.expr->any([&](const sql::Expr& expr) {
                          return expr.kind == sql::Expr::Kind::column && expr.name == column;
                        });
    if (counts) {
      result.push_back(&constraint);
    }
  }
  return result;
}

bool drops_constraints(const sql::AlterTable& alter) {
  return std::any_of(alter.actions.begin(), alter.actions.end(), [](const sql::Action& action) {
    return std::holds_alternative<sql::DropConstraint>(action.what);
  });
}

std::optional<Fix> recipe(const sql::AlterTable& alter, const sql::Action& action,
                          const std::vector<const catalog::Constraint*>& checks, const Context& context) {
  const std::string table = sql::quoted(alter.table);
  // What the statement drops is in the way of the change as well: then all stays one statement, which drops
  // first.
  const bool together = drops_constraints(alter);
  std::string drop;
  std::string add;
  std::string validate;
  for (const auto* constraint : checks) {
    const auto text = definitions::check(constraint->origin, context);
    if (!text) {
      return std::nullopt;
    }
    const std::string name = sql::quoted(constraint->name);
    if (together) {
      drop += fmt::format("DROP CONSTRAINT IF EXISTS {}, ", name);
      add += fmt::format(", ADD CONSTRAINT {} {} NOT VALID", name, *text);
    } else {
      drop += fmt::format("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {};\n", table, name);
      add += recipes::add_constraint(table, name, *text + " NOT VALID");
    }
    validate += fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {};\n", table, name);
  }
  const Span all{alter.actions.front().span.begin, alter.actions.back().span.end};
  const std::string change =
      together ? fmt::format("ALTER TABLE {} {}{}{};\n", table, drop, context.text(all), add)
               : drop + fmt::format("ALTER TABLE {} {};\n", table, context.text(action.span)) + add;
  return Fix{Fix::Class::plan,
             "safe form: the CHECK is added again without a scan, and validated in a later migration",
             recipes::timeout_guard(context) + change + recipes::next_migration(context) + validate,
             {}};
}

void report_change(const sql::AlterTable& alter, std::size_t part, const sql::AlterColumnType& change,
                   const Context& context, Report& report) {
  // rewrite/index-rebuild speaks of both.
  const bool also_index = context.effects().find(effects::Reason::type_rebuilds_index, part) != nullptr;
  const auto* work = rescan(context, part);
  if (work == nullptr || also_index) {
    return;
  }
  const auto& action = alter.actions[part];
  const std::string table = sql::quoted(alter.table);
  const auto checks = checks_on(context.catalog().get(work->table), change.column, alter);
  auto& finding = report(
      action.keywords, action.span,
      fmt::format("changing {}.{} keeps the rows, but reads all of {} for {} while nobody can read or write "
                  "it",
                  table, sql::quoted(change.column), table,
                  checks.empty() ? std::string("a CHECK") : sql::quoted(checks.front()->name)));
  finding.label = fmt::format("{} for a full scan", findings::lock_text(context, alter.table));
  findings::about_table(finding, context, alter.table, context.newness(alter.table));
  for (const auto* constraint : checks) {
    if (constraint->origin.known()) {
      finding.evidence.push_back(fmt::format("{}, a validated CHECK on the column, is made at {}",
                                             sql::quoted(constraint->name),
                                             context.place(constraint->origin)));
    }
  }
  finding.fix = recipe(alter, action, checks, context);
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    if (const auto* change = std::get_if<sql::AlterColumnType>(&alter.actions[i].what)) {
      report_change(alter, i, *change, context, report);
    }
  }
}

}  // namespace

MIGRALINT_RULE(rewrite_check_rescan) = {
    .level = Level::error,
    .summary = "A type change that keeps the rows, but reads them all for a CHECK on the column",
    .hooks = {on<check, sql::AlterColumnType>},
    .grows_with_table = true,
};
