#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/after_file.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using Kind = sql::Constraint::Kind;

// The key of a row that extends another one goes by the other table's.
bool follows_another(const catalog::Relation& table, const std::string& column) {
  return std::any_of(
      table.constraints.begin(), table.constraints.end(), [&](const catalog::Constraint& constraint) {
        return constraint.kind == Kind::foreign_key && constraint.columns == std::vector<std::string>{column};
      });
}

void check(const FileContext& context, Report& report) {
  after_file::for_each_changed_table(context, [&](const catalog::Relation& table) {
    const auto* key = table.primary_key();
    if (key == nullptr || !context.is_of_file(key->origin) || key->columns.size() != 1 ||
        table.partition_of != catalog::no_relation || follows_another(table, key->columns.front())) {
      return;
    }
    const auto* column = table.column(key->columns.front());
    const auto type =
        column != nullptr ? effects::storage_type(column->type, context.catalog()) : sql::TypeName();
    if (type.array_dimensions > 0 || (type.name != "int4" && type.name != "int2")) {
      return;
    }
    const bool small = type.name == "int2";
    auto& finding = after_file::report_at(
        report, context, key->origin,
        fmt::format("the primary key {}.{} is {}: it runs out at {}, and then every INSERT fails",
                    shown(table), sql::quoted(column->name), small ? "smallint" : "integer",
                    small ? "32767" : "2147483647"));
    finding.label = "deleted and rolled back numbers count, too";
    finding.evidence.emplace_back(
        "safe form: bigint from the start; to widen it later rewrites the table and all that references it");
  });
}

}  // namespace

MIGRALINT_RULE(types_int_primary_key) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "A primary key of type integer or smallint: it runs out",
    .hooks = {on<check>},
    .undone_by_rollback = true,
};
