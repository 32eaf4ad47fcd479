#include "lint/rule.hpp"
#include "rules/support/types.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void check(const Context& context, Report& report) {
  types::each_new(context, [&](const mentions::ColumnType& use) {
    if (use.type.name == "json") {
      auto& finding = types::report_type(
          report, use,
          "it has no equality, so that DISTINCT, GROUP BY and UNION fail, and it is parsed at each use");
      finding.evidence.emplace_back("safe form: jsonb");
    }
  });
}

}  // namespace

MIGRALINT_RULE(types_json) = {
    .level = Level::off,
    .rank = Rank::separate,
    .summary = "A json column: jsonb can be compared and indexed",
    .hooks = {on<check>},
    .undone_by_rollback = true,
};
