#include <fmt/format.h>

#include "lint/lock_waits.hpp"
#include "lint/rule.hpp"
#include "rules/support/edits.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

// Where a file is sent as one query or pipeline, a statement that refuses transactions can only begin it.
bool must_be_first(const Context& context) {
  const auto mode = context.session().mode();
  return context.effects().refuses_transaction_block &&
         (mode == session::TransactionMode::implicit || mode == session::TransactionMode::pipeline);
}

void check(const Context& context, Report& report) {
  if (context.settings().lock_timeout_set_by_runner || context.session().timeout_ms("lock_timeout") > 0) {
    return;
  }
  const auto* lock = awaited_lock(context);
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
  if (must_be_first(context)) {
    finding.evidence.emplace_back(
        "it runs only as the first statement of its file: set lock_timeout for the role or in the "
        "connection");
    return;
  }
  finding.fix = Fix{Fix::Class::mechanical,
                    "safe form: set it before, and try again when it strikes",
                    "SET lock_timeout = '5s';\n",
                    {edits::before(context, "SET lock_timeout = '5s';\n")}};
}

}  // namespace

MIGRALINT_RULE(locking_lock_timeout_missing) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "A strong lock on an existing table with no lock_timeout in force",
    .once_per_file = true,
    .hooks = {on<check>},
};
