#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"
#include "rules/support/tools.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

// Where nothing opens a transaction the lock needs one, around what it is for.
Fix weaker(const std::string& table, const Context& context) {
  const std::string lock = fmt::format("LOCK TABLE {} IN SHARE UPDATE EXCLUSIVE MODE;\n", table);
  const bool alone = context.embedded() == nullptr && !context.in_transaction() &&
                     !tools::wraps_unconfigured(context.settings(), context.step().file);
  std::string sql =
      alone ? recipes::in_one_transaction(context, lock + "-- what no other schema change may come between\n")
            : lock;
  return {Fix::Class::plan,
          fmt::format(
              "safe form, {}if only other schema changes must be kept away (each statement takes the lock "
              "that it needs by itself)",
              sql.starts_with("BEGIN") ? "" : "in the same transaction, "),
          std::move(sql),
          {}};
}

void check(const sql::LockTable& lock, const Context& context, Report& report) {
  const auto mode = session::lock_mode(lock.mode).value_or(session::LockMode::access_exclusive);
  if (!session::blocks_writes(mode)) {
    return;
  }
  for (const auto& name : lock.tables) {
    const Newness newness = context.newness(name);
    if (findings::hidden(newness) || context.is_temporary(name)) {
      continue;
    }
    const std::string table = sql::quoted(name);
    auto& finding = report(name.span.empty() ? context.statement().range : name.span, name.span,
                           fmt::format("LOCK TABLE stops all {} of {} until {} ends",
                                       session::blocks_reads(mode) ? "reads and writes" : "writes", table,
                                       context.in_transaction() || context.embedded() != nullptr
                                           ? context.transaction_description()
                                           : std::string("its transaction")));
    finding.label = findings::lock_text(context, name);
    findings::about_table(finding, context, name, newness);
    if (!context.in_transaction() && context.embedded() == nullptr &&
        !tools::wraps_unconfigured(context.settings(), context.step().file)) {
      finding.evidence.emplace_back("outside a transaction block LOCK TABLE is an error");
    }
    finding.fix = weaker(table, context);
  }
}

}  // namespace

MIGRALINT_RULE(locking_explicit_lock_table) = {
    .level = Level::warning,
    .summary = "LOCK TABLE in a mode that stops writes or reads of an existing table",
    .hooks = {on<check>},
};
