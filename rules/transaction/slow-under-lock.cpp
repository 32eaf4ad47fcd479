#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

// The strongest lock of an earlier statement that stops somebody now.
const session::HeldLock* blocking_lock(const Context& context) {
  const session::HeldLock* worst = nullptr;
  for (const auto& held : context.session().transaction().locks) {
    if (!held.existing || !session::blocks_writes(held.mode) || held.by.statement == context.step().index) { continue; }
    const auto* relation = held.relation != catalog::no_relation ? context.catalog().get(held.relation) : nullptr;
    if (relation != nullptr && findings::harmless(context.newness(relation))) { continue; }
    if (worst == nullptr || held.mode > worst->mode) { worst = &held; }
  }
  return worst;
}

bool takes_time(const effects::Work& work) {
  if (work.kind == effects::WorkKind::rows) { return work.whole; }
  return true;
}

std::string_view doing(effects::WorkKind kind) {
  switch (kind) {
    case effects::WorkKind::scan: return "reads all of";
    case effects::WorkKind::rewrite: return "writes again all of";
    case effects::WorkKind::index_build: return "builds an index on";
    case effects::WorkKind::index_rebuild: return "builds again the indexes of";
    case effects::WorkKind::rows: return "goes through all rows of";
  }
  return "";
}

void check(const Context& context, Report& report) {
  if (!context.in_transaction()) { return; }
  const effects::Work* slow = nullptr;
  for (const auto& work : context.effects().work) {
    if (takes_time(work) && work.existing) { slow = &work; break; }
  }
  if (slow == nullptr) { return; }
  const auto* held = blocking_lock(context);
  if (held == nullptr) { return; }
  const sql::Name& table = slow->table_name.empty() ? slow->name : slow->table_name;
  const auto* relation = slow->table != catalog::no_relation ? context.catalog().get(slow->table) : context.catalog().find(table);
  if (relation != nullptr && findings::harmless(context.newness(relation))) { return; }
  const Span place = context.statement().range;
  auto& finding = report(place, fmt::format("{} {} {} while the transaction keeps {} locked: {} wait for both", context.statement().tag,
                                            doing(slow->kind), sql::quoted(table), sql::quoted(held->name),
                                            session::blocks_reads(held->mode) ? "its readers and writers" : "its writers"));
  finding.label = "the lock is held until the transaction ends";
  finding.related.push_back({held->by.file, held->by.span,
                             fmt::format("{} on {} is taken here", session::to_string(held->mode), sql::quoted(held->name))});
  finding.evidence.emplace_back("safe form: put the slow statement in a migration (a transaction) of its own");
}

}  // namespace

MIGRALINT_RULE(transaction_slow_under_lock) = {
    .level = Level::error,
    .rank = Rank::transaction,
    .summary = "A scan, rewrite, index build or whole-table change while the transaction holds a strong lock from an earlier statement",
    .hooks = {on<check>},
};
