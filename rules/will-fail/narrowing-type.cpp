#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

bool is_text(const sql::TypeName& type) {
  return type.name == "text" || type.name == "varchar" || type.name == "bpchar" || type.name == "citext";
}

bool is_integer(const sql::TypeName& type) {
  return type.name == "int2" || type.name == "int4" || type.name == "int8";
}

std::string_view range_of(const sql::TypeName& type) {
  return type.name == "int2"   ? "-32768 AND 32767"
         : type.name == "int4" ? "-2147483648 AND 2147483647"
                               : "-9223372036854775808 AND 9223372036854775807";
}

// The rows that the new type has no room for.
std::string condition(const std::string& column, const sql::TypeName& from, const sql::TypeName& to) {
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

// An assignment rounds numbers and times, and refuses what is too long or too large.
std::string_view consequence(const sql::TypeName& from, const sql::TypeName& to) {
  if (is_text(from) && is_text(to)) {
    return "fails on the first value that is longer";
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
  const std::string name = sql::quoted(change.column);
  auto& finding = report(action.keywords, action.span,
                         fmt::format("{} becomes {}, from {}: this {}", sql::quoted(alter.table) + "." + name,
                                     verdict.new_type, verdict.old_type, consequence(from, to)));
  finding.label = change.using_expr != nullptr ? "USING decides what becomes of the values that do not fit"
                                               : "the new type is narrower";
  if (column->origin.known()) {
    finding.evidence.push_back(
        fmt::format("{} is {} since {}", name, verdict.old_type, context.place(column->origin)));
  }
  const std::string rows = condition(name, from, to);
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
