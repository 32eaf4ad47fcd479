#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"
#include "rules/support/steps.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

struct Kind {
  effects::Reason reason;
  std::string_view text;
};
constexpr Kind kinds[] = {
    {effects::Reason::adds_serial, "a serial column"},
    {effects::Reason::adds_identity, "an identity column"},
    {effects::Reason::adds_generated_stored, "a stored generated column"},
};

std::string_view number_type(const sql::TypeName& type) {
  if (type.name == "smallserial" || type.name == "serial2" || type.name == "int2") {
    return "smallint";
  }
  return type.name == "bigserial" || type.name == "serial8" || type.name == "int8" ? "bigint" : "integer";
}

Fix numbered(const sql::Name& table, const sql::ColumnDefinition& column, const Context& context) {
  const std::string shown = sql::quoted(table);
  const std::string name = sql::quoted(column.name);
  const sql::Name sequence_name{table.schema, recipes::object_name(table.name, {column.name}, "seq"), {}};
  const std::string sequence = sql::quoted(sequence_name);
  std::string sql = recipes::timeout_guard(context);
  sql += fmt::format("CREATE SEQUENCE IF NOT EXISTS {};\n", sequence);
  sql += fmt::format(
      "ALTER TABLE {0} ADD COLUMN IF NOT EXISTS {1} {2}, ALTER COLUMN {1} SET DEFAULT nextval('{3}');\n",
      shown, name, number_type(column.type), sequence);
  sql += fmt::format(
      "-- later, old rows in batches, each in its own transaction, until it says UPDATE 0\n"
      "UPDATE {0} SET {1} = DEFAULT WHERE ctid = ANY (ARRAY(SELECT ctid FROM {0} WHERE {1} IS NULL LIMIT "
      "10000));\n",
      shown, name);
  return {Fix::Class::plan, "safe form: a sequence as default for new rows, old rows in batches", sql, {}};
}

// GENERATED ALWAYS AS (expression) STORED: the expression with its parentheses, as written.
std::string expression_text(const sql::ColumnDefinition& column, const Context& context) {
  const auto* generated = column.find(sql::Constraint::Kind::generated);
  const std::string_view text = generated != nullptr ? context.text(generated->span) : std::string_view();
  const auto open = text.find('(');
  const auto close = text.rfind(')');
  return open == std::string_view::npos || close == std::string_view::npos
             ? std::string("(NULL)")
             : std::string(text.substr(open, close - open + 1));
}

Fix computed(const sql::Name& table, const sql::ColumnDefinition& column, const Context& context) {
  const std::string shown = sql::quoted(table);
  const std::string name = sql::quoted(column.name);
  const std::string type = sql::to_string(column.type);
  const std::string expression = expression_text(column, context);
  if (context.pg_version() >= 18) {
    return {Fix::Class::plan,
            "safe form, if it need not be stored or indexed: a virtual column",
            recipes::timeout_guard(context) +
                fmt::format("ALTER TABLE {} ADD COLUMN IF NOT EXISTS {} {} GENERATED ALWAYS AS {} VIRTUAL;\n",
                            shown, name, type, expression),
            {}};
  }
  const std::string trigger = sql::quoted(recipes::object_name(table.name, {column.name}, "compute"));
  std::string sql = recipes::timeout_guard(context);
  sql += fmt::format("ALTER TABLE {} ADD COLUMN IF NOT EXISTS {} {};\n", shown, name, type);
  // The expression may name the table.
  sql += steps::row_trigger(context, trigger, shown,
                            fmt::format("SELECT {} INTO NEW.{} FROM (SELECT NEW.*) AS {};", expression, name,
                                        sql::quoted(table.name)));
  sql += fmt::format(
      "-- later, old rows in batches, each in its own transaction, until it says UPDATE 0\n"
      "UPDATE {0} SET {1} = {2} WHERE ctid = ANY (ARRAY(SELECT ctid FROM {0} WHERE {1} IS NULL LIMIT "
      "10000));\n",
      shown, name, expression);
  return {
      Fix::Class::plan, "safe form: an ordinary column that a trigger fills, old rows in batches", sql, {}};
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    const auto* add = std::get_if<sql::AddColumn>(&action.what);
    if (add == nullptr) {
      continue;
    }
    for (const auto& kind : kinds) {
      if (context.effects().find(kind.reason, i) == nullptr) {
        continue;
      }
      const Newness newness = context.newness(alter.table);
      if (findings::harmless(newness)) {
        break;
      }
      const std::string table = sql::quoted(alter.table);
      auto& finding = report(add->column.span, action.span,
                             fmt::format("{}, {}, writes all of {} again while nobody can read or write it",
                                         sql::quoted(add->column.name), kind.text, table));
      finding.label = fmt::format("{} for a full rewrite", findings::lock_text(context, alter.table));
      findings::about_table(finding, context, alter.table, newness);
      finding.fix = kind.reason == effects::Reason::adds_generated_stored
                        ? computed(alter.table, add->column, context)
                        : numbered(alter.table, add->column, context);
      break;
    }
  }
}

}  // namespace

MIGRALINT_RULE(rewrite_generated_column) = {
    .level = Level::error,
    .summary =
        "ADD COLUMN of a serial, identity or stored generated column: the whole table is written again",
    .hooks = {on<check>},
    .grows_with_table = true,
};
