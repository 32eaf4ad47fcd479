#include "lint/rule.hpp"
#include "rules/support/types.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void check(const Context& context, Report& report) {
  types::each_new(context, [&](const mentions::ColumnType& use) {
    if (use.type.name == "money") {
      auto& finding = types::report_type(
          report, use, "its currency and its number of decimals are those of the server setting lc_monetary");
      finding.evidence.emplace_back("safe form: numeric, with the currency in a column of its own");
    }
  });
}

}  // namespace

MIGRALINT_RULE(types_money) = {
    .level = Level::off,
    .rank = Rank::separate,
    .summary = "A money column: its meaning depends on the setting lc_monetary",
    .hooks = {on<check>},
    .undone_by_rollback = true,
};
