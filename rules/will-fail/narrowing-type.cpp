#include <algorithm>

#include <fmt/format.h>

#include "effects/casts.hpp"
#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

bool is_text(const sql::TypeName& type) {
  return type.name == "text" || type.name == "varchar" || type.name == "bpchar" || type.name == "citext";
}

bool is_integer(const sql::TypeName& type) {
  return type.name == "int2" || type.name == "int4" || type.name == "int8";
}

bool is_bits(const sql::TypeName& type) { return type.name == "bit" || type.name == "varbit"; }

std::string_view range_of(const sql::TypeName& type) {
  return type.name == "int2"   ? "-32768 AND 32767"
         : type.name == "int4" ? "-2147483648 AND 2147483647"
                               : "-9223372036854775808 AND 9223372036854775807";
}

const catalog::EnumType* enum_of(const sql::TypeName& type, const Context& context) {
  return context.catalog().find_enum({type.schema, type.name, {}});
}

// The rows that the new type has no room for.
std::string condition(const std::string& column, const sql::TypeName& from, const sql::TypeName& to,
                      const Context& context) {
  const auto* values = enum_of(to, context);
  if (values != nullptr) {
    std::string labels;
    for (const auto& value : values->values) {
      labels += (labels.empty() ? "" : ", ") + recipes::literal(value.label);
    }
    return values->complete && !labels.empty() ? fmt::format("{}::text NOT IN ({})", column, labels)
                                               : std::string();
  }
  if (is_text(from) && is_text(to) && !to.modifiers.empty()) {
    return fmt::format("length({}) > {}", column, to.modifiers.front());
  }
  if (is_integer(to) && !is_text(from)) {
    return fmt::format("{} NOT BETWEEN {}", column, range_of(to));
  }
  if (is_text(from)) {
    return {};
  }
  return fmt::format("{0}::{1}::{2} IS DISTINCT FROM {0}", column, sql::to_string(to), sql::to_string(from));
}

// A cast to a length, which cuts what is longer; an assignment refuses it.
bool is_cut(const std::vector<sql::TypeName>& casts, const sql::TypeName& to) {
  return to.name == "name" || std::any_of(casts.begin(), casts.end(), [&](const sql::TypeName& cast) {
           return (is_text(cast) || is_bits(cast)) && !cast.modifiers.empty() &&
                  cast.modifiers == to.modifiers;
         });
}

// What becomes of the values that do not fit. An assignment rounds numbers and times, and refuses what is too
// long or too large.
std::string_view consequence(const std::vector<sql::TypeName>& casts, const sql::TypeName& from,
                             const sql::TypeName& to) {
  if ((is_text(from) && (is_text(to) || to.name == "name")) || (is_bits(from) && is_bits(to))) {
    return is_cut(casts, to) ? "cuts longer values silently" : "fails on the first value that is longer";
  }
  if (is_text(from)) {
    return "fails on the first value that is no such thing";
  }
  if (is_integer(from) && is_integer(to)) {
    return "fails on the first value that is too large";
  }
  if (to.name == "cidr") {
    return "fails on the first value that is no network";
  }
  const bool time = from.name.starts_with("time") || from.name == "date";
  return time ? "drops what the new type cannot hold, for good"
              : "rounds values, or fails on the first that is too large";
}

std::string consequence(const sql::AlterColumnType& change, const sql::TypeName& from,
                        const sql::TypeName& to, const Context& context) {
  const auto casts = change.using_expr != nullptr
                         ? effects::casts_of_column(*change.using_expr, change.column)
                         : std::vector<sql::TypeName>();
  if (!casts) {
    return "USING decides what becomes of the values that do not fit";
  }
  if (enum_of(from, context) != nullptr) {
    return "this fails on the first value that the new type does not have";
  }
  return fmt::format("this {}", consequence(*casts, from, to));
}

// A USING that is more than casts is written for what does not fit: for labels that are no more it has to.
bool is_mapped(const sql::AlterColumnType& change, const sql::TypeName& from, const Context& context) {
  return change.using_expr != nullptr && enum_of(from, context) != nullptr &&
         !effects::casts_of_column(*change.using_expr, change.column);
}

void report_change(const sql::AlterTable& alter, const sql::Action& action,
                   const sql::AlterColumnType& change, const Context& context, Report& report) {
  const Newness newness = context.newness(alter.table);
  const auto* column = newness.relation != nullptr ? newness.relation->column(change.column) : nullptr;
  // A new table is filled by the same hand; without rows there is nothing to lose.
  if (column == nullptr || column->type.empty() || newness.kind != Newness::Kind::existing ||
      newness.emptied) {
    return;
  }
  const auto verdict = effects::classify_type_change(change, column, context.environment());
  if (!verdict.narrows) {
    return;
  }
  const auto from = effects::storage_type(column->type, context.catalog());
  const auto to = effects::storage_type(change.type, context.catalog());
  // What fails whatever the values are, another rule speaks of.
  if (is_mapped(change, from, context) ||
      (change.using_expr == nullptr &&
       effects::has_no_assignment_cast(column->type, change.type, context.catalog()))) {
    return;
  }
  const std::string name = sql::quoted(change.column);
  auto& finding =
      report(action.keywords, action.span,
             fmt::format("{} becomes {}, from {}: {}", sql::quoted(alter.table) + "." + name,
                         verdict.new_type, verdict.old_type, consequence(change, from, to, context)));
  finding.label = "the new type is narrower";
  if (column->origin.known()) {
    finding.evidence.push_back(
        fmt::format("{} is {} since {}", name, verdict.old_type, context.place(column->origin)));
  }
  const std::string rows = condition(name, from, to, context);
  if (!rows.empty()) {
    finding.fix = Fix{Fix::Class::plan,
                      "finds the rows that do not fit",
                      fmt::format("SELECT count(*) FROM {} WHERE {};\n", sql::quoted(alter.table), rows),
                      {}};
  }
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  for (const auto& action : alter.actions) {
    if (const auto* change = std::get_if<sql::AlterColumnType>(&action.what)) {
      report_change(alter, action, *change, context, report);
    }
  }
}

}  // namespace

MIGRALINT_RULE(will_fail_narrowing_type) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "A narrower type for a column with rows: fails, or loses data",
    .hooks = {on<check>},
};
