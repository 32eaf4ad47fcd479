#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

std::string_view stopped(session::LockMode mode) {
  return session::blocks_reads(mode) ? "reads and writes" : "writes";
}

std::string message(const std::string& table, session::LockMode mode, const Context& context) {
  if (!context.in_transaction() && context.embedded() == nullptr) {
    return fmt::format("LOCK TABLE of {} fails: it needs a transaction block, and none is open", table);
  }
  return fmt::format("LOCK TABLE stops all {} of {} until {} ends",
                     stopped(mode), table, context.transaction_description());
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
                           message(table, mode, context));
    const bool runs = context.in_transaction() || context.embedded() != nullptr;
    finding.label =
        runs ? findings::lock_text(context, name) : "LOCK TABLE can only be used in transaction blocks";
    findings::about_table(finding, context, name, newness);
    if (!runs) {
      finding.evidence.push_back(fmt::format("inside one it would stop all {} of {} until the end of it",
                                             stopped(mode), table));
    }
    const auto weaker = fmt::format("LOCK TABLE {} IN SHARE UPDATE EXCLUSIVE MODE;\n", table);
    finding.fix =
        Fix{Fix::Class::plan,
            "safe form, if only other schema changes must be kept away (each statement takes the lock that "
            "it needs by itself)",
            runs ? weaker : "BEGIN;\n" + weaker + "-- what must not run beside other schema changes\nCOMMIT;\n",
            {}};
  }
}

}  // namespace

MIGRALINT_RULE(locking_explicit_lock_table) = {
    .level = Level::warning,
    .summary = "LOCK TABLE in a mode that stops writes or reads of an existing table",
    .hooks = {on<check>},
};
