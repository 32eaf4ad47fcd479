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

Counts of_files(const Counts& counts) {
  Counts result;
  for (const auto& [where, levels] : counts) {
    auto& all = result[{std::get<0>(where), std::get<1>(where), 0}];
    all.insert(all.end(), levels.begin(), levels.end());
  }
  for (auto& [where, levels] : result) {
    std::sort(levels.begin(), levels.end(), std::greater<>());
  }
  return result;
}

std::vector<std::size_t> new_findings(const Counts& before, const Judgement& after,
                                      const std::vector<StatementIds>& ids) {
  const Counts now = count(after, ids, false);
  const Counts files_before = of_files(before);
  const Counts files_now = of_files(now);
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < after.findings.size(); ++i) {
    const auto& finding = after.findings[i];
    if (finding.suppressed) {
      continue;
    }
    const Key where = key_of(finding, ids);
    const bool moved = std::get<2>(where) == new_statement;
    const Key key = moved ? Key{finding.file, finding.rule, 0} : where;
    const auto& known = moved ? files_before : before;
    const auto found = known.find(key);
    if (!is_covered(found == known.end() ? nullptr : &found->second, (moved ? files_now : now).at(key))) {
      result.push_back(i);
    }
  }
  return result;
}

}  // namespace migralint::fix
