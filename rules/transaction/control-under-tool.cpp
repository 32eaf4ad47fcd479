#include <algorithm>

#include <fmt/format.h>

#include "rules/support/tools.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

using Kind = sql::Transaction::Kind;

bool begins(const sql::Transaction& command) { return command.kind == Kind::begin; }

bool ends(const sql::Transaction& command) {
  return command.kind == Kind::commit || command.kind == Kind::rollback || command.kind == Kind::prepare;
}

// The session knows the tool's transaction where a mode was configured.
bool inside_tools_transaction(const Context& context) {
  if (context.session().transaction().kind == session::TransactionKind::tool) {
    return true;
  }
  return tools::wraps_unconfigured(context.settings(), context.step().file);
}

std::string who(const Context& context) {
  const auto tool = tools::tool_of(context.settings(), context.step().file);
  return tool == script::Tool::unknown ? "the migration tool" : std::string(script::facts_of(tool).name);
}

bool is_batch(const Context& context) {
  const auto& facts = script::facts_of(tools::tool_of(context.settings(), context.step().file));
  return context.session().mode() == session::TransactionMode::batch ||
         (!context.settings().transaction_configured && facts.sending == script::Sending::batch);
}

// A lone COMMIT is no slip: where the tool cannot be told, nothing else lets a file out of its transaction.
// (With a BEGIN before it that one is reported.)
bool is_only_way_out(const script::ToolFacts& facts) {
  return facts.tool != script::Tool::unknown && facts.opt_out.empty();
}

void check(const sql::Transaction& command, const Context& context, Report& report) {
  if (context.embedded() != nullptr || (!begins(command) && !ends(command)) ||
      !inside_tools_transaction(context)) {
    return;
  }
  const std::string tool = who(context);
  auto& finding = report(
      context.statement().range,
      begins(command)
          ? fmt::format(
                "{} in a file that {} runs in a transaction: PostgreSQL warns and does nothing, and the "
                "COMMIT or ROLLBACK that belongs to it ends the transaction of the tool",
                context.statement().tag, tool)
          : fmt::format("{} ends the transaction that {} opened around {}: what follows is committed "
                        "statement by statement, whatever fails later",
                        context.statement().tag, tool, is_batch(context) ? "all pending files" : "the file"));
  const auto& facts = script::facts_of(tools::tool_of(context.settings(), context.step().file));
  if (command.kind == Kind::commit && is_only_way_out(facts)) {
    finding.level = std::min(finding.level, Level::warning);
    finding.evidence.push_back(
        fmt::format("{0} has no way to run a file without its transaction; if this COMMIT is meant for that, "
                    "every statement has "
                    "to bear a second run: after a failure {0} starts the file from the top",
                    facts.name));
    return;
  }
  finding.evidence.push_back(
      facts.opt_out.empty()
          ? "leave transaction control to the tool"
          : fmt::format("leave it to the tool, or take its transaction away: write {}", facts.opt_out));
}

}  // namespace

MIGRALINT_RULE(transaction_control_under_tool) = {
    .level = Level::error,
    .rank = Rank::will_fail,
    .summary = "BEGIN, COMMIT or ROLLBACK in a file that its migration tool runs in a transaction",
    .once_per_file = true,
    .hooks = {on<check>},
};
