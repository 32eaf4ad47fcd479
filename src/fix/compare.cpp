#include "fix/compare.hpp"

#include <algorithm>
#include <functional>

#include "lint/rule.hpp"

namespace migralint::fix {

namespace {

Key key(std::string_view rule, const lint::Finding& finding, const std::vector<StatementIds>& ids) {
  const auto& of_file = ids[finding.file];
  const bool whole_file = lint::find_rule(rule)->rule->once_per_file || of_file.empty();
  if (whole_file) {
    return {finding.file, rule, 0};
  }
  return {finding.file, rule,
          finding.statement < of_file.size() ? of_file[finding.statement] : new_statement};
}

bool is_covered(const std::vector<lint::Level>* before, const std::vector<lint::Level>& after) {
  if (before == nullptr || before->size() < after.size()) {
    return false;
  }
  return std::equal(after.begin(), after.end(), before->begin(), std::less_equal<>());
}

Counts count(const Judgement& judgement, const std::vector<StatementIds>& ids, bool with_folded) {
  Counts counts;
  for (const auto& finding : judgement.findings) {
    if (finding.suppressed) {
      continue;
    }
    counts[key_of(finding, ids)].push_back(finding.level);
    for (const auto rule : finding.folded) {
      if (with_folded) {
        counts[key(rule, finding, ids)].push_back(lint::Level::error);
      }
    }
  }
  for (auto& [where, levels] : counts) {
    std::sort(levels.begin(), levels.end(), std::greater<>());
  }
  return counts;
}

}  // namespace

Key key_of(const lint::Finding& finding, const std::vector<StatementIds>& ids) {
  return key(finding.rule, finding, ids);
}

Counts count(const Judgement& judgement, const std::vector<StatementIds>& ids) {
  return count(judgement, ids, true);
}

std::vector<std::size_t> new_findings(const Counts& before, const Judgement& after,
                                      const std::vector<StatementIds>& ids) {
  const Counts now = count(after, ids, false);
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < after.findings.size(); ++i) {
    const auto& finding = after.findings[i];
    if (finding.suppressed) {
      continue;
    }
    const Key where = key_of(finding, ids);
    const auto known = before.find(where);
    if (std::get<2>(where) == new_statement ||
        !is_covered(known == before.end() ? nullptr : &known->second, now.at(where))) {
      result.push_back(i);
    }
  }
  return result;
}

}  // namespace migralint::fix
