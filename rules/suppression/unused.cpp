#include <fmt/format.h>

#include "lint/rule.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void check(const SuppressionUse& use, Report& report) {
  if (use.pattern.empty()) {
    report(
        use.span,
        "this comment suppresses nothing: it names no rule (write migralint:ignore category/name -- reason)");
    return;
  }
  if (!use.known || use.used) {
    return;
  }
  report(
      use.span,
      use.comment->misplaced
          ? fmt::format("migralint:ignore-file {} has no effect here: it belongs before the first statement",
                        use.pattern)
          : fmt::format("this comment suppresses nothing: {} finds nothing here", use.pattern));
}

}  // namespace

MIGRALINT_RULE(suppression_unused) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "A suppression comment that suppresses nothing",
    .hooks = {on<check>},
};
