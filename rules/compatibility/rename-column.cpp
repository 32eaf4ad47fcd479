#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/made_again.hpp"
#include "rules/support/recipes.hpp"
#include "rules/support/steps.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

bool concerns_code(const sql::Rename& rename, const catalog::Relation* relation) {
  if (rename.kind != sql::ObjectKind::column) {
    return false;
  }
  if (relation == nullptr) {
    return rename.relation_kind != sql::ObjectKind::index;
  }
  return !relation->is_index() && relation->kind != catalog::RelationKind::composite_type;
}

bool has_equality(const sql::TypeName& type) {
  return type.array_dimensions == 0 && type.name != "json" && type.name != "xml" && type.name != "point" &&
         type.name != "polygon";
}

// Old code writes the old column and new code the new one, for as long as both run: the one that was written
// wins.
std::string both_ways(const std::string& old_name, const std::string& new_name, bool has_equality) {
  const std::string_view as_text = has_equality ? "" : "::text";
  return fmt::format(
      "\n  IF TG_OP = 'INSERT' THEN NEW.{1} := coalesce(NEW.{1}, NEW.{0}); NEW.{0} := NEW.{1};\n"
      "  ELSIF NEW.{1}{2} IS DISTINCT FROM OLD.{1}{2} THEN NEW.{0} := NEW.{1};\n"
      "  ELSE NEW.{1} := NEW.{0}; END IF;\n ",
      old_name, new_name, as_text);
}

Fix recipe(const sql::Rename& rename, const catalog::Column& column, const Context& context) {
  const std::string table = sql::quoted(rename.relation);
  const std::string old_name = sql::quoted(rename.old_name);
  const std::string new_name = sql::quoted(rename.new_name);
  const std::string trigger =
      sql::quoted(recipes::object_name(rename.relation.name, {rename.new_name}, "sync"));
  return {Fix::Class::plan,
          "safe form, over several deploys: a second column, kept in step, then drop the old one",
          recipes::timeout_guard(context) +
              fmt::format("ALTER TABLE {} ADD COLUMN IF NOT EXISTS {} {};\n", table, new_name,
                          sql::to_string(column.type)) +
              steps::row_trigger(context, trigger, table,
                                 both_ways(old_name, new_name, has_equality(column.type))) +
              recipes::next_outside(context) +
              recipes::in_batches(table, fmt::format("{} = {}", new_name, old_name),
                                  fmt::format("{} IS NULL AND {} IS NOT NULL", new_name, old_name)) +
              steps::retire_column(
                  context, {rename.relation, rename.old_name, rename.new_name, trigger, true, {}, nullptr}),
          {}};
}

void check(const sql::Rename& rename, const Context& context, Report& report) {
  const Newness newness = context.newness(rename.relation);
  if (newness.kind != Newness::Kind::existing || !concerns_code(rename, newness.relation)) {
    return;
  }
  const auto* column = newness.relation != nullptr ? newness.relation->column(rename.old_name) : nullptr;
  // A column of this very file is not yet used by anybody.
  const bool of_file = column != nullptr && !column->assumed && column->origin.file == context.step().file.id;
  const bool new_table = newness.relation == nullptr || newness.relation->certainly_created;
  if (of_file && column->certainly_created && new_table) {
    return;
  }
  const std::string table = sql::quoted(rename.relation);
  const std::string old_name = sql::quoted(rename.old_name);
  const std::string new_name = sql::quoted(rename.new_name);
  auto& finding =
      report(context.statement().range,
             fmt::format("renaming {}.{} to {} breaks running code, which still uses the old name", table,
                         old_name, new_name));
  finding.label = "queries with the old name fail when this commits";
  if (of_file) {
    Context::lower_to_note(
        finding,
        fmt::format("{} is added at {} with IF NOT EXISTS: no code uses it yet, unless it was there before",
                    old_name, context.place(column->origin)));
  } else if (column != nullptr && column->origin.known() && !column->assumed) {
    finding.evidence.push_back(fmt::format("{} was added at {}", old_name, context.place(column->origin)));
  } else {
    finding.evidence.push_back(context.existence(rename.relation));
  }
  finding.about = context.catalog().qualify(rename.relation);
  finding.holds_after_file = made_again::relation_is_as_it_was;
  // A materialized view takes no second column.
  const bool takes_column = newness.relation != nullptr && newness.relation->is_table();
  const std::string type = takes_column && column != nullptr && !column->type.empty()
                               ? sql::to_string(column->type)
                               : std::string();
  if (type.empty()) {
    return;
  }
  std::string problem = steps::no_trigger(context, rename.relation, rename.old_name);
  if (problem.empty()) {
    problem = steps::no_empty_column(context, column->type);
  }
  if (problem.empty()) {
    finding.fix = recipe(rename, *column, context);
  } else {
    finding.evidence.push_back("no second column is proposed: " + problem);
  }
}

}  // namespace

MIGRALINT_RULE(compatibility_rename_column) = {
    .level = Level::warning,
    .summary = "A column of an existing table is renamed while running code still uses the old name",
    .hooks = {on<check>},
    .undone_by_rollback = true,
};
