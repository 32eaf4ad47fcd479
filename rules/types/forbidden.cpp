#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/types.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

constexpr std::string_view own_id = "types/forbidden";

constexpr std::array<Option, 1> options{{{"types", true, nullptr}}};

// "numeric", "character varying", "timestamp without time zone", "public.citext".
std::vector<std::string> names_of(sql::TypeName type) {
  type.modifiers.clear();
  std::vector<std::string> names{type.name, sql::to_string(type)};
  if (!type.schema.empty()) {
    names.push_back(type.schema.str() + "." + type.name);
  }
  return names;
}

void check(const Context& context, Report& report) {
  const auto* forbidden = context.settings().option(own_id, "types");
  if (forbidden == nullptr) {
    return;
  }
  types::each_new(context, [&](const mentions::ColumnType& use) {
    const auto names = names_of(use.type);
    const bool found =
        std::any_of(forbidden->values.begin(), forbidden->values.end(), [&](const std::string& value) {
          return std::find(names.begin(), names.end(), value) != names.end();
        });
    if (found) {
      types::report_type(report, use, "the configuration forbids this type");
    }
  });
}

}  // namespace

MIGRALINT_RULE(types_forbidden) = {
    .level = Level::off,
    .rank = Rank::separate,
    .summary = "A column of a type that the configuration forbids",
    .hooks = {on<check>},
    .options = options,
};
