#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"
#include "rules/support/steps.hpp"
#include "script/lexer.hpp"

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

// The expression behind USING, as written; empty without one.
std::string using_text(const sql::Action& action, const Context& context) {
  const auto word = script::find_words(context.text(), action.span, {"using"});
  return word ? std::string(context.text(script::trim(context.text(), {word->end, action.span.end})))
              : std::string();
}

bool has_equality(const sql::TypeName& type) { return type.name != "json" && type.name != "xml"; }

// What code that knows the new column writes there stays.
std::string where_old_is_written(const sql::AlterColumnType& change, const std::string& fresh,
                                 const std::string& assignment, const Newness& newness) {
  const auto* column = newness.relation != nullptr ? newness.relation->column(change.column) : nullptr;
  const auto as_text = [](bool has_equality) -> std::string_view { return has_equality ? "" : "::text"; };
  return fmt::format(
      "\n  IF TG_OP = 'INSERT' AND NEW.{1} IS NULL OR TG_OP = 'UPDATE' AND NEW.{0}{2} IS DISTINCT FROM "
      "OLD.{0}{2} AND NEW.{1}{3} IS NOT DISTINCT FROM OLD.{1}{3} THEN\n    {4}\n  END IF;\n ",
      sql::quoted(change.column), fresh, as_text(column != nullptr && has_equality(column->type)),
      as_text(has_equality(change.type)), assignment);
}

// Expand and contract: a new column, kept in step by a trigger, filled in batches, then swapped. `converted`
// is the old column's value for the new one; empty: as the server casts it.
Fix recipe(const sql::AlterTable& alter, const sql::AlterColumnType& change, std::string_view title,
           const std::string& converted, const Context& context) {
  const std::string table = sql::quoted(alter.table);
  const std::string column = sql::quoted(change.column);
  const std::string plain = recipes::object_name(change.column, {}, "new");
  const std::string fresh = sql::quoted(plain);
  const std::string function = sql::quoted(recipes::object_name(alter.table.name, {change.column}, "sync"));
  const std::string type = sql::to_string(change.type);
  const std::string value = converted.empty() ? column : converted;
  const std::string assignment = converted.empty()
                                     ? fmt::format("NEW.{} := NEW.{};", fresh, column)
                                     : fmt::format("SELECT {} INTO NEW.{} FROM (SELECT NEW.*) AS {};",
                                                   converted, fresh, sql::quoted(alter.table.name));
  std::string sql = "-- a second column that new rows keep in step\n" + recipes::timeout_guard(context);
  sql += fmt::format("ALTER TABLE {} ADD COLUMN IF NOT EXISTS {} {};\n", table, fresh, type);
  sql += steps::row_trigger(context, function, table,
                            where_old_is_written(change, fresh, assignment, context.newness(alter.table)));
  sql += recipes::next_outside(context) +
         recipes::in_batches(table, fmt::format("{} = {}", fresh, value),
                             fmt::format("{} IS NULL AND {} IS NOT NULL", fresh, value)) +
         steps::retire_column(context,
                              {alter.table, change.column, plain, function, false, change.type, &alter});
  return {Fix::Class::plan, std::string(title), sql, {}};
}

void propose(Finding& finding, const sql::AlterTable& alter, const sql::AlterColumnType& change,
             std::string_view title, const std::string& converted, const Context& context) {
  std::string problem = steps::no_trigger(context, alter.table, change.column);
  if (problem.empty()) {
    problem = steps::no_empty_column(context, change.type);
  }
  if (problem.empty()) {
    finding.fix = recipe(alter, change, title, converted, context);
  } else {
    finding.evidence.push_back("no second column is proposed: " + problem);
  }
}

// `USING c AT TIME ZONE 'UTC'` gives what a session in UTC gives without it, but only that needs no rewrite
// (ATColumnChangeRequiresRewrite in src/backend/commands/tablecmds.c).
bool only_says_utc(const sql::AlterColumnType& change) {
  const auto* call = change.using_expr.get();
  return change.type.name == "timestamptz" && change.type.modifiers.empty() && call != nullptr &&
         call->kind == sql::Expr::Kind::function && call->name == "timezone" && call->args.size() == 2 &&
         call->args[0].kind == sql::Expr::Kind::string && call->args[0].name == "UTC" &&
         call->args[1].kind == sql::Expr::Kind::column && call->args[1].name == change.column;
}

Fix in_utc(const std::string& table, const sql::AlterColumnType& change, std::string_view title,
           const Context& context) {
  return {Fix::Class::plan,
          std::string(title),
          fmt::format("SET TimeZone = 'UTC';\n{}ALTER TABLE {} ALTER COLUMN {} TYPE {};\n",
                      recipes::timeout_guard(context), table, sql::quoted(change.column),
                      sql::to_string(change.type)),
          {}};
}

std::string indexes_of(const sql::AlterColumnType& change, const Newness& newness, const Context& context) {
  std::string names;
  for (std::size_t i = 0; newness.relation != nullptr && i < newness.relation->indexes.size(); ++i) {
    const auto* index = context.catalog().get(newness.relation->indexes[i]);
    if (index != nullptr && index->index && steps::uses(*index->index, change.column)) {
      names += (names.empty() ? "" : ", ") + sql::quoted(index->name);
    }
  }
  return names;
}

// With UTC the rows stay; an index on the column does not, as another operator class serves the new type.
void propose_utc(Finding& finding, const sql::AlterTable& alter, const sql::AlterColumnType& change,
                 const Newness& newness, const Context& context) {
  const std::string indexes = indexes_of(change, newness, context);
  if (indexes.empty()) {
    finding.evidence.emplace_back(
        "the session's TimeZone is not set in this file: with UTC the change is metadata only");
    finding.fix = in_utc(sql::quoted(alter.table), change, "safe form, if the stored times are UTC", context);
    return;
  }
  finding.evidence.push_back(fmt::format(
      "the session's TimeZone is not set in this file: with UTC the rows stay, but {} is built again under "
      "ACCESS EXCLUSIVE",
      indexes));
  propose(finding, alter, change, "safe form, over several deploys, if the stored times are UTC",
          fmt::format("({} AT TIME ZONE 'UTC')", sql::quoted(change.column)), context);
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
    propose_utc(finding, alter, change, newness, context);
    return;
  }
  const auto* column = newness.relation != nullptr ? newness.relation->column(change.column) : nullptr;
  if (only_says_utc(change) && column != nullptr && column->type.name == "timestamp" &&
      indexes_of(change, newness, context).empty()) {
    finding.fix = in_utc(table, change, "safe form: the same values, and metadata only", context);
    return;
  }
  propose(finding, alter, change, "safe form, over several deploys",
          change.using_expr ? fmt::format("({})", using_text(action, context)) : std::string(), context);
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
    .hooks = {on<check, sql::AlterColumnType>},
    .grows_with_table = true,
};
