// Other tools' rules and the ones here that say the same: for their suppression comments, and for people who
// move over.
#pragma once

#include <span>
#include <string_view>

#include "script/suppressions.hpp"

namespace migralint::lint {

struct Equivalent {
  script::Dialect tool = script::Dialect::squawk;
  std::string_view rule;    ///< as the tool writes it
  std::string_view ours;    ///< rule ids between blanks; empty: there is none
  std::string_view remark;  ///< where it differs; without an equivalent why there is none
};

/// Every rule of the tools, by tool.
std::span<const Equivalent> equivalents();

/// "squawk"
std::string_view to_string(script::Dialect tool);

/// Whether a comment of another tool covers findings of the rule `id`: one of its names is equivalent to it.
/// Without names it covers all that the tool has an equivalent of.
bool covers_rule(const script::Suppression& comment, std::string_view id);

}  // namespace migralint::lint
