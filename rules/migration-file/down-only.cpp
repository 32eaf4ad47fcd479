#include "rules/support/tools.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void check(const FileContext& context, Report& report) {
  tools::report_section_faults(script::ToolFault::Kind::down_only, context, report);
}

}  // namespace

MIGRALINT_RULE(migration_file_down_only) = {
    .level = Level::error,
    .rank = Rank::separate,
    .summary = "Markers that leave the tool a way back only: it refuses the file, or runs the wrong half",
    .hooks = {on<check>},
};
