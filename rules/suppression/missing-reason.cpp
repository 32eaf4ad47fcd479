#include <fmt/format.h>

#include "lint/rule.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void check(const SuppressionUse& use, Report& report) {
  const auto& comment = *use.comment;
  // Asked for each name of the comment: said at the first.
  if (!comment.reason.empty() || comment.patterns.empty() || comment.patterns.front().span != use.span) {
    return;
  }
  report(comment.comment, fmt::format("this suppression does not say why (-- migralint:{} {} -- reason)",
                                      comment.whole_file ? "ignore-file" : "ignore", use.pattern));
}

}  // namespace

MIGRALINT_RULE(suppression_missing_reason) = {
    .level = Level::off,
    .rank = Rank::separate,
    .summary = "A suppression comment without a reason",
    .hooks = {on<check>},
};
