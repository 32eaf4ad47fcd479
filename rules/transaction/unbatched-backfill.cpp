#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"
#include "rules/support/rows.hpp"
#include "script/lexer.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

constexpr std::string_view batch_title = "safe form: in batches, outside a transaction";

bool is_meant(const sql::Name& table, const sql::Where& where, bool current_of, const Context& context) {
  const Newness newness = context.newness(table);
  return !current_of && !findings::harmless(newness) && !rows::is_foreign(newness) &&
         !rows::is_system_catalog(table, context) &&
         (rows::picks_all(where) || rows::asks_for_new_columns(table, where, context));
}

Finding& report_rows(const sql::Name& table, std::string_view what, const Context& context, Report& report) {
  auto& finding = report(
      context.statement().range,
      fmt::format("{} all rows of {} in one statement: each row stays locked until the last one is done",
                  what, sql::quoted(table)));
  finding.label = "dead rows and WAL for the whole table at once; a failure near the end undoes it all";
  findings::about_table(finding, context, table, context.newness(table));
  return finding;
}

// Rows that are not done yet have NULL in a column that was added without a value.
std::optional<std::string> column_that_marks(const sql::Update& update, const Context& context) {
  const auto* table = context.catalog().find(update.table);
  for (std::size_t i = 0; table != nullptr && i < update.columns.size(); ++i) {
    const auto* column = table->column(update.columns[i]);
    const bool starts_as_null = column != nullptr && !column->assumed && !column->not_null &&
                                !column->filled_at_creation && !column->default_expr && !column->filled;
    const bool gets_value = i < update.values.size() && update.values[i].kind != sql::Expr::Kind::null;
    if (starts_as_null && gets_value) {
      return update.columns[i];
    }
  }
  return std::nullopt;
}

std::string shown_table(const sql::RelationName& table) {
  return (table.only ? "ONLY " : "") + sql::quoted(table);
}

void suggest_batches(Finding& finding, const sql::RelationName& table, const std::string& head,
                     const std::string& condition) {
  const std::string alias = table.alias.empty() ? std::string() : sql::quoted(table.alias);
  const std::string shown = shown_table(table);
  finding.fix = Fix{Fix::Class::plan,
                    std::string(batch_title),
                    recipes::repeated(head + recipes::some_rows(shown, condition, alias)),
                    {}};
}

// The statement without its WHERE; nothing when the text is not in the file or more stands behind the WHERE.
std::optional<std::string> text_before_where(const sql::Where& where, const Context& context) {
  if (context.embedded() != nullptr) {
    return std::nullopt;
  }
  Span head = context.statement().range;
  if (where.expr) {
    if (where.span.empty() || where.span.end != head.end) {
      return std::nullopt;
    }
    head.end = where.span.begin;
  }
  std::string text(context.text(head));
  text.erase(text.find_last_not_of(" \t\r\n;") + 1);
  return text;
}

void check_joined(const sql::Update& update, const Context& context, Report& report) {
  const Newness newness = context.newness(update.table);
  if (findings::harmless(newness) || rows::is_foreign(newness) ||
      !rows::fills_new_columns_by_join(update, context)) {
    return;
  }
  auto& finding = report_rows(update.table, "UPDATE … FROM fills the new column in", context, report);
  finding.evidence.emplace_back("its WHERE only joins, so it writes every row that has a match");
  finding.evidence.emplace_back(
      "safe form: in batches by key (AND id BETWEEN 1 AND 10000, and so on), each in a transaction of its "
      "own");
}

bool is_never_null(const sql::Expr& value) {
  using Kind = sql::Expr::Kind;
  return value.kind == Kind::integer || value.kind == Kind::number || value.kind == Kind::string ||
         value.kind == Kind::boolean || value.kind == Kind::sql_value ||
         (value.kind == Kind::cast && !value.args.empty() && is_never_null(value.args.front()));
}

// Which rows a batch still has to take. Each must be one less afterwards, or the loop never ends: a row whose
// value is NULL does not count.
std::optional<std::string> rows_left(const sql::Update& update, const std::string& marker,
                                     const std::string& head) {
  std::string condition = fmt::format("{} IS NULL", sql::quoted(marker));
  const auto at = std::find(update.columns.begin(), update.columns.end(), marker) - update.columns.begin();
  if (is_never_null(update.values[static_cast<std::size_t>(at)])) {
    return condition;
  }
  const auto whole = static_cast<std::uint32_t>(head.size());
  const auto set = script::find_words(head, {0, whole}, {"set"});
  const auto equals = set ? head.find('=', set->end) : std::string::npos;
  if (update.columns.size() != 1 || equals == std::string::npos) {
    return std::nullopt;
  }
  const Span value = script::trim(head, {static_cast<std::uint32_t>(equals) + 1, whole});
  return condition + fmt::format(" AND ({}) IS NOT NULL", value.of(head));
}

void check_update(const sql::Update& update, const Context& context, Report& report) {
  check_joined(update, context, report);
  if (!is_meant(update.table, update.where, update.current_of, context)) {
    return;
  }
  auto& finding = report_rows(update.table, "UPDATE writes", context, report);
  const auto marker = column_that_marks(update, context);
  const auto head = text_before_where(update.where, context);
  const bool alone = std::all_of(update.sources.begin(), update.sources.end(),
                                 [&](const sql::Name& source) { return source == update.table; });
  const bool plain = head && alone && head->find("RETURNING") == std::string::npos &&
                     head->find("returning") == std::string::npos;
  const auto condition = marker && plain ? rows_left(update, *marker, *head) : std::nullopt;
  if (condition) {
    suggest_batches(finding, update.table, *head, *condition);
  } else {
    finding.evidence.emplace_back(
        "safe form: in batches by key (WHERE id BETWEEN 1 AND 10000, and so on), each in a transaction of "
        "its "
        "own");
  }
}

void check_delete(const sql::Delete& statement, const Context& context, Report& report) {
  if (!is_meant(statement.table, statement.where, statement.current_of, context)) {
    return;
  }
  auto& finding = report_rows(statement.table, "DELETE removes", context, report);
  if (statement.sources.empty() && rows::picks_all(statement.where)) {
    suggest_batches(
        finding, statement.table,
        fmt::format("DELETE FROM {}{}", shown_table(statement.table),
                    statement.table.alias.empty() ? "" : " " + sql::quoted(statement.table.alias)),
        {});
  }
}

void check_select(const sql::Select& select, const Context& context, Report& report) {
  for (const auto& update : select.updates) {
    if (is_meant(update.table, update.where, update.current_of, context)) {
      report_rows(update.table, "UPDATE writes", context, report);
    }
  }
  for (const auto& statement : select.deletes) {
    if (is_meant(statement.table, statement.where, statement.current_of, context)) {
      report_rows(statement.table, "DELETE removes", context, report);
    }
  }
}

}  // namespace

MIGRALINT_RULE(transaction_unbatched_backfill) = {
    .level = Level::warning,
    .rank = Rank::backfill,
    .summary = "UPDATE or DELETE of all rows of an existing table in one statement",
    .hooks = {on<check_update>, on<check_delete>, on<check_select>},
    .grows_with_table = true,
};
