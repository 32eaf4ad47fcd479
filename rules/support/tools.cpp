#include "rules/support/tools.hpp"

#include <algorithm>

namespace migralint::tools {

using script::Sending;

script::Tool tool_of(const lint::Settings& settings, const replay::File& file) {
  return script::tool_named(settings.tool).value_or(file.script->tool.tool);
}

bool wraps_unconfigured(const lint::Settings& settings, const replay::File& file) {
  if (settings.transaction_configured) {
    return false;
  }
  const auto& facts = script::facts_of(tool_of(settings, file));
  const auto& use = file.script->tool;
  const Sending sending = use.opts_out && use.tool == facts.tool ? facts.opted_out : facts.sending;
  return sending == Sending::file || sending == Sending::batch;
}

std::uint32_t statement_at(const script::Script& script, std::uint32_t at) {
  const auto& all = script.statements;
  const auto found = std::lower_bound(
      all.begin(), all.end(), at,
      [](const script::Statement& statement, std::uint32_t place) { return statement.range.end <= place; });
  const auto index = static_cast<std::uint32_t>(found - all.begin());
  return found == all.end() && index > 0 ? index - 1 : index;
}

void report_faults(const std::vector<script::ToolFault>& faults, script::ToolFault::Kind kind,
                   const lint::FileContext& context, lint::Report& report) {
  for (const auto& fault : faults) {
    if (fault.kind != kind) {
      continue;
    }
    auto& finding = report(fault.place, fault.message);
    finding.statement = statement_at(*context.end().file.script, fault.place.begin);
    if (!fault.advice.empty()) {
      finding.evidence.push_back(fault.advice);
    }
  }
}

void report_section_faults(script::ToolFault::Kind kind, const lint::FileContext& context,
                           lint::Report& report) {
  const auto& file = context.end().file;
  report_faults(script::section_faults(tool_of(context.settings(), file), file.text(), *file.script), kind,
                context, report);
}

}  // namespace migralint::tools
