#include "rules/support/tools.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "script/changesets.hpp"

namespace migralint::tools {

using script::Sending;

script::Tool tool_of(const lint::Settings& settings, const replay::File& file) {
  return script::tool_named(settings.tool).value_or(file.script->tool.tool);
}

namespace {

/// How the tool sends the file; unknown where a transaction mode was configured, which says it.
Sending sending_unconfigured(const lint::Settings& settings, const replay::File& file) {
  if (settings.transaction_configured) {
    return Sending::unknown;
  }
  const auto& facts = script::facts_of(tool_of(settings, file));
  const auto& use = file.script->tool;
  return use.opts_out && use.tool == facts.tool ? facts.opted_out : facts.sending;
}

/// The same for one statement: Liquibase has a transaction for each changeset.
Sending sending_unconfigured(const lint::Context& context) {
  const auto& file = context.step().file;
  const Sending sending = sending_unconfigured(context.settings(), file);
  if (sending == Sending::unknown || tool_of(context.settings(), file) != script::Tool::liquibase) {
    return sending;
  }
  return script::in_split_changeset(file.text(), *file.script, context.step().raw.range.begin)
             ? Sending::each_statement
             : Sending::file;
}

}  // namespace

bool wraps_unconfigured(const lint::Settings& settings, const replay::File& file) {
  const Sending sending = sending_unconfigured(settings, file);
  return sending == Sending::file || sending == Sending::batch;
}

bool may_wrap(const lint::Context& context) {
  const Sending sending = sending_unconfigured(context);
  return sending != Sending::unknown && sending != Sending::each_statement;
}

bool is_joined(const lint::Context& context) {
  const auto& statements = context.step().file.script->statements;
  const std::size_t next = context.step().index + 1;
  return context.step().raw.sent_with_previous ||
         (next < statements.size() && statements[next].sent_with_previous);
}

std::string outside_of_tool(const lint::Context& context) {
  if (!may_wrap(context)) {
    return "as statements of their own (not inside a transaction)";
  }
  const auto& facts = script::facts_of(tool_of(context.settings(), context.step().file));
  if (sending_unconfigured(context) == Sending::one_query) {
    return fmt::format("outside a transaction, alone in a migration: {} sends a file as one query",
                       facts.name);
  }
  return facts.opt_out.empty()
             ? fmt::format("by hand, outside a transaction: {} runs all files in one", facts.name)
             : fmt::format("in a migration of its own, without a transaction: for {}, write {}", facts.name,
                           facts.opt_out);
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
