#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

// The column that a NOT NULL constraint, or a CHECK that says IS NOT NULL, is about.
std::string_view column_of(const catalog::Constraint& constraint) {
  if (constraint.kind == sql::Constraint::Kind::not_null && !constraint.columns.empty()) {
    return constraint.columns[0];
  }
  if (constraint.kind != sql::Constraint::Kind::check || !constraint.expr) {
    return {};
  }
  for (const auto& column : constraint.columns) {
    if (effects::check_implies_not_null(*constraint.expr, column)) {
      return column;
    }
  }
  return {};
}

// The history shows that the column began with NULLs in rows that were there, and that nothing put values in.
bool never_filled(const catalog::Relation& table, const catalog::Column& column) {
  if (column.assumed || table.assumed || !column.origin.known()) {
    return false;
  }
  // In the file that made the table there were no old rows yet. A default that is set later reaches new rows
  // only.
  const bool added_later = column.origin.file != table.origin.file;
  const bool not_null = column.not_null && column.not_null_valid;
  return added_later && !not_null && !column.filled_at_creation && !column.filled;
}

// What a default that was set later gives to old rows, or a stand-in.
std::string batches(const sql::AlterTable& alter, std::string_view name, const catalog::Column& column,
                    const Context& context) {
  const std::string table = sql::quoted(alter.table);
  const std::string shown = sql::quoted(name);
  return column.default_expr != nullptr ? recipes::in_batches(table, shown + " = DEFAULT", shown + " IS NULL")
                                        : recipes::backfill(context, table, shown, column.type);
}

void report_column(const sql::AlterTable& alter, const sql::Action& action, std::string_view name,
                   const Context& context, Report& report) {
  const Newness newness = context.newness(alter.table);
  if (newness.kind != Newness::Kind::existing || newness.relation == nullptr) {
    return;
  }
  const auto* column = newness.relation->column(name);
  if (column == nullptr || !never_filled(*newness.relation, *column)) {
    return;
  }
  auto& finding = report(action.keywords, action.span,
                         fmt::format("VALIDATE CONSTRAINT fails on the first row of {} that was there before "
                                     "{} was added: nothing fills the column",
                                     sql::quoted(alter.table), sql::quoted(name)));
  finding.evidence.push_back(
      fmt::format("{} was added at {}, nullable and without a default, and no migration sets it",
                  sql::quoted(name), context.place(column->origin)));
  if (auto related = context.related(column->origin, fmt::format("{} is added here", sql::quoted(name)))) {
    finding.related.push_back(std::move(*related));
  }
  const std::string fill = batches(alter, name, *column, context);
  if (!fill.empty()) {
    finding.fix =
        Fix{Fix::Class::plan,
            "safe form: fill it first, in batches, outside a transaction",
            fill + recipes::next_migration(context) +
                fmt::format("ALTER TABLE {} {};\n", sql::quoted(alter.table), context.text(action.span)),
            {}};
  }
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  const auto* table = context.catalog().find(alter.table);
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    // SET NOT NULL needs no look here: where it scans locking/not-null-scan speaks, elsewhere a proof keeps
    // it from failing.
    const auto* validate = std::get_if<sql::ValidateConstraint>(&alter.actions[i].what);
    const auto* constraint =
        validate != nullptr && table != nullptr ? table->constraint(validate->name) : nullptr;
    if (constraint == nullptr || constraint->validated) {
      continue;
    }
    report_column(alter, alter.actions[i], column_of(*constraint), context, report);
  }
}

}  // namespace

MIGRALINT_RULE(locking_not_null_without_backfill) = {
    .level = Level::warning,
    .summary = "NOT NULL is demanded of a column that was added nullable and never filled",
    .hooks = {on<check, sql::ValidateConstraint>},
};
