#include "lint/settings.hpp"

#include <algorithm>

namespace migralint::lint {

const OptionValue* Settings::option(std::string_view rule, std::string_view name) const {
  const auto found = std::find_if(options.rbegin(), options.rend(), [&](const OptionValue& value) {
    return value.rule == rule && value.name == name;
  });
  return found == options.rend() ? nullptr : &*found;
}

}  // namespace migralint::lint
