#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/guards.hpp"
#include "rules/support/rows.hpp"
#include "script/lexer.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using Kind = sql::Constraint::Kind;

// A plain CREATE TABLE of this file fails first when the file is run again.
bool second_run_stops_before(const Context& context, const catalog::Relation& table) {
  return table.origin.known() && table.origin.file == context.step().file.id && !table.assumed &&
         !script::find_words(context.text(), table.origin.span, {"if", "not", "exists"}) &&
         !context.facts().dropped_if_exists(sql::ObjectKind::table, table.qualified());
}

// Of this file too: the second run starts with an empty table.
bool is_emptied(const Context& context, const catalog::Relation& table) {
  return context.newness(&table).emptied ||
         context.facts().dropped_if_exists(sql::ObjectKind::table, table.qualified());
}

// The unique key whose columns the INSERT gives: what ON CONFLICT can go by.
const catalog::Constraint* key_of(const catalog::Relation& table, const sql::Insert& insert) {
  for (const auto& constraint : table.constraints) {
    if (constraint.kind != Kind::primary_key && constraint.kind != Kind::unique) {
      continue;
    }
    const bool given =
        insert.columns.empty() ||
        std::all_of(constraint.columns.begin(), constraint.columns.end(), [&](const auto& column) {
          return std::find(insert.columns.begin(), insert.columns.end(), column) != insert.columns.end();
        });
    if (given) {
      return &constraint;
    }
  }
  return nullptr;
}

void check(const sql::Insert& insert, const Context& context, Report& report) {
  if (!insert.literal_rows || insert.on_conflict || insert.default_values ||
      context.is_temporary(insert.table) || rows::is_system_catalog(insert.table, context) ||
      guards::guarded_by_block(context, {"unique_violation"})) {
    return;
  }
  // What it deletes are the rows that it puts in, or a second run would have to know others.
  if (context.facts().deleted_from(context.catalog().qualify(insert.table))) {
    return;
  }
  const auto* table = context.catalog().find(insert.table);
  if (table != nullptr && (second_run_stops_before(context, *table) || is_emptied(context, *table))) {
    return;
  }
  const auto* key = table != nullptr ? key_of(*table, insert) : nullptr;
  const bool known = table != nullptr && !table->assumed && table->columns_complete;
  const std::string shown = sql::quoted(insert.table);
  auto& finding = guards::report(
      report, insert.table.span, context.statement().range,
      key != nullptr ? fmt::format("INSERT of fixed rows into {} fails when the file is run again", shown)
      : known ? fmt::format("INSERT of fixed rows into {} doubles them when the file is run again", shown)
              : fmt::format("INSERT of fixed rows into {} fails or doubles them when the file is run again",
                            shown));
  finding.quiet_if_alone = true;
  if (key != nullptr) {
    finding.evidence.push_back(
        fmt::format("safe form: ON CONFLICT DO NOTHING; {} is the key", sql::quoted(key->name)));
  } else {
    finding.evidence.emplace_back(known ? "safe form: INSERT … SELECT … WHERE NOT EXISTS; no unique key of "
                                          "the table is given, so ON CONFLICT "
                                          "would not help"
                                        : "safe form: ON CONFLICT DO NOTHING where a unique key is given, "
                                          "else INSERT … SELECT … WHERE NOT EXISTS");
  }
}

}  // namespace

MIGRALINT_RULE(idempotency_seed_without_on_conflict) = {
    .level = Level::warning,
    .rank = Rank::hygiene,
    .summary = "INSERT of fixed rows that fails, or doubles them, when the file is run again",
    .hooks = {on<check>},
    .undone_by_rollback = true,
};
