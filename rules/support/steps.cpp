#include "rules/support/steps.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "rules/support/defaults.hpp"
#include "rules/support/dependants.hpp"
#include "rules/support/recipes.hpp"
#include "script/lexer.hpp"

namespace migralint::steps {

std::string drops_before(const sql::AlterTable& alter, const sql::Constraint& constraint,
                         const lint::Context& context) {
  const auto* table = context.catalog().find(alter.table);
  const auto* key = table != nullptr && constraint.kind == sql::Constraint::Kind::primary_key
                        ? table->primary_key()
                        : nullptr;
  const std::string name = recipes::constraint_name(constraint, alter.table, context);
  std::string drops;
  for (const auto& action : alter.actions) {
    const auto* drop = std::get_if<sql::DropConstraint>(&action.what);
    if (drop != nullptr && (drop->name == name || (key != nullptr && drop->name == key->name))) {
      drops += fmt::format("DROP CONSTRAINT IF EXISTS {}{}, ", sql::quoted(drop->name),
                           drop->cascade ? " CASCADE" : "");
    }
  }
  return drops;
}

std::string_view deferral(const sql::Constraint& constraint) {
  return !constraint.deferrable          ? ""
         : constraint.initially_deferred ? " DEFERRABLE INITIALLY DEFERRED"
                                         : " DEFERRABLE";
}

std::string unless_there(std::string_view table, std::string_view constraint, std::string_view statement) {
  return fmt::format(
      "DO $$ BEGIN\n"
      "  IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = {} AND conrelid = to_regclass({})) THEN\n"
      "    {};\n  END IF;\nEND $$;\n",
      recipes::literal(constraint), recipes::literal(table), statement);
}

namespace {

constexpr int first_not_null_not_valid = 18;

// As the statement's own: the tables that inherit from it are left alone.
bool is_only_this(const sql::AlterTable& alter, const lint::Context& context) {
  const auto* table = context.catalog().find(alter.table);
  return alter.table.only && (table == nullptr || table->kind != catalog::RelationKind::partitioned_table);
}

sql::Constraint without_name(const std::string& column) {
  sql::Constraint constraint;
  constraint.kind = sql::Constraint::Kind::not_null;
  constraint.columns = {column};
  return constraint;
}

std::string not_null_note(const sql::AlterTable& alter, const std::string& column, std::string_view name,
                          const lint::Context& context) {
  return recipes::name_is_open(alter, without_name(column), context) ? recipes::made_up_name(name)
                                                                     : std::string();
}

// The names are quoted, that of the constraint too.
void add_not_null(NotNull& steps, const std::string& table, const std::string& column,
                  const std::string& name, bool only, bool has_not_valid) {
  steps.add += recipes::add_constraint(
      table, name,
      fmt::format("{}{} NOT VALID",
                  has_not_valid ? "NOT NULL " + column : fmt::format("CHECK ({} IS NOT NULL)", column),
                  only ? " NO INHERIT" : ""));
  steps.validate += fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {};\n", table, name);
  if (!has_not_valid) {
    steps.set += fmt::format(
        "ALTER TABLE {0} ALTER COLUMN {1} SET NOT NULL;\nALTER TABLE {0} DROP CONSTRAINT IF EXISTS {2};\n",
        table, column, name);
  }
}

}  // namespace

std::string not_null_name(const sql::AlterTable& alter, const std::string& column,
                          const lint::Context& context) {
  const bool stays = context.pg_version() >= first_not_null_not_valid;
  const bool other = !stays && recipes::name_is_open(alter, without_name(column), context);
  return recipes::free_constraint_name(alter.table, {column}, other ? "migralint_not_null" : "not_null",
                                       context);
}

NotNull not_null(const sql::AlterTable& alter, const std::vector<std::string>& columns,
                 const lint::Context& context) {
  const bool only = is_only_this(alter, context);
  const std::string table = (only ? "ONLY " : "") + sql::quoted(alter.table);
  const bool has_not_valid = context.pg_version() >= first_not_null_not_valid;
  NotNull result;
  for (const auto& written : columns) {
    const std::string column = sql::quoted(written);
    const std::string plain = not_null_name(alter, written, context);
    const std::string name = sql::quoted(plain);
    result.add += has_not_valid ? not_null_note(alter, written, plain, context) : std::string();
    add_not_null(result, table, column, name, only, has_not_valid);
  }
  return result;
}

std::string column_without(const sql::ColumnDefinition& column,
                           std::initializer_list<sql::Constraint::Kind> without,
                           const lint::Context& context) {
  std::string text;
  Span rest = column.span;
  const auto add = [&](std::uint32_t end) {
    const Span part = script::trim(context.text(), {rest.begin, end});
    text += (text.empty() || part.empty() ? "" : " ") + std::string(context.text(part));
  };
  for (const auto& constraint : column.constraints) {
    const bool skipped = std::find(without.begin(), without.end(), constraint.kind) != without.end();
    if (skipped && constraint.span.begin >= rest.begin) {
      add(constraint.span.begin);
      rest.begin = constraint.span.end;
    }
  }
  add(rest.end);
  return text;
}

namespace {

constexpr int first_with_row_triggers_of_parents = 13;

}  // namespace

std::string not_null(const lint::Context& context, const sql::Name& table, const std::string& column) {
  const std::string constraint =
      sql::quoted(recipes::free_constraint_name(table, {column}, "not_null", context));
  NotNull steps;
  add_not_null(steps, sql::quoted(table), sql::quoted(column), constraint, false,
               context.pg_version() >= first_not_null_not_valid);
  std::string sql = recipes::next_migration(context) + recipes::timeout_guard_next(context) + steps.add +
                    recipes::next_migration(context) + steps.validate;
  if (!steps.set.empty()) {
    sql += recipes::next_migration(context) + recipes::timeout_guard_next(context) + steps.set;
  }
  return sql;
}

std::string no_trigger(const lint::Context& context, const sql::Name& table, std::string_view column) {
  const auto* relation = context.catalog().find(table);
  if (relation == nullptr) {
    return {};
  }
  const std::string shown = sql::quoted(table);
  if (!relation->inherited_by.empty()) {
    std::string children;
    for (const auto* child : context.catalog().descendants(relation->id)) {
      children += (children.empty() ? "" : ", ") + catalog::shown(*child);
    }
    return fmt::format(
        "a trigger on {0} does not fire for the rows of its children ({1}): it has to be on {0} and on each "
        "of them",
        shown, children);
  }
  const auto* known = relation->column(column);
  if (known != nullptr && (known->generated_stored || known->generated_virtual)) {
    return fmt::format("{} is generated, behind the triggers that could copy it", sql::quoted(column));
  }
  if (relation->kind != catalog::RelationKind::partitioned_table) {
    return {};
  }
  const auto& key = relation->partition_key.get();
  const bool in_key = std::ranges::find(key.columns, column) != key.columns.end() ||
                      std::ranges::any_of(key.expressions, [&](const sql::ExprPtr& expr) {
                        return dependants::mentions(expr, *relation, column);
                      });
  if (!column.empty() && in_key) {
    return fmt::format("the rows of {} are partitioned by {}: no other column can take its place", shown,
                       sql::quoted(column));
  }
  return context.pg_version() < first_with_row_triggers_of_parents
             ? fmt::format(
                   "PostgreSQL {} has no trigger BEFORE … FOR EACH ROW on the partitioned table {}: it "
                   "has to be on each of its partitions",
                   context.pg_version(), shown)
             : std::string();
}

std::string no_empty_column(const lint::Context& context, const sql::TypeName& type) {
  return defaults::of_domain(type, context.catalog()) != nullptr
             ? fmt::format("a new column of the domain {} begins with its default, not with the old values",
                           sql::to_string(type))
         : effects::is_constrained_domain(type, context.catalog())
             ? fmt::format("adding a column of the domain {}, which has a constraint, writes the table again",
                           sql::to_string(type))
             : std::string();
}

std::string row_trigger(const lint::Context& context, std::string_view name, std::string_view table,
                        std::string_view body) {
  constexpr int first_with_replaceable_triggers = 14;
  const bool replaceable = context.pg_version() >= first_with_replaceable_triggers;
  return fmt::format(
      "CREATE OR REPLACE FUNCTION {0}() RETURNS trigger LANGUAGE plpgsql AS\n"
      "$$ BEGIN{4}{2} RETURN NEW; END $$;\n"
      "{3}TRIGGER {0} BEFORE INSERT OR UPDATE ON {1} FOR EACH ROW EXECUTE FUNCTION {0}();\n",
      name, table, body,
      replaceable ? std::string("CREATE OR REPLACE ")
                  : fmt::format("DROP TRIGGER IF EXISTS {} ON {};\nCREATE ", name, table),
      body.starts_with('\n') ? "" : " ");
}

}  // namespace migralint::steps
