#include "sql/calls.hpp"

#include <string>
#include <utility>

namespace migralint::sql::lower {

SetVariable set_config_of(Object body) {
  SetVariable setting;
  setting.value_known = false;
  Element args;
  int position = 0;
  if (!find(body, "args", args)) {
    return setting;
  }
  bool name_known = false;
  each(args, [&](Element arg) {
    const bool known = is_constant(arg);
    std::string value = known ? constant_text(arg) : std::string();
    switch (position++) {
      case 0:
        setting.name = lower_case(value);
        name_known = known;
        break;
      case 1:
        setting.value_known = known && name_known;
        setting.values.push_back(std::move(value));
        break;
      case 2:
        setting.local = value == "true" || value == "t" || value == "on" || value == "1";
        break;
      default:
        break;
    }
  });
  if (!setting.value_known) {
    setting.values.clear();
  }
  return setting;
}

Name sequence_of(Object body) {
  Array args;
  Element list;
  if (!find(body, "args", list) || !get(list, args) || args.size() == 0) {
    return {};
  }
  const Element first = *args.begin();
  return is_string_constant(first) ? name_in_text(constant_text(first)) : Name();
}

}  // namespace migralint::sql::lower
