#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/guards.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

// Refused in a transaction: nothing is built, and nothing is left over.
bool is_refused(const Context& context) {
  return context.embedded() != nullptr || context.session().refuses_non_transactional();
}

void check(const sql::CreateIndex& index, const Context& context, Report& report) {
  if (!index.concurrently || !index.if_not_exists || index.name.empty() ||
      context.is_temporary(index.table) || is_refused(context) ||
      findings::harmless(context.newness(index.table)) ||
      guards::part_dropped_before(context, sql::ObjectKind::index, index.table, index.name)) {
    return;
  }
  const std::string name = sql::quoted(sql::Name{index.table.schema, index.name, {}});
  auto& finding = report(
      index.keywords, context.statement().range,
      fmt::format("if an earlier build of {} was cancelled, IF NOT EXISTS keeps its INVALID left-over: "
                  "it costs at every write and serves no query",
                  sql::quoted(index.name)));
  finding.label = "the second run says \"already exists, skipping\"";
  finding.fix = Fix{Fix::Class::plan,
                    "safe form: drop a left-over first, outside a transaction",
                    fmt::format("DROP INDEX CONCURRENTLY IF EXISTS {};\n{};\n", name,
                                context.text(context.statement().range)),
                    {}};
}

}  // namespace

MIGRALINT_RULE(idempotency_invalid_index_kept) = {
    .level = Level::note,
    .rank = Rank::hygiene,
    .summary =
        "CREATE INDEX CONCURRENTLY IF NOT EXISTS: keeps the INVALID index of a build that was cancelled",
    .hooks = {on<check>},
};
