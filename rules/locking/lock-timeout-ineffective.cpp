#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

std::string line_of(const catalog::Origin& origin, const FileContext& context) {
  return fmt::format("line {}", context.places().line(origin.file, origin.span.begin));
}

// Why it guards nothing; empty when it does guard something, or nothing waits for a lock.
std::string why(const LockTimeout& command, const FileContext& context) {
  if (command.outside) {
    return "has no effect: SET LOCAL is outside a transaction";
  }
  if (command.off) {
    return command.unlimited_after && command.in_force_then
               ? fmt::format("switches the limit off: the statement at {} waits for its lock without one",
                             line_of(*command.unlimited_after, context))
               : std::string();
  }
  if (command.guards) {
    return {};
  }
  if (command.unlimited_after) {
    const bool ended = command.local && command.unlimited_after->transaction != command.by.transaction;
    return fmt::format("is {} when the statement at {} waits for its lock",
                       ended ? "over with its transaction" : "taken back already",
                       line_of(*command.unlimited_after, context));
  }
  return command.unlimited_before
             ? fmt::format("comes too late: the statement at {} has waited for its lock without a limit",
                           line_of(*command.unlimited_before, context))
             : std::string();
}

bool is_switched_off_later(const std::vector<LockTimeout>& commands, std::size_t index) {
  return std::any_of(commands.begin() + static_cast<std::ptrdiff_t>(index) + 1, commands.end(),
                     [](const LockTimeout& later) { return later.off && later.in_force_then; });
}

void at_end(const FileContext& context, Report& report) {
  const auto& commands = context.facts().lock_timeouts();
  for (std::size_t i = 0; i < commands.size(); ++i) {
    const auto& command = commands[i];
    // The runner's own limit holds where the file's has no effect.
    if ((context.settings().lock_timeout_set_by_runner && !command.off) ||
        (!command.off && is_switched_off_later(commands, i))) {
      continue;
    }
    const std::string reason = why(command, context);
    if (reason.empty()) {
      continue;
    }
    auto& finding = report(command.by.span, command.by.span, "this lock_timeout " + reason);
    finding.statement = command.by.statement;
    finding.transaction = command.by.transaction;
    const auto& waited = command.unlimited_after ? command.unlimited_after : command.unlimited_before;
    if (waited) {
      finding.related.push_back({waited->file, waited->span, "waits for its lock without a limit"});
    }
    finding.fix = Fix{Fix::Class::plan,
                      "safe form: for the session, before the first statement that needs a strong lock",
                      "SET lock_timeout = '5s';\n",
                      {}};
  }
}

}  // namespace

MIGRALINT_RULE(locking_lock_timeout_ineffective) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary =
        "A lock_timeout that guards nothing: 0, SET LOCAL outside a transaction, set too late, taken back "
        "before",
    .hooks = {on<at_end>},
};
