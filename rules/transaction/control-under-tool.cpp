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
          : fmt::format("{} ends the transaction that {} opened around the file: what follows is committed "
                        "statement by statement, whatever fails later",
                        context.statement().tag, tool));
  const auto& facts = script::facts_of(tools::tool_of(context.settings(), context.step().file));
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
