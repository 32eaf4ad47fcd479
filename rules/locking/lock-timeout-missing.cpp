#include <algorithm>

#include <fmt/format.h>

#include "lint/lock_waits.hpp"
#include "lint/rule.hpp"
#include "rules/support/edits.hpp"
#include "script/lexer.hpp"
#include "script/scan.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

// The words are enough: at worst a fix is not offered.
bool block_commits(const Context& context) {
  if (context.embedded() == nullptr) {
    return false;
  }
  const auto text = context.text();
  script::Lexer lexer(text, context.step().raw.range);
  for (auto token = lexer.next_code(); token.kind != script::TokenKind::end; token = lexer.next_code()) {
    if (token.span.contains(context.embedded()->place)) {
      const auto quote = std::max(1U, script::scan::dollar_delimiter(text, token.span.begin, token.span.end));
      const Span body{token.span.begin + quote, token.span.end};
      return script::find_words(text, body, {"commit"}) || script::find_words(text, body, {"rollback"});
    }
  }
  return false;
}

// Where a file is sent as one query or pipeline, what refuses transactions can only begin it.
bool must_be_first(const Context& context) {
  const auto mode = context.session().mode();
  return (mode == session::TransactionMode::implicit || mode == session::TransactionMode::pipeline) &&
         (context.effects().refuses_transaction_block || block_commits(context));
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
  finding.sub_command = {};  // said of the file
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
