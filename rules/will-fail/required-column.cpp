#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/defaults.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/new_column.hpp"
#include "rules/support/recipes.hpp"
#include "rules/support/steps.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

using Kind = sql::Constraint::Kind;

bool has_value(const sql::ColumnDefinition& column, const Context& context) {
  if (const auto* given = column.find(Kind::default_value)) {
    return given->expr == nullptr || !defaults::is_null(*given->expr);
  }
  if (column.find(Kind::identity) != nullptr || column.find(Kind::generated) != nullptr ||
      effects::is_serial(column.type)) {
    return true;
  }
  return defaults::of_domain(column.type, context.catalog()) != nullptr;
}

bool refuses_null(const sql::ColumnDefinition& column) {
  if (column.find(Kind::primary_key) != nullptr) {
    return true;
  }
  const auto* not_null = column.find(Kind::not_null);
  return not_null != nullptr && !not_null->not_valid;
}

Fix recipe(const sql::Name& table, const sql::ColumnDefinition& column, const Context& context) {
  const std::string shown = sql::quoted(table);
  const std::string name = sql::quoted(column.name);
  std::string sql = "-- nullable, so that running code can still insert\n" + recipes::timeout_guard(context);
  sql += fmt::format("ALTER TABLE {} ADD COLUMN IF NOT EXISTS {};\n", shown,
                     new_column::name_and_type(column, context));
  const std::string fill = recipes::backfill(context, shown, name, column.type);
  if (!fill.empty()) {
    sql += "-- next deploy, with code that writes it, outside a transaction\n" + fill;
  }
  sql += steps::not_null(context, table, column.name) + new_column::left_in_words(column, {});
  return {
      Fix::Class::plan,
      "safe form: a constant DEFAULT in the same ADD COLUMN (no rewrite since 11), or over several deploys",
      sql,
      {}};
}

void add_evidence(Finding& finding, const Context& context, const sql::Name& table, const Newness& newness) {
  if (newness.relation != nullptr && newness.relation->filled && newness.kind != Newness::Kind::existing) {
    finding.evidence.push_back(
        fmt::format("{} is filled at {}", sql::quoted(table), context.place(*newness.relation->filled)));
    return;
  }
  finding.evidence.push_back(context.existence(table));
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  if (alter.kind != sql::ObjectKind::table) {
    return;
  }
  for (const auto& action : alter.actions) {
    const auto* add = std::get_if<sql::AddColumn>(&action.what);
    if (add == nullptr || !refuses_null(add->column) || has_value(add->column, context)) {
      continue;
    }
    const Newness newness = context.newness(alter.table);
    // PostgreSQL does not read the rows of a foreign table.
    if (newness.relation != nullptr && newness.relation->kind == catalog::RelationKind::foreign_table) {
      continue;
    }
    // A table without rows takes it; one that was made and filled by this file does not.
    const bool empty =
        newness.emptied || (newness.kind != Newness::Kind::existing && !newness.relation->filled);
    const bool already_there = add->if_not_exists && newness.relation != nullptr &&
                               newness.relation->column(add->column.name) != nullptr &&
                               !newness.relation->column(add->column.name)->assumed;
    if (empty || already_there || context.is_temporary(alter.table)) {
      continue;
    }
    auto& finding = report(add->column.span, action.span,
                           fmt::format("ADD COLUMN {} NOT NULL with no default fails as soon as {} has a row",
                                       sql::quoted(add->column.name), sql::quoted(alter.table)));
    finding.label = fmt::format("column \"{}\" of relation \"{}\" contains null values", add->column.name,
                                alter.table.name);
    add_evidence(finding, context, alter.table, newness);
    finding.fix = recipe(alter.table, add->column, context);
  }
}

}  // namespace

MIGRALINT_RULE(will_fail_required_column) = {
    .level = Level::error,
    .rank = Rank::will_fail,
    .summary = "ADD COLUMN NOT NULL with no default on an existing table",
    .hooks = {on<check, sql::AddColumn>},
};
