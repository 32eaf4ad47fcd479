#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"
#include "rules/support/steps.hpp"

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
  const std::string add = fmt::format("ALTER TABLE {} {}ADD CONSTRAINT {} PRIMARY KEY USING INDEX {}{}",
                                      table, steps::drops_before(alter, key, context),
                                      sql::quoted(key.name.empty() ? key.using_index.str() : key.name),
                                      sql::quoted(key.using_index), steps::deferral(key));
  if (context.pg_version() < first_to_believe_checks) {
    return recipes::while_stopped(
        context, "locking/primary-key-nullable-columns",
        "no online form exists below 12: run it alone, while nothing uses the table", add);
  }
  const std::string next = recipes::next_migration(context);
  const std::string guard = recipes::timeout_guard_next(context);
  const auto steps = steps::not_null(alter, columns, context);
  const std::string set = steps.set.empty() ? steps.set : next + guard + steps.set;
  return {
      Fix::Class::plan,
      "safe form, over several migrations",
      recipes::timeout_guard(context) + steps.add + next + steps.validate + set + next + guard + add + ";\n",
      {}};
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
