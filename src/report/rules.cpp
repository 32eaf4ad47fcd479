#include "lint/rule.hpp"
#include "report/report.hpp"

namespace migralint::report {

std::vector<RuleInfo> registered_rules() {
  std::vector<RuleInfo> rules;
  for (const auto& rule : lint::all_rules()) {
    rules.push_back({rule.id, rule.rule->level, rule.rule->summary, rule.page});
  }
  return rules;
}

}  // namespace migralint::report
