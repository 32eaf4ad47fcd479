#include "lint/rule.hpp"
#include "rules/support/types.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void check(const Context& context, Report& report) {
  types::each_new(context, [&](const mentions::ColumnType& use) {
    if (use.type.name == "varchar" && !use.type.modifiers.empty()) {
      auto& finding = types::report_type(
          report, use, "a length in the type cannot be made shorter without a rewrite, and longer ones fail");
      finding.evidence.emplace_back(
          "safe form: text, with CHECK (length(…) <= n) where the limit means something");
    }
  });
}

}  // namespace

MIGRALINT_RULE(types_prefer_text) = {
    .level = Level::off,
    .rank = Rank::separate,
    .summary = "A varchar(n) column: text with a CHECK is as fast and can be changed online",
    .hooks = {on<check>},
    .undone_by_rollback = true,
};
