#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"
#include "rules/support/tools.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

// "CREATE INDEX CONCURRENTLY", as PostgreSQL's own message names it.
std::string statement_name(const Context& context) {
  const auto& statement = context.statement();
  if (statement.as<sql::CreateIndex>() != nullptr) {
    return "CREATE INDEX CONCURRENTLY";
  }
  if (statement.as<sql::Drop>() != nullptr) {
    return "DROP INDEX CONCURRENTLY";
  }
  if (const auto* reindex = statement.as<sql::Reindex>(); reindex != nullptr && reindex->concurrently) {
    return "REINDEX CONCURRENTLY";
  }
  if (statement.as<sql::AlterTable>() != nullptr) {
    return "ALTER TABLE ... DETACH CONCURRENTLY";
  }
  if (const auto* add = statement.as<sql::AlterEnum>(); add != nullptr && add->old_value.empty()) {
    return "ALTER TYPE ... ADD";
  }
  return std::string(statement.tag);
}

std::string where(const Context& context) {
  if (context.embedded() != nullptr) {
    return "a DO block";
  }
  if (context.in_transaction()) {
    return context.transaction_description();
  }
  return "the implicit transaction of statements that \\; sends as one query";
}

std::string way_out(const Context& context) {
  switch (context.session().transaction().kind) {
    case session::TransactionKind::explicit_:
      return "move it behind the COMMIT, or into a file of its own";
    case session::TransactionKind::tool:
      return "move it into a migration of its own and tell the tool not to open a transaction there";
    case session::TransactionKind::implicit:
      return "make it the only statement of its file: a file that is sent as one query is a transaction as "
             "soon as it has two statements";
    case session::TransactionKind::none:
      break;
  }
  return context.embedded() != nullptr ? "run it as a statement of its own, outside the DO block"
                                       : "end the statement before it with a plain semicolon";
}

void add_way_out(Finding& finding, const Context& context) {
  const auto& begin = context.session().transaction().begin;
  if (begin && context.embedded() == nullptr) {
    finding.related.push_back({begin->file, begin->span, "the transaction begins here"});
  }
  finding.evidence.push_back(way_out(context));
}

// A block that ends transactions by itself can only do so where none is open around it.
void check_block(const Context& context, Report& report) {
  const bool joined = !context.in_transaction() && tools::is_joined(context);
  if (!context.step().commits || (!joined && !context.session().refuses_non_transactional())) {
    return;
  }
  auto& finding =
      report(context.statement().range,
             fmt::format("this block fails as soon as it comes to its COMMIT or ROLLBACK: it runs "
                         "in {}",
                         where(context)));
  finding.label = "invalid transaction termination";
  add_way_out(finding, context);
}

void check(const Context& context, Report& report) {
  if (context.statement().as<sql::Do>() != nullptr) {
    return check_block(context, report);
  }
  if (!context.effects().refuses_transaction_block) {
    return;
  }
  const bool in_block = context.embedded() != nullptr;
  const bool joined = !in_block && !context.in_transaction() && tools::is_joined(context);
  if (!in_block && !joined && !context.session().refuses_non_transactional()) {
    return;
  }
  const Span place = context.statement().as<sql::CreateIndex>() != nullptr
                         ? context.statement().as<sql::CreateIndex>()->keywords
                         : context.statement().range;
  const std::string name = statement_name(context);
  auto& finding = report(place, fmt::format("{} fails here: it cannot run in {}", name, where(context)));
  finding.label = in_block ? fmt::format("{} cannot be executed from a function", name)
                           : fmt::format("{} cannot run inside a transaction block", name);
  add_way_out(finding, context);
}

}  // namespace

MIGRALINT_RULE(will_fail_not_allowed_in_transaction) = {
    .level = Level::error,
    .rank = Rank::will_fail,
    .summary =
        "A statement that PostgreSQL refuses inside a transaction block, or a block with COMMIT, inside one",
    .hooks = {on<check>},
};
