#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "effects/judgements.hpp"
#include "lint/rule.hpp"
#include "rules/support/edits.hpp"
#include "rules/support/guards.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using sql::ObjectKind;

constexpr std::string_view if_not_exists = " IF NOT EXISTS";
constexpr int first_with_replaceable_triggers = 14;
constexpr int first_that_skips_whole_columns = 13;

bool guarded(ObjectKind kind, const Context& context) {
  // A schema that is there stops the statement before what is in it, and IF NOT EXISTS takes no elements.
  if (context.embedded() != nullptr && context.embedded()->schema_element) {
    return true;
  }
  return guards::guarded_by_block(context, {guards::there_already(kind)});
}

// IF NOT EXISTS would keep what is there, OR REPLACE would change it; without them the statement fails.
bool is_there(const sql::Name& name, const Context& context) {
  return context.catalog().find(context.catalog().qualify(name)) != nullptr;
}

bool is_there(const sql::Name& table, std::string_view column, const Context& context) {
  const auto* relation = context.catalog().find(table);
  return relation != nullptr && relation->column(column) != nullptr;
}

Finding& report_object(std::string_view what, const sql::Name& name, Span span, Report& report) {
  return guards::report(report, span, span,
                        fmt::format("{} {} fails when the file is run again", what, sql::quoted(name)));
}

void check_table(const sql::CreateTable& table, const Context& context, Report& report) {
  if (table.if_not_exists || context.is_temporary(table.table) || guarded(ObjectKind::table, context) ||
      guards::dropped_before(context, ObjectKind::table, table.table)) {
    return;
  }
  auto& finding = report_object("CREATE TABLE", table.table, table.table.span, report);
  finding.sub_command = context.statement().range;
  if (is_there(table.table, context)) {
    return;
  }
  guards::insert_behind(finding, context, context.statement().range, {"table"}, if_not_exists);
}

void check_table_as(const sql::CreateTableAs& table, const Context& context, Report& report) {
  if (table.if_not_exists || table.select_into || context.is_temporary(table.table) ||
      guarded(ObjectKind::table, context)) {
    return;
  }
  const auto kind = table.materialized_view ? ObjectKind::materialized_view : ObjectKind::table;
  if (guards::dropped_before(context, kind, table.table)) {
    return;
  }
  auto& finding = report_object(table.materialized_view ? "CREATE MATERIALIZED VIEW" : "CREATE TABLE",
                                table.table, table.table.span, report);
  if (is_there(table.table, context)) {
    return;
  }
  if (table.materialized_view) {
    guards::insert_behind(finding, context, context.statement().range, {"materialized", "view"},
                          if_not_exists);
  } else {
    guards::insert_behind(finding, context, context.statement().range, {"table"}, if_not_exists);
  }
}

void check_index(const sql::CreateIndex& index, const Context& context, Report& report) {
  if (index.if_not_exists || context.is_temporary(index.table) || guarded(ObjectKind::index, context)) {
    return;
  }
  if (index.name.empty()) {
    if (guards::part_dropped_before(context, ObjectKind::index, index.table, {})) {
      return;
    }
    guards::report(
        report, index.keywords, context.statement().range,
        fmt::format("CREATE INDEX without a name builds a second index on {} when the file is run again",
                    sql::quoted(index.table)));
    return;
  }
  const sql::Name name{index.table.schema, index.name, {}};
  if (guards::part_dropped_before(context, ObjectKind::index, index.table, index.name)) {
    return;
  }
  auto& finding = report_object("CREATE INDEX", {{}, index.name, {}}, index.keywords, report);
  if (is_there({context.catalog().qualify(index.table).schema, index.name, {}}, context)) {
    return;
  }
  if (index.concurrently) {
    // IF NOT EXISTS would keep an INVALID left-over of a build that was cancelled.
    const std::string drop = fmt::format("DROP INDEX CONCURRENTLY IF EXISTS {};\n", sql::quoted(name));
    finding.fix = Fix{Fix::Class::plan,
                      "safe form: drop a left-over first, outside a transaction",
                      drop + std::string(context.text(context.statement().range)) + ";\n",
                      {}};
    if (edits::can_be_split(context)) {
      finding.fix->kind = Fix::Class::mechanical;
      finding.fix->edits.push_back(edits::before(context, drop));
    }
  } else {
    guards::insert_behind(finding, context, context.statement().range, {"index"}, if_not_exists);
  }
}

