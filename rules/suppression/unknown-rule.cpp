#include <fmt/format.h>

#include "base/text.hpp"
#include "lint/rule.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void check(const SuppressionUse& use, Report& report) {
  if (use.pattern.empty() || use.known) {
    return;
  }
  report(use.span, fmt::format("no rule is called {}, so this comment suppresses nothing", use.pattern));
}

}  // namespace

MIGRALINT_RULE(suppression_unknown_rule) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "A suppression comment that names a rule that does not exist",
    .hooks = {on<check>},
};
