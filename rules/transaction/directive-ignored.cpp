#include "rules/support/tools.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void check(const FileContext& context, Report& report) {
  const auto& file = context.end().file;
  const auto faults =
      script::directive_faults(tools::tool_of(context.settings(), file), file.text(), *file.script);
  tools::report_faults(faults, script::ToolFault::Kind::directive, context, report);
}

}  // namespace

MIGRALINT_RULE(transaction_directive_ignored) = {
    .level = Level::error,
    .rank = Rank::separate,
    .summary = "A transaction directive that the migration tool does not see",
    .hooks = {on<check>},
};
