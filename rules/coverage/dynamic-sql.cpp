#include <fmt/format.h>

#include "lint/rule.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void check(const Context& context, Report& report) {
  for (const auto& part : context.step().unjudged) {
    auto& finding = report(part.place, fmt::format("not judged: {}", part.reason));
    finding.label = "what runs here is only known at run time";
    finding.evidence.emplace_back("what it locks, rewrites or drops has to be looked at by a person");
  }
}

// A statement that cannot be read before psql has filled in its variables.
void check_unread(const parser::ParseError& /*error*/, const Context& context, Report& report) {
  const auto& raw = context.step().raw;
  if (raw.has_psql_variables) {
    auto& finding = report(raw.range, "not judged: it holds psql variables that only a run can fill in");
    finding.label = "what runs here is only known at run time";
  }
}

}  // namespace

MIGRALINT_RULE(coverage_dynamic_sql) = {
    .level = Level::note,
    .rank = Rank::separate,
    .summary = "SQL that is put together at run time: it is not judged",
    .hooks = {on<check>, on<check_unread>},
};
