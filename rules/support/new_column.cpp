#include "rules/support/new_column.hpp"

#include <algorithm>
#include <utility>

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

}  // namespace

std::string default_text(const sql::ColumnDefinition& column, const lint::Context& context) {
  const auto* constraint = column.find(Kind::default_value);
  if (constraint == nullptr) {
    return "NULL";
  }
  const auto word = script::find_words(context.text(), constraint->span, {"default"});
  const Span rest{word ? word->end : constraint->span.begin, constraint->span.end};
  return std::string(context.text(script::trim(context.text(), rest)));
}

std::string name_and_type(const sql::ColumnDefinition& column, const lint::Context& context) {
  return steps::column_without(
      column,
      {Kind::not_null, Kind::null, Kind::default_value, Kind::check, Kind::primary_key, Kind::unique,
       Kind::foreign_key, Kind::identity, Kind::generated},
      context);
}

std::string expression_text(const sql::ColumnDefinition& column, const lint::Context& context) {
  const auto* generated = column.find(Kind::generated);
  const std::string_view text = generated != nullptr ? context.text(generated->span) : std::string_view();
  const auto open = text.find('(');
  const auto close = text.rfind(')');
  return open == std::string_view::npos || close == std::string_view::npos
             ? std::string("(NULL)")
             : std::string(text.substr(open, close - open + 1));
}

std::string left_in_words(const sql::ColumnDefinition& column, std::initializer_list<Kind> without) {
  std::string list;
  const auto add = [&](Kind kind, std::string_view words) {
    const bool skipped = std::find(without.begin(), without.end(), kind) != without.end();
    list += skipped || column.find(kind) == nullptr ? std::string()
                                                    : fmt::format("{}{}", list.empty() ? "" : ", ", words);
  };
  add(Kind::primary_key, "PRIMARY KEY");
  add(Kind::unique, "UNIQUE");
  add(Kind::check, "CHECK");
  add(Kind::foreign_key, "REFERENCES");
  return list.empty() ? list
                      : fmt::format("-- then give {} what else the statement says: {}\n",
                                    sql::quoted(column.name), list);
}

