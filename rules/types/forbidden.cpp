#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "lint/rule.hpp"
#include "rules/support/types.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

constexpr std::string_view own_id = "types/forbidden";

std::string problem(std::string_view type) {
  if (trim(type).empty()) {
    return "a type has a name";
  }
  return type.find('(') == std::string_view::npos
             ? std::string()
             : fmt::format("\"{}\" has a length; a type is named without", type);
}

constexpr std::array<Option, 1> options{{{"types", true, problem}}};

// Spellings that the grammar turns into another name without keeping them (gram.y, Numeric and Character);
// the others are sql::to_string()'s own.
constexpr auto spellings = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"int", "int4"},
    {"decimal", "numeric"},
    {"dec", "numeric"},
    {"float", "float8"},
    {"char", "bpchar"},
    {"character", "bpchar"},
    {"nchar", "bpchar"},
    {"national character", "bpchar"},
    {"char varying", "varchar"},
});

/// A type as the configuration names it, folded as PostgreSQL folds names.
std::string folded(std::string_view type) {
  const auto written = trim(type);
  auto name = written.find('"') == std::string_view::npos ? to_lower(written) : std::string(written);
  if (constexpr std::string_view system = "pg_catalog."; name.starts_with(system)) {
    name.erase(0, system.size());
  }
  const auto* known = std::find_if(spellings.begin(), spellings.end(),
                                   [&](const auto& other) { return other.first == name; });
  return known == spellings.end() ? name : std::string(known->second);
}

// "numeric", "character varying", "timestamp without time zone", "public.citext".
std::vector<std::string> names_of(sql::TypeName type) {
  type.modifiers.clear();
  std::vector<std::string> names{type.name, sql::quoted(type.name), sql::to_string(type)};
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
          return std::find(names.begin(), names.end(), folded(value)) != names.end();
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
    .undone_by_rollback = true,
};