void check_sequence(const sql::CreateSequence& sequence, const Context& context, Report& report) {
  if (sequence.if_not_exists || context.is_temporary(sequence.sequence) ||
      guarded(ObjectKind::sequence, context) ||
      guards::dropped_before(context, ObjectKind::sequence, sequence.sequence)) {
    return;
  }
  auto& finding = report_object("CREATE SEQUENCE", sequence.sequence, sequence.sequence.span, report);
  if (is_there(sequence.sequence, context)) {
    return;
  }
  guards::insert_behind(finding, context, context.statement().range, {"sequence"}, if_not_exists);
}

void check_schema(const sql::CreateSchema& schema, const Context& context, Report& report) {
  const sql::Name name{{}, schema.name, {}};
  if (schema.if_not_exists || guarded(ObjectKind::schema, context) ||
      context.facts().dropped_if_exists(ObjectKind::schema, name)) {
    return;
  }
  auto& finding = report_object("CREATE SCHEMA", name, context.statement().range, report);
  // CREATE SCHEMA IF NOT EXISTS takes no elements.
  if (schema.elements.empty()) {
    guards::insert_behind(finding, context, context.statement().range, {"schema"}, if_not_exists);
  }
}

void check_extension(const sql::CreateExtension& extension, const Context& context, Report& report) {
  const sql::Name name{{}, extension.name, {}};
  if (extension.if_not_exists || guarded(ObjectKind::extension, context) ||
      context.facts().dropped_if_exists(ObjectKind::extension, name)) {
    return;
  }
  auto& finding = report_object("CREATE EXTENSION", name, context.statement().range, report);
  guards::insert_behind(finding, context, context.statement().range, {"extension"}, if_not_exists);
}

// PostgreSQL does all drops of an ALTER TABLE first (AT_PASS_DROP in src/backend/commands/tablecmds.c).
bool dropped_in_same_statement(const sql::AlterTable& alter, std::string_view column) {
  return std::any_of(alter.actions.begin(), alter.actions.end(), [&](const sql::Action& action) {
    const auto* drop = std::get_if<sql::DropColumn>(&action.what);
    return drop != nullptr && drop->if_exists && drop->column == column;
  });
}

// Before 13 IF NOT EXISTS leaves out the column alone: what belongs to it is made once more
// (ATParseTransformCmd in src/backend/commands/tablecmds.c came with 13).
bool made_once_more(const sql::ColumnDefinition& column, const Context& context) {
  using Kind = sql::Constraint::Kind;
  if (context.pg_version() >= first_that_skips_whole_columns) {
    return false;
  }
  return effects::is_serial(column.type) ||
         std::ranges::any_of(
             std::array{Kind::check, Kind::primary_key, Kind::unique, Kind::foreign_key, Kind::identity},
             [&](Kind kind) { return column.find(kind) != nullptr; });
}

void check_columns(const sql::AlterTable& alter, const Context& context, Report& report) {
  for (const auto& action : alter.actions) {
    const auto* add = std::get_if<sql::AddColumn>(&action.what);
    if (add == nullptr || add->if_not_exists || alter.kind == ObjectKind::composite_type ||
        context.is_temporary(alter.table) || guarded(ObjectKind::column, context) ||
        dropped_in_same_statement(alter, add->column.name) ||
        guards::part_dropped_before(context, ObjectKind::column, alter.table, add->column.name)) {
      continue;
    }
    auto& finding = guards::report(
        report, action.span, action.span,
        fmt::format("ADD COLUMN {} fails when the file is run again", sql::quoted(add->column.name)));
    if (is_there(alter.table, add->column.name, context)) {
      continue;
    }
    if (made_once_more(add->column, context)) {
      finding.evidence.emplace_back(
          "IF NOT EXISTS is no help before PostgreSQL 13: it leaves out the column, and makes the column's "
          "constraints and sequence once more");
      continue;
    }
    guards::insert_behind(finding, context, action.span, {"add", "column"}, if_not_exists);
    if (!finding.fix) {
      guards::insert_behind(finding, context, action.span, {"add"}, " COLUMN IF NOT EXISTS");
    }
  }
}

