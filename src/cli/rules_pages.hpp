// Pages under docs/ that come from the program itself: scripts/generate-docs writes them.
#pragma once

#include <string>

namespace migralint::cli {

/// docs/rules.md. A category that has no title yet stands at the end under its own name.
std::string rules_page();
/// docs/moving-from-other-tools.md.
std::string equivalents_page();

}  // namespace migralint::cli
