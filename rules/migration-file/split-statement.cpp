#include "rules/support/tools.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void check(const FileContext& context, Report& report) {
  tools::report_section_faults(script::ToolFault::Kind::split_statement, context, report);
}

}  // namespace

MIGRALINT_RULE(migration_file_split_statement) = {
    .level = Level::error,
    .rank = Rank::separate,
    .summary = "A statement that the migration tool cuts in two, or whose end it does not find",
    .hooks = {on<check>},
};
