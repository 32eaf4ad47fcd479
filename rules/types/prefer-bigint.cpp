#include "lint/rule.hpp"
#include "rules/support/types.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void check(const Context& context, Report& report) {
  types::each_new(context, [&](const mentions::ColumnType& use) {
    if (use.type.name == "int4" || use.type.name == "int2") {
      auto& finding =
          types::report_type(report, use, "it runs out, and to widen it later rewrites the table");
      finding.evidence.emplace_back(
          "safe form: bigint; it takes four bytes more, often none because of alignment");
    }
  });
}

}  // namespace

MIGRALINT_RULE(types_prefer_bigint) = {
    .level = Level::off,
    .rank = Rank::separate,
    .summary = "An integer or smallint column: bigint does not run out",
    .hooks = {on<check>},
    .undone_by_rollback = true,
};
