#include "lint/rule.hpp"
#include "rules/support/types.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void check(const Context& context, Report& report) {
  types::each_new(context, [&](const mentions::ColumnType& use) {
    if (effects::is_serial(use.type)) {
      auto& finding = types::report_type(
          report, use, "its sequence has rights and a default of its own, and an INSERT can write past it");
      finding.evidence.emplace_back("safe form: bigint GENERATED ALWAYS AS IDENTITY");
    }
  });
}

}  // namespace

MIGRALINT_RULE(types_serial) = {
    .level = Level::off,
    .rank = Rank::separate,
    .summary = "A serial column: an identity column says the same without its traps",
    .hooks = {on<check>},
    .undone_by_rollback = true,
};