namespace {

bool is_identity(const sql::ColumnDefinition& column) { return column.find(Kind::identity) != nullptr; }

// `(START WITH 10)` of GENERATED … AS IDENTITY, for a sequence.
std::string sequence_options(const sql::ColumnDefinition& column, const lint::Context& context) {
  const auto* identity = column.find(Kind::identity);
  const std::string_view text = identity != nullptr ? context.text(identity->span) : std::string_view();
  const auto open = text.find('(');
  const auto close = text.rfind(')');
  return open == std::string_view::npos || close == std::string_view::npos
             ? std::string()
             : " " + std::string(text.substr(open + 1, close - open - 1));
}

// Of a table with children there is none before 17, and with INHERITS never (ATExecAddColumn).
bool can_be_identity(const sql::Name& table, const lint::Context& context) {
  constexpr int first_for_partitions = 17;
  const auto* relation = context.catalog().find(table);
  return relation == nullptr ||
         (relation->inherited_by.empty() && (relation->kind != catalog::RelationKind::partitioned_table ||
                                             context.pg_version() >= first_for_partitions));
}

// The identity goes on where the sequence that stood in for its own has come to.
std::string as_identity(const sql::Name& table, const sql::ColumnDefinition& column,
                        const std::string& sequence, const lint::Context& context) {
  const std::string shown = sql::quoted(table);
  return recipes::next_migration(context) +
         recipes::in_one_transaction(
             context,
             fmt::format("{}ALTER TABLE {} ALTER COLUMN {} DROP DEFAULT, ALTER COLUMN {} ADD {};\n"
                         "SELECT setval(pg_get_serial_sequence({}, {}), last_value, is_called) FROM "
                         "{};\nDROP SEQUENCE IF EXISTS {};\n",
                         recipes::timeout_guard_next(context), shown, sql::quoted(column.name),
                         sql::quoted(column.name), context.text(column.find(Kind::identity)->span),
                         recipes::literal(shown), recipes::literal(column.name), sequence, sequence));
}

/// A column that takes its numbers from a sequence: `end` comes when it is NOT NULL, `in_words` where another
/// part of the plan makes it so.
struct Numbered {
  Steps steps;
  std::string end;
  std::string in_words;
};

Numbered numbered(const sql::Name& table, const sql::ColumnDefinition& column, const lint::Context& context) {
  const bool identity = is_identity(column) && can_be_identity(table, context);
  const std::string shown = sql::quoted(table);
  const std::string name = sql::quoted(column.name);
  const std::string sequence = sql::quoted(sql::Name{
      table.schema, recipes::object_name(table.name, {column.name}, identity ? "numbers" : "seq"), {}});
  std::string add = fmt::format(
      "CREATE SEQUENCE IF NOT EXISTS {3} AS {2}{5};\n"
      "ALTER TABLE {0} ADD COLUMN IF NOT EXISTS {1} {2}, ALTER COLUMN {1} SET DEFAULT nextval({4});\n",
      shown, name, number_type(column.type), sequence, recipes::literal(sequence),
      sequence_options(column, context));
  if (!identity) {
    add += fmt::format("ALTER SEQUENCE {} OWNED BY {}.{};\n", sequence, shown, name);
  }
  return {{add, recipes::next_outside(context) +
                    recipes::in_batches(shown, name + " = DEFAULT", name + " IS NULL")},
          identity ? as_identity(table, column, sequence, context) : std::string(),
          identity
              ? fmt::format("-- at the end {} becomes an identity column, behind the last number of {}\n",
                            name, sequence)
              : std::string()};
}

Steps computed(const sql::Name& table, const sql::ColumnDefinition& column, const lint::Context& context) {
  const std::string shown = sql::quoted(table);
  const std::string name = sql::quoted(column.name);
  const std::string expression = expression_text(column, context);
  const std::string trigger = sql::quoted(recipes::object_name(table.name, {column.name}, "compute"));
  // The expression may name the table.
  return {
      fmt::format("ALTER TABLE {} ADD COLUMN IF NOT EXISTS {};\n", shown, name_and_type(column, context)) +
          steps::row_trigger(context, trigger, shown,
                             fmt::format("SELECT {} INTO NEW.{} FROM (SELECT NEW.*) AS {};", expression, name,
                                         sql::quoted(table.name))),
      recipes::next_outside(context) +
          recipes::in_batches(shown, fmt::format("{} = {}", name, expression),
                              fmt::format("{} IS NULL AND {} IS NOT NULL", name, expression))};
}

Steps with_default(const sql::Name& table, const sql::ColumnDefinition& column,
                   const lint::Context& context) {
  const std::string shown = sql::quoted(table);
  const std::string name = sql::quoted(column.name);
  const std::string expression = default_text(column, context);
  return {fmt::format("ALTER TABLE {0} ADD COLUMN IF NOT EXISTS {1}, ALTER COLUMN {2} SET DEFAULT {3};\n",
                      shown, name_and_type(column, context), name, expression),
          recipes::next_outside(context) +
              recipes::in_batches(shown, fmt::format("{} = {}", name, expression), name + " IS NULL")};
}

// What makes the column NOT NULL is not another part of the same plan.
bool makes_not_null(const sql::AlterTable& alter, const sql::ColumnDefinition& column,
                    std::initializer_list<Kind> without, bool is_numbered) {
  const auto left_out = [&](Kind kind) {
    return std::find(without.begin(), without.end(), kind) != without.end();
  };
  const auto is_key = [&](const sql::Constraint& constraint) {
    return constraint.kind == Kind::primary_key &&
           std::find(constraint.columns.begin(), constraint.columns.end(), column.name) !=
               constraint.columns.end();
  };
  const bool in_key = column.find(Kind::primary_key) != nullptr ||
                      std::any_of(alter.actions.begin(), alter.actions.end(), [&](const sql::Action& action) {
                        const auto* add = std::get_if<sql::AddConstraint>(&action.what);
                        return add != nullptr && is_key(add->constraint);
                      });
  const auto* not_null = column.find(Kind::not_null);
  const bool wanted = is_numbered || in_key || (not_null != nullptr && !not_null->not_valid);
  return wanted && !left_out(Kind::not_null) && !(in_key && left_out(Kind::primary_key));
}

}  // namespace

Steps of(const sql::AlterTable& alter, std::size_t part, std::initializer_list<Kind> without,
         const lint::Context& context) {
  const auto& column = std::get<sql::AddColumn>(alter.actions[part].what).column;
  const auto has = [&](effects::Reason reason) { return context.effects().find(reason, part) != nullptr; };
  const bool is_numbered = has(effects::Reason::adds_serial) || has(effects::Reason::adds_identity);
  if (has(effects::Reason::adds_constrained_domain)) {
    if (auto below = below_domain(alter.table, column, without, context)) {
      return std::move(*below);
    }
  }
  Numbered made;
  if (is_numbered) {
    made = numbered(alter.table, column, context);
  } else if (has(effects::Reason::adds_generated_stored) &&
             steps::no_trigger(context, alter.table, {}).empty() &&
             steps::no_empty_column(context, column.type).empty()) {
    made.steps = computed(alter.table, column, context);
  } else if (has(effects::Reason::volatile_default) && column.find(Kind::default_value) != nullptr &&
             steps::no_empty_column(context, column.type).empty()) {
    made.steps = with_default(alter.table, column, context);
  } else {
    return {fmt::format("ALTER TABLE {} ADD COLUMN IF NOT EXISTS {};\n", sql::quoted(alter.table),
                        steps::column_without(column, without, context)),
            {}};
  }
  made.steps.fill += makes_not_null(alter, column, without, is_numbered)
                         ? steps::not_null(context, alter.table, column.name) + made.end
                         : made.in_words;
  made.steps.fill += left_in_words(column, without);
  return made.steps;
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
