#include "rules/support/tools.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void check(const FileContext& context, Report& report) {
  tools::report_section_faults(script::ToolFault::Kind::section_order, context, report);
}

}  // namespace

MIGRALINT_RULE(migration_file_section_order) = {
    .level = Level::error,
    .rank = Rank::separate,
    .summary = "A section of a migration file that its tool does not see, or looks for elsewhere",
    .hooks = {on<check>},
};
