#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/dependants.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using sql::ObjectKind;

// Objects that no lock guards by themselves: with CASCADE they reach into tables that the statement does not
// name. (What CASCADE takes from relations that are named is data-loss/drop-cascade's matter.)
bool reaches_into_tables(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::function:
    case ObjectKind::procedure:
    case ObjectKind::routine:
    case ObjectKind::aggregate:
    case ObjectKind::type:
    case ObjectKind::enum_type:
    case ObjectKind::composite_type:
    case ObjectKind::domain:
    case ObjectKind::extension:
    case ObjectKind::sequence:
      return true;
    default:
      return false;
  }
}

std::vector<sql::Name> locked_tables(const Context& context) {
  std::vector<sql::Name> tables;
  for (const auto& lock : context.effects().locks) {
    const auto* relation = context.catalog().get(lock.id);
    const bool is_table = relation != nullptr && (relation->is_table() ||
                                                  relation->kind == catalog::RelationKind::materialized_view);
    if (is_table && lock.existing && session::blocks_reads(lock.mode) &&
        context.newness(relation).kind == Newness::Kind::existing) {
      tables.push_back(lock.name);
    }
  }
  return tables;
}

bool has_existing_tables(const Context& context) {
  if (!context.catalog().complete()) {
    return true;
  }
  bool found = false;
  context.catalog().for_each([&](const catalog::Relation& relation) {
    found = found || (relation.is_table() && context.newness(&relation).kind == Newness::Kind::existing);
  });
  return found;
}

std::string list(const std::vector<sql::Name>& tables) {
  constexpr std::size_t shown = 3;
  std::string text;
  for (std::size_t i = 0; i < tables.size() && i < shown; ++i) {
    text += (i == 0 ? "" : ", ") + sql::quoted(tables[i]);
  }
  if (tables.size() > shown) {
    text += fmt::format(" and {} more", tables.size() - shown);
  }
  return text;
}

std::string dropped_names(const sql::Drop& drop) {
  std::string names;
  for (const auto& name : drop.objects) {
    names += (names.empty() ? "" : ", ") + sql::quoted(name);
  }
  return names;
}

bool is_off(std::string_view id, const Settings& settings) {
  const auto rules = all_rules();
  const auto rule =
      std::find_if(rules.begin(), rules.end(), [&](const RegisteredRule& known) { return known.id == id; });
  const auto index = static_cast<std::size_t>(rule - rules.begin());
  const Level level = index < settings.levels.size() ? settings.levels[index] : rule->rule->level;
  return level == Level::off;
}

// It names the tables that wait, too.
bool is_told_by_drop_cascade(const sql::Drop& drop, const Context& context) {
  if (is_off("data-loss/drop-cascade", context.settings())) {
    return false;
  }
  for (std::size_t i = 0; i < drop.objects.size(); ++i) {
    if (dependants::cascade_takes_more(drop, i, dependants::of_object(drop, i, context), context)) {
      return true;
    }
  }
  return false;
}

// What depends on it goes first, each thing in a migration of its own, so that no two tables wait at once.
Fix one_by_one(const sql::Drop& drop, const std::string& names, const Context& context) {
  std::string sql;
  for (std::size_t i = 0; i < drop.objects.size(); ++i) {
    const auto found = dependants::of_object(drop, i, context);
    for (auto dependant = found.rbegin(); dependant != found.rend(); ++dependant) {
      if (!dependant->drop.empty()) {
        sql += (sql.empty() ? recipes::timeout_guard(context)
                            : recipes::next_migration(context) + recipes::timeout_guard_next(context)) +
               dependant->drop;
      }
    }
  }
  const bool none = sql.empty();
  sql += (none ? recipes::timeout_guard(context)
               : recipes::next_migration(context) + recipes::timeout_guard_next(context)) +
         fmt::format("{} IF EXISTS {};\n", context.statement().tag, names);
  return {Fix::Class::plan,
          none ? "safe form: without CASCADE the server refuses and names what depends on it; drop that "
                 "first, each "
                 "thing in a migration of its own"
               : "safe form: each dependent object by itself, then without CASCADE",
          sql,
          {}};
}

void check_drop(const sql::Drop& drop, const Context& context, Report& report) {
  if (!drop.cascade || !reaches_into_tables(drop.kind) || is_told_by_drop_cascade(drop, context)) {
    return;
  }
  const auto tables = locked_tables(context);
  // What hangs on an extension is in no history; for the others a complete one shows all users.
  const bool unseen =
      drop.kind == ObjectKind::extension ? has_existing_tables(context) : !context.catalog().complete();
  if (tables.empty() && !unseen) {
    return;
  }
  const std::string names = dropped_names(drop);
  auto& finding =
      report(context.statement().range,
             fmt::format("{} {} CASCADE stops all reads and writes of {}", context.statement().tag, names,
                         tables.empty() ? std::string("every table that uses it") : list(tables)));
  finding.label = findings::lock_text_of_tables(context, "tables that the statement does not name");
  for (const auto& table : tables) {
    finding.evidence.push_back(
        fmt::format("{} uses {}; {}", sql::quoted(table), names, context.existence(table)));
  }
  if (unseen) {
    finding.evidence.emplace_back("the history that was read does not show all tables that depend on it");
  }
  finding.fix = one_by_one(drop, names, context);
}

void report_owned(std::string_view what, const std::vector<std::string>& roles, const Context& context,
                  Report& report) {
  if (!has_existing_tables(context)) {
    return;
  }
  std::string names;
  for (const auto& role : roles) {
    names += (names.empty() ? "" : ", ") + sql::quoted(role);
  }
  auto& finding = report(
      context.statement().range,
      fmt::format("{} stops all reads and writes of every table that {} owns, all at once", what, names));
  finding.label = findings::lock_text_of_tables(context, "tables that the statement does not name");
  finding.evidence.emplace_back("which tables the role owns is not in the history");
}

void check_drop_owned(const sql::DropOwned& drop, const Context& context, Report& report) {
  report_owned("DROP OWNED", drop.roles, context, report);
}

void check_reassign(const sql::ReassignOwned& reassign, const Context& context, Report& report) {
  report_owned("REASSIGN OWNED", reassign.roles, context, report);
}

}  // namespace

MIGRALINT_RULE(locking_cascade_locks_tables) = {
    .level = Level::warning,
    .rank = Rank::transaction,
    .summary = "DROP … CASCADE, DROP OWNED and REASSIGN OWNED that lock existing tables they do not name",
    .hooks = {on<check_drop>, on<check_drop_owned>, on<check_reassign>},
};
