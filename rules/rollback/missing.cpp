#include <algorithm>

#include "lint/rule.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

void check(const FileContext& context, Report& report) {
  const auto& file = context.end().file;
  const auto& sections = file.script->sections;
  const bool has_one = file.source->way_back != replay::SourceFile::none ||
                       std::any_of(sections.begin(), sections.end(),
                                   [](const script::Section& section) { return section.down; });
  if (has_one || context.facts().effective_statements() == 0 || !context.history().has_ways_back()) {
    return;
  }
  const auto& first = file.script->statements.front();
  const auto line_end = first.range.of(file.text()).find('\n');
  auto& finding =
      report(Span{first.range.begin, line_end == std::string_view::npos
                                         ? first.range.end
                                         : first.range.begin + static_cast<std::uint32_t>(line_end)},
             "this migration has no way back, and others of the project have one");
  finding.label = "nothing undoes it";
}

}  // namespace

MIGRALINT_RULE(rollback_missing) = {
    .level = Level::off,
    .rank = Rank::hygiene,
    .summary = "A migration without a way back, in a project where others have one",
    .hooks = {on<check>},
};
