#include "lint/rule.hpp"
#include "rules/support/types.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void check(const Context& context, Report& report) {
  types::each_new(context, [&](const mentions::ColumnType& use) {
    // Written as bpchar, without a length, it pads nothing.
    if (use.type.name == "bpchar" && !use.type.modifiers.empty()) {
      auto& finding =
          types::report_type(report, use, "values are padded with blanks, which do not count in comparisons");
      finding.evidence.emplace_back(
          "safe form: text, with CHECK (length(…) = n) where the length means something");
    }
  });
}

}  // namespace

MIGRALINT_RULE(types_char) = {
    .level = Level::off,
    .rank = Rank::separate,
    .summary = "A char(n) column: padded with blanks, and never faster",
    .hooks = {on<check>},
    .undone_by_rollback = true,
};
