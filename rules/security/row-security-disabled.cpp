#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using Kind = sql::TableSetting::Kind;

// At the end of the file: policies usually follow.
bool has_no_policy(Finding& finding, const catalog::Catalog& catalog) {
  const auto* table = catalog.find(finding.about);
  return table != nullptr && table->row_security && table->policies.empty();
}

void report_enabled(const sql::AlterTable& alter, const sql::Action& action, const Context& context,
                    Report& report) {
  const auto* table = context.catalog().find(alter.table);
  // A table whose making is not in the history may have policies that are not, either.
  if (table == nullptr || table->assumed) {
    return;
  }
  auto& finding =
      report(action.span, action.span,
             fmt::format("{} has row security but no policy: only its owner and BYPASSRLS roles see rows",
                         sql::quoted(alter.table)));
  finding.level = Level::note;
  finding.label = "everybody else reads an empty table, and cannot write to it";
  if (!context.catalog().complete()) {
    finding.evidence.emplace_back(
        "the history that was read does not show everything: policies may be made elsewhere");
  }
  finding.about = context.catalog().qualify(alter.table);
  finding.holds_after_file = has_no_policy;
}

void report_disabled(const sql::AlterTable& alter, const sql::Action& action, bool force,
                     const Context& context, Report& report) {
  const Newness newness = context.newness(alter.table);
  const auto* table = newness.relation;
  const bool known = table != nullptr && !table->assumed && table->certainly_created;
  const bool is_on = table != nullptr && (force ? table->force_row_security : table->row_security);
  if (newness.kind == Newness::Kind::in_transaction || (known && !is_on)) {
    return;
  }
  const std::string shown = sql::quoted(alter.table);
  const bool without_policies = !force && known && table->policies.empty() && context.catalog().complete();
  auto& finding = report(
      action.span, action.span,
      force ? fmt::format("the owner of {} is no longer held by its policies: it sees and writes every row",
                          shown)
      : without_policies
          ? fmt::format("row security of {} is switched off: who may use the table sees every row", shown)
          : fmt::format("the policies of {} no longer count: who may use the table sees every row", shown));
  finding.label = without_policies ? "without a policy only the owner saw rows until now"
                                   : "a policy that is switched off protects nothing";
  finding.evidence.push_back(context.existence(alter.table));
  for (std::size_t i = 0; table != nullptr && i < table->policies.size(); ++i) {
    const auto& policy = table->policies[i];
    finding.related.push_back({policy.origin.file, policy.origin.span,
                               fmt::format("policy {} is without effect then", sql::quoted(policy.name))});
  }
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  for (const auto& action : alter.actions) {
    const auto* setting = std::get_if<sql::TableSetting>(&action.what);
    if (setting == nullptr) {
      continue;
    }
    if (setting->kind == Kind::enable_row_security) {
      report_enabled(alter, action, context, report);
    } else if (setting->kind == Kind::disable_row_security || setting->kind == Kind::no_force_row_security) {
      report_disabled(alter, action, setting->kind == Kind::no_force_row_security, context, report);
    }
  }
}

}  // namespace

MIGRALINT_RULE(security_row_security_disabled) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "Row security is switched off, or switched on without a policy",
    .hooks = {on<check, sql::TableSetting>},
    .undone_by_rollback = true,
};
