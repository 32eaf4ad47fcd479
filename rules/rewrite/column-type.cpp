#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

std::string change_text(const sql::AlterTable& alter, const sql::AlterColumnType& change,
                        const Newness& newness, const Context& context) {
  const auto* column = newness.relation != nullptr ? newness.relation->column(change.column) : nullptr;
  const auto verdict = effects::classify_type_change(change, column, context.environment());
  return verdict.old_type.empty()
             ? fmt::format("{}.{} to {}", sql::quoted(alter.table), sql::quoted(change.column),
                           verdict.new_type)
             : fmt::format("{}.{} from {} to {}", sql::quoted(alter.table), sql::quoted(change.column),
                           verdict.old_type, verdict.new_type);
}

// Expand and contract: a new column, kept in step by a trigger, filled in batches, then swapped.
Fix recipe(const sql::AlterTable& alter, const sql::AlterColumnType& change, const Context& context) {
  const std::string table = sql::quoted(alter.table);
  const std::string column = sql::quoted(change.column);
  const std::string fresh = sql::quoted(recipes::object_name(change.column, {}, "new"));
  const std::string function = sql::quoted(recipes::object_name(alter.table.name, {change.column}, "sync"));
  const std::string type = sql::to_string(change.type);
  std::string sql = "-- 1: a second column that new rows keep in step\n" + recipes::timeout_guard(context);
  sql += fmt::format("ALTER TABLE {} ADD COLUMN IF NOT EXISTS {} {};\n", table, fresh, type);
  sql += fmt::format(
      "CREATE OR REPLACE FUNCTION {0}() RETURNS trigger LANGUAGE plpgsql AS\n"
      "$$ BEGIN NEW.{1} := NEW.{2}; RETURN NEW; END $$;\n",
      function, fresh, column);
  sql += fmt::format(
      "CREATE OR REPLACE TRIGGER {0} BEFORE INSERT OR UPDATE ON {1} FOR EACH ROW EXECUTE FUNCTION {0}();\n",
      function, table);
  sql += fmt::format(
      "-- 2: old rows, in batches, each in its own transaction, until it says UPDATE 0\n"
      "UPDATE {0} SET {1} = {2} WHERE ctid = ANY (ARRAY(SELECT ctid FROM {0} WHERE {1} IS DISTINCT FROM {2} "
      "LIMIT 10000));\n",
      table, fresh, column);
  sql += "-- 3: read and write the new column in the application, then drop the trigger and the old column\n";
  return {Fix::Class::plan, "safe form, over several deploys", sql, {}};
}

void report_rewrite(const sql::AlterTable& alter, const sql::Action& action,
                    const sql::AlterColumnType& change, bool depends_on_timezone, const Context& context,
                    Report& report) {
  const Newness newness = context.newness(alter.table);
  if (findings::harmless(newness)) {
    return;
  }
  const std::string table = sql::quoted(alter.table);
  const std::string what = change_text(alter, change, newness, context);
  auto& finding = report(
      action.keywords, action.span,
      depends_on_timezone
          ? fmt::format("changing {} writes all of {} again while nobody can read or write it, unless "
                        "TimeZone is UTC",
                        what, table)
          : fmt::format("changing {} writes all of {} again while nobody can read or write it", what, table));
  finding.label = fmt::format("{} for a full rewrite, and all its indexes are built again",
                              findings::lock_text(context, alter.table));
  findings::about_table(finding, context, alter.table, newness);
  if (depends_on_timezone) {
    if (finding.level > Level::warning) {
      finding.level = Level::warning;
    }
    finding.evidence.emplace_back(
        "the session's TimeZone is not set in this file: with UTC the change is metadata only");
    finding.fix = Fix{Fix::Class::plan,
                      "safe form, if the stored times are UTC",
                      fmt::format("SET TimeZone = 'UTC';\n{}ALTER TABLE {} ALTER COLUMN {} TYPE {};\n",
                                  recipes::timeout_guard(context), table, sql::quoted(change.column),
                                  sql::to_string(change.type)),
                      {}};
    return;
  }
  finding.fix = recipe(alter, change, context);
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto* change = std::get_if<sql::AlterColumnType>(&alter.actions[i].what);
    if (change == nullptr) {
      continue;
    }
    const bool certain = context.effects().find(effects::Reason::changes_type, i) != nullptr;
    const bool timezone = context.effects().find(effects::Reason::changes_type_timezone, i) != nullptr;
    if (certain || timezone) {
      report_rewrite(alter, alter.actions[i], *change, !certain, context, report);
    }
  }
}

}  // namespace

MIGRALINT_RULE(rewrite_column_type) = {
    .level = Level::error,
    .summary = "ALTER COLUMN TYPE that writes the whole table again under ACCESS EXCLUSIVE",
    .hooks = {on<check>},
};
