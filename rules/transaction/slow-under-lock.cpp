#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/held_locks.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

// validate-in-same-transaction reports the validation of a constraint that this transaction has added.
bool validates_own_constraint(const effects::Work& work, const Context& context) {
  const auto* alter = context.statement().as<sql::AlterTable>();
  if (work.reason != effects::Reason::validates_constraint || alter == nullptr ||
      work.part >= alter->actions.size()) {
    return false;
  }
  const auto* validate = std::get_if<sql::ValidateConstraint>(&alter->actions[work.part].what);
  const auto* table = context.catalog().find(alter->table);
  const auto* constraint =
      validate != nullptr && table != nullptr ? table->constraint(validate->name) : nullptr;
  return constraint != nullptr && constraint->origin.file == context.step().file.id &&
         constraint->origin.transaction == context.session().transaction_id();
}

// Changes of rows, and the reading of those that INSERT … SELECT copies, are transaction/backfill-with-ddl's
// matter.
bool takes_time(const effects::Work& work, const Context& context) {
  if (!work.existing || work.kind == effects::WorkKind::rows || validates_own_constraint(work, context)) {
    return false;
  }
  return work.reason != effects::Reason::reads_source ||
         (work.whole && context.statement().as<sql::Insert>() == nullptr);
}

std::string_view doing(effects::WorkKind kind) {
  switch (kind) {
    case effects::WorkKind::scan:
      return "reads all of";
    case effects::WorkKind::rewrite:
      return "writes again all of";
    case effects::WorkKind::index_build:
      return "builds an index on";
    case effects::WorkKind::index_rebuild:
      return "builds again the indexes of";
    case effects::WorkKind::rows:
      break;
  }
  return "";
}

void check(const Context& context, Report& report) {
  const effects::Work* slow = nullptr;
  for (const auto& work : context.effects().work) {
    if (takes_time(work, context)) {
      slow = &work;
      break;
    }
  }
  if (slow == nullptr) {
    return;
  }
  const auto* held = held_locks::blocking(context);
  if (held == nullptr) {
    return;
  }
  const sql::Name& table = slow->table_name.empty() ? slow->name : slow->table_name;
  const auto* relation = slow->table != catalog::no_relation ? context.catalog().get(slow->table)
                                                             : context.catalog().find(table);
  if (relation != nullptr && findings::harmless(context.newness(relation))) {
    return;
  }
  const Span place = context.statement().range;
  auto& finding = report(
      place,
      fmt::format("{} {} {} while the transaction keeps {} locked: {} wait for both", context.statement().tag,
                  doing(slow->kind), sql::quoted(table), sql::quoted(held->name),
                  session::blocks_reads(held->mode) ? "its readers and writers" : "its writers"));
  finding.label = "the lock is held until the transaction ends";
  finding.related.push_back(
      {held->by.file, held->by.span,
       fmt::format("{} on {} is taken here", session::to_string(held->mode), sql::quoted(held->name))});
  finding.evidence.emplace_back(
      "safe form: put the slow statement in a migration (a transaction) of its own");
}

}  // namespace

MIGRALINT_RULE(transaction_slow_under_lock) = {
    .level = Level::error,
    .rank = Rank::transaction,
    .summary =
        "A scan, rewrite or index build while the transaction holds a strong lock from an earlier statement",
    .hooks = {on<check>},
    .grows_with_table = true,
};
