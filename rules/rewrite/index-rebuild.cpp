#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/definitions.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

std::vector<const effects::Work*> rebuilds(const Context& context, std::size_t part) {
  std::vector<const effects::Work*> result;
  for (const auto& work : context.effects().work) {
    const auto* table = context.catalog().get(work.table);
    const bool counts = work.reason == effects::Reason::type_rebuilds_index && work.part == part &&
                        work.existing && (table == nullptr || !findings::harmless(context.newness(table)));
    if (counts) {
      result.push_back(&work);
    }
  }
  return result;
}

std::string names_of(const std::vector<const effects::Work*>& works) {
  constexpr std::size_t shown = 3;
  std::string text;
  for (std::size_t i = 0; i < works.size() && i < shown; ++i) {
    text += (i == 0 ? "" : ", ") + sql::quoted(works[i]->name.name);
  }
  return works.size() > shown ? text + fmt::format(" and {} more", works.size() - shown) : text;
}

// Without the index the change is free. Constraints cannot be taken away like that.
std::optional<Fix> recipe(const sql::AlterTable& alter, const sql::Action& action,
                          const std::vector<const effects::Work*>& works, const Context& context) {
  std::string drop;
  std::string create;
  bool unique = false;
  for (const auto* work : works) {
    const auto* index = context.catalog().get(work->id);
    const bool attached = index == nullptr || !index->index || index->index->parent != catalog::no_relation;
    const auto definition = attached ? std::nullopt : definitions::create_index(*index, context);
    if (!definition) {
      return std::nullopt;
    }
    const std::string without =
        fmt::format("DROP INDEX CONCURRENTLY IF EXISTS {};\n", sql::quoted(index->qualified()));
    unique = unique || index->index->unique;
    drop += without;
    create += without + *definition;
  }
  // Between times with and without zone only UTC keeps the rows.
  const auto* change = std::get_if<sql::AlterColumnType>(&action.what);
  const bool is_time = change != nullptr && change->type.name.starts_with("timestamp");
  const std::string zone = is_time ? "SET TimeZone = 'UTC';\n" : "";
  return Fix{
      Fix::Class::plan,
      fmt::format(
          "safe form, if queries can do without the index meanwhile{}: three migrations, the first and "
          "the last outside a transaction",
          unique ? ", and nothing writes duplicates" : ""),
      drop + recipes::next_migration(context) + zone + recipes::timeout_guard_next(context) +
          fmt::format("ALTER TABLE {} {};\n", sql::quoted(alter.table), context.text(action.span)) +
          recipes::next_outside(context) + create,
      {}};
}

void report_change(const sql::AlterTable& alter, std::size_t part, const sql::AlterColumnType& change,
                   const Context& context, Report& report) {
  const auto works = rebuilds(context, part);
  if (works.empty()) {
    return;
  }
  const auto& action = alter.actions[part];
  const Newness newness = context.newness(alter.table);
  const std::string table = sql::quoted(alter.table);
  auto& finding = report(
      action.keywords, action.span,
      fmt::format("changing {}.{} keeps the rows, but builds {} again while nobody can read or write {}",
                  table, sql::quoted(change.column), names_of(works), table));
  finding.label = fmt::format("{} until the indexes are built", findings::lock_text(context, alter.table));
  findings::about_table(finding, context, alter.table, newness);
  for (const auto* work : works) {
    const auto* index = context.catalog().get(work->id);
    if (index != nullptr && index->origin.known()) {
      finding.evidence.push_back(
          fmt::format("{} is made at {}", sql::quoted(work->name.name), context.place(index->origin)));
    }
  }
  if (context.effects().find(effects::Reason::type_rescans_check, part) != nullptr) {
    finding.evidence.push_back(fmt::format("all of {} is read as well, for a CHECK on the column", table));
  }
  finding.fix = recipe(alter, action, works, context);
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    if (const auto* change = std::get_if<sql::AlterColumnType>(&alter.actions[i].what)) {
      report_change(alter, i, *change, context, report);
    }
  }
}

}  // namespace

MIGRALINT_RULE(rewrite_index_rebuild) = {
    .level = Level::error,
    .summary =
        "A type or collation change that keeps the rows, but builds indexes again under ACCESS EXCLUSIVE",
    .hooks = {on<check, sql::AlterColumnType>},
    .grows_with_table = true,
};
