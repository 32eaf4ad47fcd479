#include "catalog/signatures.hpp"

#include <algorithm>

#include "catalog/applier.hpp"

namespace migralint::catalog {
namespace {

using sql::ObjectKind;

enum class Match : std::uint8_t { no, maybe, yes };

Match compare_names(const Catalog& catalog, const sql::TypeName& a, const sql::TypeName& b) {
  if (a.name == b.name && a.schema == b.schema) {
    return Match::yes;
  }
  if (a.name != b.name && (is_builtin_type(a.name) || is_builtin_type(b.name))) {
    return Match::no;
  }
  // One may be written with its schema and the other without, or have been renamed since.
  const auto first = resolve_type(catalog, {a.schema, a.name, {}});
  const auto second = resolve_type(catalog, {b.schema, b.name, {}});
  if (!first || !second) {
    return Match::maybe;
  }
  return *first == *second ? Match::yes : Match::no;
}

Match compare(const Catalog& catalog, const sql::TypeName& a, const sql::TypeName& b) {
  if (a.of_column || b.of_column) {
    return Match::maybe;
  }
  if ((a.array_dimensions > 0) != (b.array_dimensions > 0)) {
    return Match::no;
  }
  return compare_names(catalog, a, b);
}

Match compare(const Catalog& catalog, const std::vector<sql::TypeName>& a,
              const std::vector<sql::TypeName>& b) {
  if (a.size() != b.size()) {
    return Match::no;
  }
  Match result = Match::yes;
  for (std::size_t i = 0; i < a.size(); ++i) {
    result = std::min(result, compare(catalog, a[i], b[i]));
  }
  return result;
}

bool is_of(const Function& function, ObjectKind kind) {
  switch (kind) {
    case ObjectKind::function:
      return !function.procedure;
    case ObjectKind::procedure:
      return function.procedure;
    case ObjectKind::routine:
      return true;
    default:
      return false;  // aggregates are not in the history
  }
}

Match compare(const Catalog& catalog, const Function& function, ObjectKind kind,
              const sql::Arguments& arguments) {
  if (!is_of(function, kind)) {
    return Match::no;
  }
  if (!arguments) {
    return Match::yes;
  }
  const Match match = compare(catalog, function.arguments, *arguments);
  // A procedure may be called by its output arguments, too, which the history does not keep.
  const bool may_have_more = function.procedure && arguments->size() > function.arguments.size();
  return match == Match::no && may_have_more ? Match::maybe : match;
}

}  // namespace

MeantFunction meant_function(const Catalog& catalog, const std::vector<Function>& overloads, ObjectKind kind,
                             const sql::Arguments& arguments) {
  std::vector<std::size_t> exact;
  std::vector<std::size_t> possible;
  for (std::size_t i = 0; i < overloads.size(); ++i) {
    const Match match = compare(catalog, overloads[i], kind, arguments);
    if (match != Match::no) {
      (match == Match::yes ? exact : possible).push_back(i);
    }
  }
  if (!exact.empty()) {
    // The server refuses a bare name that two functions have.
    return exact.size() == 1 ? MeantFunction{exact.front(), true} : MeantFunction{std::nullopt, false};
  }
  if (possible.empty()) {
    return {std::nullopt, true};
  }
  return {possible.size() == 1 ? std::optional(possible.front()) : std::nullopt, false};
}

const sql::Arguments& arguments_of(const sql::Drop& drop, std::size_t i) {
  static const sql::Arguments none;
  return i < drop.arguments.size() ? drop.arguments[i] : none;
}

bool names_other_function(const Catalog& catalog, const sql::Drop& drop, std::size_t i) {
  const auto* overloads = catalog.find_functions(drop.objects[i]);
  if (overloads == nullptr) {
    return false;
  }
  const MeantFunction meant = meant_function(catalog, *overloads, drop.kind, arguments_of(drop, i));
  return !meant.overload && meant.certain;
}

bool same_arguments(const Catalog& catalog, const std::vector<sql::TypeName>& a,
                    const std::vector<sql::TypeName>& b) {
  return compare(catalog, a, b) == Match::yes;
}

}  // namespace migralint::catalog
