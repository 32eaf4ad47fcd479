// What happens to a file's findings when all its statements have been seen.
#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "lint/finding.hpp"
#include "lint/rule.hpp"
#include "script/suppressions.hpp"

namespace migralint::lint {

/// Folds findings of one sub-command by Rank. The folded ones are moved out and returned.
std::vector<Finding> fold(std::vector<Finding>& findings);

/// Marks the findings that a comment covers and returns what each name in the comments did. `line` gives the
/// line of a byte; `cannot_tell` names patterns of rules that did not run here, so that their absence proves
/// nothing.
std::vector<SuppressionUse> suppress(std::span<const script::Suppression> comments,
                                     std::vector<Finding>& findings, std::span<Finding> folded,
                                     const std::function<std::size_t(std::uint32_t)>& line,
                                     const std::function<bool(std::string_view pattern)>& cannot_tell);

/// Those of `folded` whose mechanical fix can be applied although another finding speaks for them: that one
/// is not suppressed, says of no failure, and has no fix or a plan that writes the same. They are moved out.
std::vector<Finding> fixes_beside(const std::vector<Finding>& findings, std::span<Finding> folded);

/// Moves the findings out, by place, then rule.
std::vector<Finding> sorted_by_place(std::vector<Finding>& findings);

}  // namespace migralint::lint
