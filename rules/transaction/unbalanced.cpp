#include <algorithm>

#include <fmt/format.h>

#include "rules/support/tools.hpp"
#include "script/lexer.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

using session::TransactionProblem;

// In a file that is sent as one query COMMIT and ROLLBACK end the implicit transaction, with a warning
// (EndTransactionBlock and UserAbortTransactionBlock in src/backend/access/transam/xact.c).
std::string end_without_begin(const sql::Transaction& command, const Context& context) {
  const std::string_view tag = context.statement().tag;
  if (context.session().transaction().kind != session::TransactionKind::implicit) {
    return fmt::format(
        "{} outside a transaction: PostgreSQL warns and does nothing, each statement before it is committed "
        "already",
        tag);
  }
  if (command.kind == sql::Transaction::Kind::rollback) {
    return fmt::format("{} without BEGIN: PostgreSQL warns, and throws away what the file has done so far",
                       tag);
  }
  return fmt::format("{} without BEGIN: PostgreSQL warns, and what follows is another transaction", tag);
}

bool tool_opened(const Context& context) {
  return context.session().transaction().kind == session::TransactionKind::tool;
}

void check(const sql::Transaction& command, const Context& context, Report& report) {
  // A transaction of the tool that the session does not know of: that BEGIN or COMMIT stand there at all is
  // transaction/control-under-tool's matter.
  if (tools::wraps_unconfigured(context.settings(), context.step().file)) {
    return;
  }
  const auto& begin = context.session().transaction().begin;
  switch (context.session().problem_of(command)) {
    case TransactionProblem::none:
      return;
    case TransactionProblem::already_in_transaction: {
      // Inside the tool's own transaction that is another rule's matter.
      if (tool_opened(context)) {
        return;
      }
      auto& finding = report(context.statement().range,
                             "BEGIN inside a transaction does nothing: PostgreSQL warns, and the next COMMIT "
                             "ends the outer one");
      if (begin) {
        finding.related.push_back(
            {begin->file, begin->span, "the transaction that is still open begins here"});
      }
      return;
    }
    case TransactionProblem::no_transaction:
      report(context.statement().range, end_without_begin(command, context));
      return;
    case TransactionProblem::no_such_savepoint:
      report(context.statement().range,
             fmt::format("savepoint {} does not exist here: the statement fails and the transaction is lost",
                         sql::quoted(command.name)));
      return;
    case TransactionProblem::savepoint_outside:
      report(context.statement().range,
             fmt::format("{} fails: it can only be used in a transaction block", context.statement().tag));
      return;
    case TransactionProblem::chain_outside:
      report(context.statement().range, "AND CHAIN fails: it can only be used in a transaction block");
      return;
  }
}

// A lock that ends with its statement would be for nothing: RequireTransactionBlock in
// src/backend/tcop/utility.c.
void check_lock(const sql::LockTable& /*lock*/, const Context& context, Report& report) {
  const bool alone = context.embedded() == nullptr && !context.in_transaction() &&
                     context.session().mode() == session::TransactionMode::autocommit;
  if (!alone || tools::may_wrap(context) || tools::is_joined(context)) {
    return;
  }
  // Where nothing says how the file runs, LOCK TABLE itself is the sign that something opens a transaction.
  const auto tool = tools::tool_of(context.settings(), context.step().file);
  if (!context.settings().transaction_configured && tool == script::Tool::unknown) {
    return;
  }
  // Whom the lock would stop is another rule's matter.
  const Span range = context.statement().range;
  const Span keyword = script::find_words(context.text(), range, {"lock"}).value_or(range);
  auto& finding =
      report(keyword, keyword,
             fmt::format("{} fails: it can only be used in a transaction block", context.statement().tag));
  finding.evidence.emplace_back("write BEGIN before it, and COMMIT behind what the lock is for");
}

void at_end(const FileContext& context, Report& report) {
  // A tool that opens a transaction around the file commits whatever is open at its end.
  const auto mode = context.session().mode();
  if (mode == session::TransactionMode::file || mode == session::TransactionMode::batch ||
      tools::wraps_unconfigured(context.settings(), context.end().file)) {
    return;
  }
  const auto& transaction = context.session().transaction();
  if (transaction.kind != session::TransactionKind::explicit_ || !transaction.begin) {
    return;
  }
  const bool only_here = transaction.begin->file == context.end().file.id;
  if (!only_here) {
    return;
  }
  auto& finding = report(
      transaction.begin->span,
      "the transaction that begins here is never committed: the session ends and PostgreSQL rolls it back");
  finding.statement = transaction.begin->statement;
}

}  // namespace

MIGRALINT_RULE(transaction_unbalanced) = {
    .level = Level::error,
    .rank = Rank::will_fail,
    .summary =
        "BEGIN without an end, COMMIT, ROLLBACK or LOCK TABLE without a BEGIN, a BEGIN inside a transaction",
    .hooks = {on<check>, on<check_lock>, on<at_end>},
};
