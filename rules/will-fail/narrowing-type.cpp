#include <algorithm>

#include <fmt/format.h>

#include "effects/casts.hpp"
#include "effects/numbers.hpp"
#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using effects::is_float;
using effects::is_integer;
using effects::is_number;

bool is_text(const sql::TypeName& type) {
  return type.name == "text" || type.name == "varchar" || type.name == "bpchar" || type.name == "citext";
}

bool is_bits(const sql::TypeName& type) { return type.name == "bit" || type.name == "varbit"; }

int modifier(const sql::TypeName& type, std::size_t index) {
  return effects::modifier(type, index).value_or(0);
}

std::string_view range_of(const sql::TypeName& type) {
  return type.name == "int2"   ? "-32768 AND 32767"
         : type.name == "int4" ? "-2147483648 AND 2147483647"
                               : "-9223372036854775808 AND 9223372036854775807";
}

/// A float of 24 or 53 bits holds all integers up to these, and not all beyond.
std::string_view exact_integers(const sql::TypeName& type) {
  return type.name == "float4" ? "-16777216 AND 16777216" : "-9007199254740992 AND 9007199254740992";
}

const catalog::EnumType* enum_of(const sql::TypeName& type, const Context& context) {
  return context.catalog().find_enum({type.schema, type.name, {}});
}

// A cast of a value that does not fit would fail in the query, too.
std::string number_condition(const std::string& column, const sql::TypeName& from, const sql::TypeName& to) {
  const effects::NumberLoss loss = effects::number_loss(from, to);
  const std::string value = is_float(from) ? column + "::numeric" : column;
  const std::string rounded = fmt::format("round({}, {})", value, modifier(to, 1));
  std::string rows = loss.rounds ? fmt::format("{} <> {}", rounded, value) : std::string();
  if (loss.fails) {
    rows += rows.empty() ? "" : " OR ";
    rows += is_integer(to) ? fmt::format("{} NOT BETWEEN {}", column, range_of(to))
                           : fmt::format("abs({}) >= 1e{}", loss.rounds ? rounded : value,
                                         modifier(to, 0) - modifier(to, 1));
  }
  return rows;
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
  if (to.name == "name") {
    return fmt::format("octet_length({}) > 63", column);
  }
  if (is_text(from) && is_text(to) && !to.modifiers.empty()) {
    return fmt::format("length({}) > {}", column, to.modifiers.front());
  }
  if (is_text(from)) {
    return {};
  }
  if (is_bits(from) && is_bits(to)) {
    return fmt::format("length({}) {} {}", column, to.name == "bit" ? "<>" : ">",
                       std::max(1, modifier(to, 0)));
  }
  if (to.name == "cidr") {
    return fmt::format("{0} <> network({0})", column);
  }
  if (is_integer(from) && is_float(to)) {
    return fmt::format("{} NOT BETWEEN {}", column, exact_integers(to));
  }
  if (is_number(from) && !is_float(to)) {
    return number_condition(column, from, to);
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
    if (is_cut(casts, to)) {
      return "cuts longer values silently";
    }
    return to.name == "bit" ? "fails on the first value of another length"
                            : "fails on the first value that is longer";
  }
  if (is_text(from)) {
    return "fails on the first value that is no such thing";
  }
  if (to.name == "cidr") {
    return "clears what stands behind the netmask, for good";
  }
  if (!is_number(from)) {
    return "drops what the new type cannot hold, for good";
  }
  const effects::NumberLoss loss = effects::number_loss(from, to);
  if (!loss.fails) {
    return "rounds values, for good";
  }
  return loss.rounds ? "rounds values, or fails on the first that is too large"
                     : "fails on the first value that is too large";
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

// A cast to more bits fills them up.
bool is_filled_up(const sql::AlterColumnType& change, const sql::TypeName& from, const sql::TypeName& to) {
  if (!is_bits(from) || !is_bits(to) || change.using_expr == nullptr) {
    return false;
  }
  const auto casts = effects::casts_of_column(*change.using_expr, change.column);
  return casts && is_cut(*casts, to) && from.name == "bit" && modifier(from, 0) <= modifier(to, 0);
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
  if (is_mapped(change, from, context) || is_filled_up(change, from, to) ||
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
    .hooks = {on<check, sql::AlterColumnType>},
};
