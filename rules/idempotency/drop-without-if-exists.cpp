#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/guards.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

constexpr std::string_view if_exists = " IF EXISTS";

bool guarded(sql::ObjectKind kind, const Context& context) {
  return guards::guarded_by_block(context, {guards::not_there(kind)});
}

bool is_temporary(const sql::Name& name, const Context& context) {
  sql::RelationName relation;
  relation.schema = name.schema;
  relation.name = name.name;
  return context.is_temporary(relation);
}

// Every run of the file makes all of them before it comes here.
bool always_there(const sql::Drop& drop, const Context& context) {
  for (std::size_t i = 0; i < drop.objects.size(); ++i) {
    const std::string_view sub_name =
        i < drop.sub_names.size() ? std::string_view(drop.sub_names[i]) : std::string_view();
    if (!is_temporary(drop.objects[i], context) &&
        !guards::made_in_file(context, drop.kind, drop.objects[i], sub_name)) {
      return false;
    }
  }
  return !drop.objects.empty();
}

std::string first_name(const sql::Drop& drop) {
  if (!drop.sub_names.empty() && !drop.sub_names[0].empty()) {
    return sql::quoted(drop.sub_names[0]);
  }
  return drop.objects.empty() ? std::string() : sql::quoted(drop.objects[0]);
}

void check_drop(const sql::Drop& drop, const Context& context, Report& report) {
  if (drop.if_exists || guarded(drop.kind, context) || always_there(drop, context)) {
    return;
  }
  auto& finding = guards::report(
      report, context.statement().range, context.statement().range,
      fmt::format("{} {} fails when the file is run again", context.statement().tag, first_name(drop)));
  guards::insert_behind_tag(finding, context, drop.concurrently ? 1 : 0, if_exists);
}

void report_part(std::string_view what, const std::string& name, const sql::Action& action,
                 const Context& context, Report& report) {
  auto& finding =
      guards::report(report, action.span, action.span,
                     fmt::format("DROP {} {} fails when the file is run again", what, sql::quoted(name)));
  if (what == "CONSTRAINT") {
    guards::insert_behind(finding, context, action.span, {"drop", "constraint"}, if_exists);
    return;
  }
  guards::insert_behind(finding, context, action.span, {"drop", "column"}, if_exists);
  if (!finding.fix) {
    guards::insert_behind(finding, context, action.span, {"drop"}, " COLUMN IF EXISTS");
  }
}

void check_alter(const sql::AlterTable& alter, const Context& context, Report& report) {
  if (alter.kind == sql::ObjectKind::composite_type || context.is_temporary(alter.table)) {
    return;
  }
  for (const auto& action : alter.actions) {
    if (const auto* column = std::get_if<sql::DropColumn>(&action.what);
        column != nullptr && !column->if_exists) {
      if (guarded(sql::ObjectKind::column, context) ||
          guards::made_in_file(context, sql::ObjectKind::column, alter.table, column->column)) {
        continue;
      }
      report_part("COLUMN", column->column, action, context, report);
    } else if (const auto* constraint = std::get_if<sql::DropConstraint>(&action.what);
               constraint != nullptr && !constraint->if_exists) {
      if (guarded(sql::ObjectKind::constraint, context) ||
          guards::made_in_file(context, sql::ObjectKind::constraint, alter.table, constraint->name)) {
        continue;
      }
      report_part("CONSTRAINT", constraint->name, action, context, report);
    }
  }
}

}  // namespace

MIGRALINT_RULE(idempotency_drop_without_if_exists) = {
    .level = Level::warning,
    .rank = Rank::hygiene,
    .summary = "DROP without IF EXISTS: fails when the file is run again",
    .hooks = {on<check_drop>, on<check_alter, sql::DropColumn, sql::DropConstraint>},
    .undone_by_rollback = true,
};
