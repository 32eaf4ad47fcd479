#include "rules/support/new_column.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "rules/support/recipes.hpp"
#include "rules/support/steps.hpp"
#include "script/lexer.hpp"

namespace migralint::new_column {

namespace {

using Kind = sql::Constraint::Kind;

std::string_view number_type(const sql::TypeName& type) {
  if (type.name == "smallserial" || type.name == "serial2" || type.name == "int2") {
    return "smallint";
  }
  return type.name == "bigserial" || type.name == "serial8" || type.name == "int8" ? "bigint" : "integer";
}

std::string default_text(const sql::Constraint& constraint, const lint::Context& context) {
  const auto word = script::find_words(context.text(), constraint.span, {"default"});
  const Span rest{word ? word->end : constraint.span.begin, constraint.span.end};
  return std::string(context.text(script::trim(context.text(), rest)));
}

}  // namespace

std::string expression_text(const sql::ColumnDefinition& column, const lint::Context& context) {
  const auto* generated = column.find(Kind::generated);
  const std::string_view text = generated != nullptr ? context.text(generated->span) : std::string_view();
  const auto open = text.find('(');
  const auto close = text.rfind(')');
  return open == std::string_view::npos || close == std::string_view::npos
             ? std::string("(NULL)")
             : std::string(text.substr(open, close - open + 1));
}

Steps numbered(const sql::Name& table, const sql::ColumnDefinition& column, const lint::Context& context) {
  const std::string shown = sql::quoted(table);
  const std::string name = sql::quoted(column.name);
  const std::string sequence =
      sql::quoted(sql::Name{table.schema, recipes::object_name(table.name, {column.name}, "seq"), {}});
  return {
      fmt::format(
          "CREATE SEQUENCE IF NOT EXISTS {3};\n"
          "ALTER TABLE {0} ADD COLUMN IF NOT EXISTS {1} {2}, ALTER COLUMN {1} SET DEFAULT nextval({4});\n",
          shown, name, number_type(column.type), sequence, recipes::literal(sequence)),
      recipes::next_outside(context) + recipes::in_batches(shown, name + " = DEFAULT", name + " IS NULL")};
}

Steps computed(const sql::Name& table, const sql::ColumnDefinition& column, const lint::Context& context) {
  const std::string shown = sql::quoted(table);
  const std::string name = sql::quoted(column.name);
  const std::string expression = expression_text(column, context);
  const std::string trigger = sql::quoted(recipes::object_name(table.name, {column.name}, "compute"));
  // The expression may name the table.
  return {fmt::format("ALTER TABLE {} ADD COLUMN IF NOT EXISTS {} {};\n", shown, name,
                      sql::to_string(column.type)) +
              steps::row_trigger(context, trigger, shown,
                                 fmt::format("SELECT {} INTO NEW.{} FROM (SELECT NEW.*) AS {};", expression,
                                             name, sql::quoted(table.name))),
          recipes::next_outside(context) +
              recipes::in_batches(shown, fmt::format("{} = {}", name, expression),
                                  fmt::format("{} IS NULL AND {} IS NOT NULL", name, expression))};
}

Steps with_default(const sql::Name& table, const sql::ColumnDefinition& column,
                   const lint::Context& context) {
  const std::string shown = sql::quoted(table);
  const std::string name = sql::quoted(column.name);
  const auto* given = column.find(Kind::default_value);
  const std::string expression = given != nullptr ? default_text(*given, context) : std::string("NULL");
  return {fmt::format("ALTER TABLE {0} ADD COLUMN IF NOT EXISTS {1} {2}, ALTER COLUMN {1} SET DEFAULT {3};\n",
                      shown, name, sql::to_string(column.type), expression),
          recipes::next_outside(context) +
              recipes::in_batches(shown, fmt::format("{} = {}", name, expression), name + " IS NULL")};
}

Steps of(const sql::AlterTable& alter, std::size_t part, std::initializer_list<Kind> without,
         const lint::Context& context) {
  const auto& column = std::get<sql::AddColumn>(alter.actions[part].what).column;
  const auto has = [&](effects::Reason reason) { return context.effects().find(reason, part) != nullptr; };
  if (has(effects::Reason::adds_serial) || has(effects::Reason::adds_identity)) {
    return numbered(alter.table, column, context);
  }
  if (has(effects::Reason::adds_generated_stored)) {
    return computed(alter.table, column, context);
  }
  if (has(effects::Reason::volatile_default) && column.find(Kind::default_value) != nullptr) {
    return with_default(alter.table, column, context);
  }
  return {fmt::format("ALTER TABLE {} ADD COLUMN IF NOT EXISTS {};\n", sql::quoted(alter.table),
                      steps::column_without(column, without, context)),
          {}};
}

Steps first(const sql::AlterTable& alter, std::span<const std::string> columns,
            std::initializer_list<Kind> without, const lint::Context& context) {
  Steps all;
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto* add = std::get_if<sql::AddColumn>(&alter.actions[i].what);
    if (add != nullptr && std::find(columns.begin(), columns.end(), add->column.name) != columns.end()) {
      auto one = of(alter, i, without, context);
      all.add += one.add;
      all.fill += one.fill;
    }
  }
  return all;
}

}  // namespace migralint::new_column
