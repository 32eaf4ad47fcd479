#include "lint/settings.hpp"

#include <algorithm>

#include "lint/rule.hpp"

namespace migralint::lint {

bool Settings::is_off(std::string_view rule) const {
  const auto rules = all_rules();
  const auto found =
      std::find_if(rules.begin(), rules.end(), [&](const RegisteredRule& known) { return known.id == rule; });
  if (found == rules.end()) {
    return true;
  }
  const auto index = static_cast<std::size_t>(found - rules.begin());
  return (index < levels.size() ? levels[index] : found->rule->level) == Level::off;
}

const OptionValue* Settings::option(std::string_view rule, std::string_view name) const {
  const auto found = std::find_if(options.rbegin(), options.rend(), [&](const OptionValue& value) {
    return value.rule == rule && value.name == name;
  });
  return found == options.rend() ? nullptr : &*found;
}

}  // namespace migralint::lint
