// Sentences for SARIF, made from findings and from the rules' pages.
#pragma once

#include <string>
#include <string_view>

#include "lint/finding.hpp"
#include "report/report.hpp"

namespace migralint::report {

/// Ends with a full stop. Its first word stays as it is: it may be a name.
std::string sentence(std::string_view text);
/// A sentence that starts with a capital letter.
std::string capitalized(std::string_view text);

/// "locking/index-not-concurrent" as "LockingIndexNotConcurrent".
std::string rule_name(std::string_view id);

/// The first paragraph of the rule's page as plain text, of at most 1024 characters; without a page, the
/// summary.
std::string full_description(const RuleInfo& rule);

std::string help_text(const RuleInfo& rule);

/// The page, cut at the end of a line when it is very long. GitHub does not show helpUri, so `link` (may be
/// empty) is in here too.
std::string help_markdown(const RuleInfo& rule, std::string_view link);

/// What happens, the evidence, links to the related locations (by their ids: 1, 2, …) and the safe form,
/// whose SQL is `safe_form`.
std::string result_message(const lint::Finding& finding, std::string_view safe_form);

}  // namespace migralint::report
