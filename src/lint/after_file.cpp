#include "lint/after_file.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "lint/equivalents.hpp"

namespace migralint::lint {

namespace {

bool one_cause(const Finding& a, const Finding& b) {
  return a.statement == b.statement &&
         (a.sub_command.contains(b.sub_command) || b.sub_command.contains(a.sub_command));
}

bool covers(const script::Suppression& comment, const Finding& finding,
            const std::function<std::size_t(std::uint32_t)>& line) {
  if (comment.whole_file) {
    return !comment.misplaced;
  }
  if (comment.statement) {
    return *comment.statement == finding.statement;
  }
  return comment.line && line(finding.span.begin) == *comment.line;
}

bool known_pattern(std::string_view pattern) {
  const auto rules = all_rules();
  return std::any_of(rules.begin(), rules.end(),
                     [&](const auto& rule) { return pattern_matches(pattern, rule.id); });
}

bool is_mechanical(const Finding& finding) {
  return finding.fix && finding.fix->kind == Fix::Class::mechanical;
}

bool speaks_for(const Finding& finding, const Finding& folded) {
  return std::ranges::find(finding.folded, folded.rule) != finding.folded.end() && one_cause(finding, folded);
}

/// The edits do not stand against what this finding advises.
bool agrees(const Finding& finding, const std::vector<Edit>& edits) {
  if (!finding.fix) {
    return true;
  }
  return !is_mechanical(finding) && std::ranges::all_of(edits, [&](const Edit& edit) {
    return finding.fix->sql.find(edit.text) != std::string::npos;
  });
}

}  // namespace

std::vector<Finding> fold(std::vector<Finding>& findings) {
  std::vector<Finding> folded;
  std::vector<bool> gone(findings.size(), false);
  std::vector<Rank> ranks;
  ranks.reserve(findings.size());
  for (const auto& finding : findings) {
    ranks.push_back(finding.made_by->rank);
  }
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Rank low = ranks[i];
    if (low == Rank::separate || low == Rank::will_fail) {
      continue;
    }
    // Findings of one statement stand together: they are made statement by statement.
    std::size_t best = i;
    const auto consider = [&](std::size_t j) {
      const Rank high = ranks[j];
      // Hygiene is another matter than the rest: a warning of it must not vanish in a note.
      const bool hidden = low == Rank::hygiene && findings[j].level < findings[i].level;
      if (high != Rank::separate && high > ranks[best] && !hidden && one_cause(findings[j], findings[i])) {
        best = j;
      }
    };
    for (std::size_t j = i; j-- > 0 && findings[j].statement == findings[i].statement;) {
      consider(j);
    }
    for (std::size_t j = i + 1; j < findings.size() && findings[j].statement == findings[i].statement; ++j) {
      consider(j);
    }
    if (best == i) {
      continue;
    }
    findings[best].related.push_back({findings[i].file, findings[i].span,
                                      fmt::format("also {}: {}", findings[i].rule, findings[i].message)});
    findings[best].folded.push_back(findings[i].rule);
    gone[i] = true;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    if (gone[i]) {
      folded.push_back(std::move(findings[i]));
    } else {
      if (kept != i) {
        findings[kept] = std::move(findings[i]);
      }
      ++kept;
    }
  }
  findings.resize(kept);
  return folded;
}

std::vector<SuppressionUse> suppress(std::span<const script::Suppression> comments,
                                     std::vector<Finding>& findings, std::span<Finding> folded,
                                     const std::function<std::size_t(std::uint32_t)>& line,
                                     const std::function<bool(std::string_view pattern)>& cannot_tell) {
  // Whether there was one that `names` says yes to.
  const auto mark = [&](const script::Suppression& comment, const auto& names) {
    bool any = false;
    for (const std::span<Finding> list : {std::span<Finding>(findings), folded}) {
      for (auto& finding : list) {
        if (names(finding.rule) && covers(comment, finding, line)) {
          finding.suppressed = comment.reason;
          any = true;
        }
      }
    }
    return any;
  };
  std::vector<SuppressionUse> uses;
  for (const auto& comment : comments) {
    // The tool that it was written for may still need it: that it does nothing here says nothing.
    if (comment.dialect != script::Dialect::own) {
      mark(comment, [&](std::string_view rule) { return covers_rule(comment, rule); });
      continue;
    }
    if (comment.patterns.empty()) {
      uses.push_back({&comment, comment.comment, {}, false, false});
      continue;
    }
    for (const auto& pattern : comment.patterns) {
      SuppressionUse use{&comment, pattern.span, pattern.text, known_pattern(pattern.text), false};
      use.used = mark(comment, [&](std::string_view rule) { return pattern_matches(pattern.text, rule); });
      use.used = use.used || (use.known && cannot_tell(pattern.text));
      uses.push_back(use);
    }
  }
  return uses;
}

std::vector<Finding> fixes_beside(const std::vector<Finding>& findings, std::span<Finding> folded) {
  std::vector<Finding> beside;
  for (auto& one : folded) {
    const bool possible =
        is_mechanical(one) && !one.suppressed && std::ranges::any_of(findings, [&](const Finding& finding) {
          return speaks_for(finding, one) && !finding.suppressed &&
                 finding.made_by->rank != Rank::will_fail && agrees(finding, one.fix->edits);
        });
    if (possible) {
      beside.push_back(std::move(one));
    }
  }
  return beside;
}

std::vector<Finding> sorted_by_place(std::vector<Finding>& findings) {
  // A finding is large: each is moved once.
  std::vector<Finding*> order;
  order.reserve(findings.size());
  for (auto& finding : findings) {
    order.push_back(&finding);
  }
  std::ranges::stable_sort(order, [](const Finding* a, const Finding* b) {
    return std::tie(a->file, a->span, a->rule) < std::tie(b->file, b->span, b->rule);
  });
  std::vector<Finding> sorted;
  sorted.reserve(findings.size());
  for (auto* finding : order) {
    sorted.push_back(std::move(*finding));
  }
  findings.clear();
  return sorted;
}

}  // namespace migralint::lint
