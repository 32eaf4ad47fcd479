#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

constexpr int first_to_believe_checks = 12;

const catalog::Relation* used_index(const sql::AlterTable& alter, const sql::Constraint& key,
                                    const Context& context) {
  const sql::Name table = context.catalog().qualify(alter.table);
  const auto* index = context.catalog().find(table.schema, key.using_index);
  return index != nullptr && index->index ? index : nullptr;
}

// The key columns that may still hold a NULL; none when the index is not in the history.
std::vector<std::string> nullable_columns(const Newness& newness, const catalog::Relation* index,
                                          int pg_version) {
  std::vector<std::string> columns;
  if (index == nullptr) {
    return columns;
  }
  for (const auto& key : index->index->keys) {
    const bool proved = newness.relation != nullptr &&
                        effects::prove_not_null(*newness.relation, key.column, pg_version).kind !=
                            effects::NotNullProof::Kind::none;
    if (!key.column.empty() && !proved) {
      columns.push_back(key.column);
    }
  }
  return columns;
}

Fix recipe(const sql::AlterTable& alter, const sql::Constraint& key, const std::vector<std::string>& columns,
           const Context& context) {
  const std::string table = sql::quoted(alter.table);
  const bool has_not_valid = context.pg_version() >= 18;
  if (context.pg_version() < first_to_believe_checks) {
    return recipes::while_stopped(
        context, "locking/primary-key-nullable-columns",
        "no online form exists below 12: run it alone, while nothing uses the table",
        fmt::format("ALTER TABLE {} ADD CONSTRAINT {} PRIMARY KEY USING INDEX {}", table,
                    sql::quoted(key.name.empty() ? key.using_index.str() : key.name),
                    sql::quoted(key.using_index)));
  }
  std::string add = recipes::timeout_guard(context);
  std::string validate = recipes::next_migration(context);
  std::string set =
      has_not_valid ? "" : recipes::next_migration(context) + recipes::timeout_guard_next(context);
  for (const auto& written : columns) {
    const std::string column = sql::quoted(written);
    const std::string name = sql::quoted(recipes::object_name(alter.table.name, {written}, "not_null"));
    add += recipes::add_constraint(
        table, name,
        (has_not_valid ? "NOT NULL " + column : "CHECK (" + column + " IS NOT NULL)") + " NOT VALID");
    validate += fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {};\n", table, name);
    if (!has_not_valid) {
      set += fmt::format(
          "ALTER TABLE {0} ALTER COLUMN {1} SET NOT NULL;\nALTER TABLE {0} DROP CONSTRAINT IF EXISTS {2};\n",
          table, column, name);
    }
  }
  const std::string last =
      recipes::next_migration(context) + recipes::timeout_guard_next(context) +
      fmt::format("ALTER TABLE {} ADD CONSTRAINT {} PRIMARY KEY USING INDEX {};\n", table,
                  sql::quoted(key.name.empty() ? key.using_index.str() : key.name),
                  sql::quoted(key.using_index));
  return {Fix::Class::plan, "safe form, over several migrations", add + validate + set + last, {}};
}

void report_key(const sql::AlterTable& alter, const sql::Action& action, const sql::Constraint& key,
                const Context& context, Report& report) {
  const Newness newness = context.newness(alter.table);
  if (findings::harmless(newness)) {
    return;
  }
  const std::string table = sql::quoted(alter.table);
  const auto* index = used_index(alter, key, context);
  const auto columns = nullable_columns(newness, index, context.pg_version());
  const std::string what = index == nullptr ? fmt::format("the columns of {}", sql::quoted(key.using_index))
                                            : recipes::column_list(columns);
  auto& finding =
      report(key.span, action.span,
             fmt::format("PRIMARY KEY USING INDEX reads all of {} to make {} NOT NULL, while nobody can read "
                         "or write it",
                         table, what));
  finding.label = fmt::format("{} for a full scan", findings::lock_text(context, alter.table));
  findings::about_table(finding, context, alter.table, newness);
  if (index == nullptr) {
    finding.evidence.push_back(
        fmt::format("{} is not in the history that was read: its columns are taken as nullable",
                    sql::quoted(key.using_index)));
    return;
  }
  for (const auto& column : columns) {
    finding.evidence.push_back(
        fmt::format("nothing in the history proves that {} holds no NULL", sql::quoted(column)));
  }
  finding.fix = recipe(alter, key, columns, context);
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto* add = std::get_if<sql::AddConstraint>(&alter.actions[i].what);
    // Without USING INDEX the build of the index is the larger harm, and unique-builds-index reports it.
    if (add == nullptr || add->constraint.using_index.empty() ||
        context.effects().find(effects::Reason::primary_key_not_null, i) == nullptr) {
      continue;
    }
    report_key(alter, alter.actions[i], add->constraint, context, report);
  }
}

}  // namespace

MIGRALINT_RULE(locking_primary_key_nullable_columns) = {
    .level = Level::error,
    .summary =
        "ADD PRIMARY KEY USING INDEX over columns that may be NULL: a full scan under ACCESS EXCLUSIVE",
    .hooks = {on<check, sql::AddConstraint>},
    .grows_with_table = true,
};
