#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/held_locks.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

const effects::Lock* lock_on(const sql::Name& table, std::size_t part, const Context& context) {
  const auto* relation = context.catalog().find(table);
  for (const auto& lock : context.effects().locks) {
    const bool same =
        relation != nullptr ? lock.id == relation->id : lock.name == context.catalog().qualify(table);
    if (same && lock.existing && session::blocks_writes(lock.mode) &&
        (part == effects::whole_statement || lock.part == part)) {
      return &lock;
    }
  }
  return nullptr;
}

Finding* report_lock(const sql::Name& table, std::size_t part, Span place, Span sub_command,
                     std::string_view what, const Context& context, Report& report) {
  const Newness newness = context.newness(table);
  const auto* lock = lock_on(table, part, context);
  // A view is replaced in a moment, and INSTEAD OF triggers are part of its definition.
  const bool is_view = newness.relation != nullptr && newness.relation->kind == catalog::RelationKind::view;
  if (lock == nullptr || is_view || newness.kind != Newness::Kind::existing ||
      held_locks::already_held(context, *lock) || held_locks::is_brief(context)) {
    return nullptr;
  }
  const std::string shown = sql::quoted(table);
  auto& finding = report(place, sub_command,
                         fmt::format("{} waits for and then stops all {} of {} until {} ends", what,
                                     session::blocks_reads(lock->mode) ? "reads and writes" : "writes", shown,
                                     context.in_transaction() ? context.transaction_description()
                                                              : std::string("the statement")));
  finding.label = findings::lock_text(context, table);
  finding.quiet_if_alone = held_locks::is_brief_if_alone(context);
  finding.evidence.push_back(context.existence(table));
  finding.evidence.emplace_back(
      "the change itself takes no time: a lock_timeout before it keeps the wait short, and a transaction "
      "with "
      "nothing else in it the lock");
  return &finding;
}

void check_create(const sql::CreateTrigger& create, const Context& context, Report& report) {
  auto* finding = report_lock(create.table, effects::whole_statement, context.statement().range,
                              context.statement().range, "CREATE TRIGGER", context, report);
  if (finding != nullptr && create.row) {
    finding->evidence.push_back(
        fmt::format("from then on {} runs for every row that is written", sql::quoted(create.function)));
  }
}

void check_rule(const sql::CreateRule& create, const Context& context, Report& report) {
  auto* finding = report_lock(create.relation, effects::whole_statement, context.statement().range,
                              context.statement().range, "CREATE RULE", context, report);
  if (finding != nullptr) {
    finding->evidence.emplace_back("from then on every statement on the table is rewritten by the rule");
  }
}

void check_drop(const sql::Drop& drop, const Context& context, Report& report) {
  if (drop.kind != sql::ObjectKind::trigger && drop.kind != sql::ObjectKind::rule) {
    return;
  }
  for (const auto& table : drop.objects) {
    report_lock(table, effects::whole_statement, context.statement().range, context.statement().range,
                drop.kind == sql::ObjectKind::trigger ? "DROP TRIGGER" : "DROP RULE", context, report);
  }
}

std::string_view setting_text(sql::TableSetting::Kind kind) {
  using Kind = sql::TableSetting::Kind;
  switch (kind) {
    case Kind::enable_trigger:
    case Kind::enable_always_trigger:
    case Kind::enable_replica_trigger:
    case Kind::enable_trigger_all:
    case Kind::enable_trigger_user:
      return "ENABLE TRIGGER";
    case Kind::disable_trigger:
    case Kind::disable_trigger_all:
    case Kind::disable_trigger_user:
      return "DISABLE TRIGGER";
    case Kind::enable_rule:
    case Kind::enable_always_rule:
    case Kind::enable_replica_rule:
      return "ENABLE RULE";
    case Kind::disable_rule:
      return "DISABLE RULE";
    default:
      return "";
  }
}

void check_alter(const sql::AlterTable& alter, const Context& context, Report& report) {
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto* setting = std::get_if<sql::TableSetting>(&alter.actions[i].what);
    const std::string_view what = setting != nullptr ? setting_text(setting->kind) : std::string_view();
    if (!what.empty() && report_lock(alter.table, i, alter.actions[i].span, alter.actions[i].span, what,
                                     context, report) != nullptr) {
      return;  // one statement takes the lock once
    }
  }
}

}  // namespace

MIGRALINT_RULE(locking_trigger_or_rule) = {
    .level = Level::note,
    .rank = Rank::separate,
    .summary =
        "A trigger or rule made, dropped or switched on an existing table: its lock, and its cost per row",
    .hooks = {on<check_create>, on<check_rule>, on<check_drop>, on<check_alter, sql::TableSetting>},
};
