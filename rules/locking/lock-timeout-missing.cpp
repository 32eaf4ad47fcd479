#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

// A lock that ordinary reads or writes conflict with, on something that others use. What a statement does to
// wait for it: everybody who comes later queues behind it.
const effects::Lock* strong_lock(const Context& context) {
  for (const auto& lock : context.effects().locks) {
    if (!lock.existing || !session::blocks_writes(lock.mode)) {
      continue;
    }
    const auto* relation = lock.id != catalog::no_relation ? context.catalog().get(lock.id) : nullptr;
    if (relation != nullptr && context.newness(relation).kind != Newness::Kind::existing) {
      continue;
    }
    // Only REFRESH writes to a materialized view.
    const bool readers_only = lock.kind == catalog::RelationKind::materialized_view;
    if (readers_only && !session::blocks_reads(lock.mode)) {
      continue;
    }
    return &lock;
  }
  return nullptr;
}

bool detaches_concurrently(const sql::Action& action) {
  const auto* detach = std::get_if<sql::DetachPartition>(&action.what);
  return detach != nullptr && detach->concurrently;
}

// The forms with CONCURRENTLY wait for other transactions by design: a timeout there leaves an INVALID index
// or a partition that is half detached. LOCK … NOWAIT does not wait at all.
bool needs_no_timeout(const sql::Statement& statement) {
  if (const auto* lock = statement.as<sql::LockTable>()) {
    return lock->nowait;
  }
  if (const auto* alter = statement.as<sql::AlterTable>()) {
    return std::any_of(alter->actions.begin(), alter->actions.end(), detaches_concurrently);
  }
  if (const auto* index = statement.as<sql::CreateIndex>()) {
    return index->concurrently;
  }
  if (const auto* drop = statement.as<sql::Drop>()) {
    return drop->concurrently;
  }
  if (const auto* reindex = statement.as<sql::Reindex>()) {
    return reindex->concurrently;
  }
  return false;
}

bool is_plain_dml(const sql::Statement& statement) {
  return statement.as<sql::Insert>() != nullptr || statement.as<sql::Update>() != nullptr ||
         statement.as<sql::Delete>() != nullptr || statement.as<sql::Merge>() != nullptr ||
         statement.as<sql::Select>() != nullptr || statement.as<sql::Copy>() != nullptr;
}

void check(const Context& context, Report& report) {
  if (context.settings().lock_timeout_set_by_runner || context.session().timeout_ms("lock_timeout") > 0 ||
      is_plain_dml(context.statement()) || needs_no_timeout(context.statement())) {
    return;
  }
  const auto* lock = strong_lock(context);
  if (lock == nullptr) {
    return;
  }
  const std::string relation = sql::quoted(lock->name);
  auto& finding =
      report(context.statement().range,
             fmt::format("{} waits for {} on {} with no lock_timeout: while it waits, {} queue behind it",
                         context.statement().tag, session::to_string(lock->mode), relation,
                         session::blocks_reads(lock->mode) ? "all reads and writes" : "all writes"));
  finding.label = "one long transaction elsewhere is enough to stop the application";
  const std::uint32_t begin = context.step().raw.range.begin;
  finding.fix = Fix{Fix::Class::mechanical,
                    "safe form: set it before, and try again when it strikes",
                    "SET lock_timeout = '5s';\n",
                    {{{begin, begin}, "SET lock_timeout = '5s';\n"}}};
}

}  // namespace

MIGRALINT_RULE(locking_lock_timeout_missing) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "A strong lock on an existing table with no lock_timeout in force",
    .once_per_file = true,
    .hooks = {on<check>},
};