void check_enum_value(const sql::AlterEnum& change, const Context& context, Report& report) {
  if (!change.old_value.empty() || change.if_not_exists || guarded(ObjectKind::enum_type, context)) {
    return;
  }
  auto& finding = report_object("ADD VALUE to", change.type, context.statement().range, report);
  guards::insert_behind(finding, context, context.statement().range, {"add", "value"}, if_not_exists);
}

void check_view(const sql::CreateView& view, const Context& context, Report& report) {
  if (view.or_replace || context.is_temporary(view.view) || guarded(ObjectKind::view, context) ||
      guards::dropped_before(context, ObjectKind::view, view.view)) {
    return;
  }
  auto& finding = report_object("CREATE VIEW", view.view, view.view.span, report);
  if (is_there(view.view, context)) {
    return;
  }
  guards::insert_behind(finding, context, context.statement().range, {"create"}, " OR REPLACE");
}

void check_function(const sql::CreateFunction& function, const Context& context, Report& report) {
  const auto kind = function.procedure ? ObjectKind::procedure : ObjectKind::function;
  if (function.or_replace || guarded(kind, context) ||
      guards::dropped_before(context, kind, function.function) ||
      context.facts().dropped_if_exists(ObjectKind::routine, function.function)) {
    return;
  }
  auto& finding = report_object(function.procedure ? "CREATE PROCEDURE" : "CREATE FUNCTION",
                                function.function, function.function.span, report);
  guards::insert_behind(finding, context, context.statement().range, {"create"}, " OR REPLACE");
}

void check_trigger(const sql::CreateTrigger& trigger, const Context& context, Report& report) {
  if (trigger.or_replace || guarded(ObjectKind::trigger, context) ||
      guards::part_dropped_before(context, ObjectKind::trigger, trigger.table, trigger.name)) {
    return;
  }
  auto& finding = report_object("CREATE TRIGGER", {{}, trigger.name, {}}, context.statement().range, report);
  if (context.pg_version() >= first_with_replaceable_triggers && !trigger.constraint) {
    guards::insert_behind(finding, context, context.statement().range, {"create"}, " OR REPLACE");
  } else {
    finding.fix = Fix{Fix::Class::plan,
                      "safe form: drop it first",
                      recipes::timeout_guard(context) +
                          fmt::format("DROP TRIGGER IF EXISTS {} ON {};\n{};\n", sql::quoted(trigger.name),
                                      sql::quoted(trigger.table), context.text(context.statement().range)),
                      {}};
  }
}

void report_type(const sql::Name& type, ObjectKind kind, std::string_view what, const Context& context,
                 Report& report) {
  if (guarded(kind, context) || guards::dropped_before(context, kind, type) ||
      guards::dropped_before(context, ObjectKind::type, type)) {
    return;
  }
  auto& finding = report_object(what, type, context.statement().range, report);
  finding.fix = Fix{Fix::Class::plan,
                    "safe form: PostgreSQL has no IF NOT EXISTS here, so catch the error",
                    fmt::format("DO $$ BEGIN\n  {};\nEXCEPTION WHEN duplicate_object THEN NULL;\nEND $$;\n",
                                context.text(context.statement().range)),
                    {}};
}

void check_enum(const sql::CreateEnum& type, const Context& context, Report& report) {
  report_type(type.type, ObjectKind::type, "CREATE TYPE", context, report);
}
void check_type(const sql::CreateType& type, const Context& context, Report& report) {
  report_type(type.type, ObjectKind::type, "CREATE TYPE", context, report);
}
void check_domain(const sql::CreateDomain& domain, const Context& context, Report& report) {
  report_type(domain.domain, ObjectKind::domain, "CREATE DOMAIN", context, report);
}

}  // namespace

MIGRALINT_RULE(idempotency_create_without_if_not_exists) = {
    .level = Level::warning,
    .rank = Rank::hygiene,
    .summary = "CREATE or ADD that fails when the file is run again",
    .hooks = {on<check_table>, on<check_table_as>, on<check_index>, on<check_sequence>, on<check_schema>,
              on<check_extension>, on<check_columns, sql::AddColumn>, on<check_enum_value>, on<check_view>,
              on<check_function>, on<check_trigger>, on<check_enum>, on<check_type>, on<check_domain>},
    .undone_by_rollback = true,
};
