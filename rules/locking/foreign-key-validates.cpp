#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/definitions.hpp"
#include "rules/support/edits.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/new_column.hpp"
#include "rules/support/partitions.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using Kind = sql::Constraint::Kind;

bool refuses_not_valid(const Newness& newness, int pg_version) {
  return newness.relation != nullptr && newness.relation->kind == catalog::RelationKind::partitioned_table &&
         pg_version < 18;
}

// As written, where the partition has no such constraint already.
std::string name_on(const catalog::Relation& partition, const sql::Constraint& key, const Context& context) {
  return !key.name.empty() && partition.constraint(key.name) == nullptr
             ? key.name
             : recipes::free_constraint_name(partition.qualified(), key.columns, "fkey", context);
}

// Below 18 a partitioned table takes no NOT VALID foreign key, but one that every partition has already,
// validated, is adopted without a new check; by those in between, too.
Fix by_partition(const sql::AlterTable& alter, const sql::Constraint& key, const Context& context,
                 const catalog::Relation& parent) {
  const std::string text = definitions::foreign_key(key);
  const auto first = new_column::first(alter, key.columns, {Kind::foreign_key}, context);
  const std::string next = recipes::next_migration(context);
  const std::string guard = recipes::timeout_guard_next(context);
  std::string sql = first.add.empty() ? "" : recipes::timeout_guard(context) + first.add + first.fill + next;
  sql += "-- each partition on its own\n" + (first.add.empty() ? recipes::timeout_guard(context) : guard);
  std::string validate = next;
  for (const auto* partition : partitions::leaves(parent, context.catalog())) {
    const std::string child =
        sql::quoted(sql::Name{alter.table.schema.empty() ? "" : partition->schema, partition->name, {}});
    const std::string name = sql::quoted(name_on(*partition, key, context));
    sql += recipes::add_constraint(child, name, text + " NOT VALID");
    validate += fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {};\n", child, name);
  }
  sql += validate + recipes::next_migration(context, ": the parent, which adopts them") + guard +
         fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {};\n", sql::quoted(alter.table),
                     sql::quoted(recipes::constraint_name(key, alter.table, context)), text);
  return {Fix::Class::plan,
          fmt::format("safe form, over {} migrations (NOT VALID on a partitioned table needs PostgreSQL 18)",
                      first.add.empty() ? "three" : "four"),
          sql,
          {}};
}

/// The key's only column, when the same statement adds it and gives old rows no value; else null.
const sql::ColumnDefinition* new_empty_column(const sql::AlterTable& alter, const sql::Constraint& key,
                                              const Context& context) {
  for (const auto& action : alter.actions) {
    const auto* add = std::get_if<sql::AddColumn>(&action.what);
    const bool is_key = add != nullptr && key.columns.size() == 1 && add->column.name == key.columns.front();
    if (is_key && add->column.find(Kind::default_value) == nullptr &&
        !effects::gives_existing_rows_a_value(add->column, context.environment())) {
      return &add->column;
    }
  }
  return nullptr;
}

// PostgreSQL checks no row for a key that stands in the definition of a new column without a default
// (transformAlterTableStmt in src/backend/parser/parse_utilcmd.c).
Fix inline_recipe(const sql::AlterTable& alter, const sql::Constraint& key,
                  const sql::ColumnDefinition& column, const Context& context) {
  const std::string text = definitions::foreign_key(key);
  return {Fix::Class::plan,
          "safe form: REFERENCES in the definition of the new column, which checks no row",
          recipes::timeout_guard(context) +
              fmt::format("ALTER TABLE {} ADD COLUMN IF NOT EXISTS {} {} CONSTRAINT {} {};\n",
                          sql::quoted(alter.table), sql::quoted(column.name), sql::to_string(column.type),
                          sql::quoted(recipes::constraint_name(key, alter.table.name)),
                          text.substr(text.find("REFERENCES"))),
          {}};
}

Fix recipe(const sql::AlterTable& alter, const sql::Constraint& key, const Context& context,
           const sql::ColumnDefinition* column) {
  const std::string shown = sql::quoted(alter.table);
  const std::string name = sql::quoted(recipes::constraint_name(key, alter.table, context));
  std::string sql = recipes::timeout_guard(context);
  const std::vector<std::string> own{column != nullptr ? column->name : std::string()};
  const auto first =
      new_column::first(alter, column != nullptr ? own : key.columns, {Kind::foreign_key}, context);
  sql += first.add;
  sql += column == nullptr ? recipes::name_note(alter, key, context) : std::string();
  sql += recipes::add_constraint(shown, name, definitions::foreign_key(key) + " NOT VALID") + first.fill;
  sql +=
      recipes::next_migration(context) + fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {};\n", shown, name);
  return {Fix::Class::plan, "safe form, over two migrations (two transactions)", sql, {}};
}

void report_key(const sql::AlterTable& alter, const sql::Action& action, const sql::Constraint& key,
                const sql::ColumnDefinition* column, const Context& context, Report& report) {
  const Newness newness = context.newness(alter.table);
  if (findings::harmless(newness)) {
    return;
  }
  const std::string table = sql::quoted(alter.table);
  auto& finding = report(key.span, action.span,
                         fmt::format("the foreign key is checked for every row of {} while {}", table,
                                     findings::who_waits_for_both(context, alter.table, key.referenced)));
  finding.label =
      fmt::format("{} and {}, until every row is checked", findings::lock_text(context, alter.table),
                  findings::lock_text(context, key.referenced));
  findings::about_table(finding, context, alter.table, newness);
  if (refuses_not_valid(newness, context.pg_version())) {
    finding.fix = by_partition(alter, key, context, *newness.relation);
    return;
  }
  if (const auto* added = column == nullptr ? new_empty_column(alter, key, context) : nullptr) {
    finding.fix = inline_recipe(alter, key, *added, context);
    return;
  }
  finding.fix = column == nullptr ? edits::validate_behind(alter, action, key, context) : std::nullopt;
  if (!finding.fix) {
    finding.fix = recipe(alter, key, context, column);
  }
}

void enforced_again(const sql::AlterTable& alter, const sql::Action& action,
                    const sql::AlterConstraint& change, const Context& context, Report& report) {
  const Newness newness = context.newness(alter.table);
  if (findings::harmless(newness)) {
    return;
  }
  auto& finding =
      report(action.span, action.span,
             fmt::format("making {} ENFORCED checks every row of {} while {}", sql::quoted(change.name),
                         sql::quoted(alter.table), findings::who_waits(context, alter.table)));
  finding.label = fmt::format("{} until every row is checked", findings::lock_text(context, alter.table));
  findings::about_table(finding, context, alter.table, newness);
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    if (context.effects().find(effects::Reason::validates_foreign_key, i) == nullptr) {
      continue;
    }
    if (const auto* add = std::get_if<sql::AddConstraint>(&action.what)) {
      report_key(alter, action, add->constraint, nullptr, context, report);
    } else if (const auto* column = std::get_if<sql::AddColumn>(&action.what)) {
      if (const auto* key = column->column.find(Kind::foreign_key)) {
        report_key(alter, action, *key, &column->column, context, report);
      }
    } else if (const auto* change = std::get_if<sql::AlterConstraint>(&action.what)) {
      enforced_again(alter, action, *change, context, report);
    }
  }
}

}  // namespace

MIGRALINT_RULE(locking_foreign_key_validates) = {
    .level = Level::error,
    .summary = "A foreign key added without NOT VALID: all rows are checked while writes to both tables wait",
    .hooks = {on<check, sql::AddColumn, sql::AddConstraint, sql::AlterConstraint>},
    .grows_with_table = true,
};
