#include "lint/rule.hpp"
#include "rules/support/types.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void check(const Context& context, Report& report) {
  types::each_new(context, [&](const mentions::ColumnType& use) {
    if (use.type.name == "timestamp") {
      auto& finding = types::report_type(
          report, use, "it names no moment in time, and what it means depends on who reads it");
      finding.evidence.emplace_back(
          "safe form: timestamptz, which is stored as a moment and shown in the time zone of the session");
    }
  });
}

}  // namespace

MIGRALINT_RULE(types_timestamp_without_time_zone) = {
    .level = Level::off,
    .rank = Rank::separate,
    .summary = "A timestamp without time zone: it names no moment",
    .hooks = {on<check>},
    .undone_by_rollback = true,
};
