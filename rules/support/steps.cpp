#include "rules/support/steps.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "rules/support/dependants.hpp"
#include "rules/support/recipes.hpp"
#include "script/lexer.hpp"

namespace migralint::steps {

std::string drop_of_same_name(const sql::AlterTable& alter, std::string_view constraint) {
  const bool dropped =
      std::any_of(alter.actions.begin(), alter.actions.end(), [&](const sql::Action& action) {
        const auto* drop = std::get_if<sql::DropConstraint>(&action.what);
        return drop != nullptr && drop->name == constraint;
      });
  return dropped ? fmt::format("DROP CONSTRAINT IF EXISTS {}, ", sql::quoted(constraint)) : std::string();
}

std::string name_for(const sql::AlterTable& alter, const sql::Constraint& constraint,
                     const lint::Context& context) {
  std::string plain = recipes::constraint_name(constraint, alter.table.name);
  return drop_of_same_name(alter, plain).empty() ? recipes::constraint_name(constraint, alter.table, context)
                                                 : plain;
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

std::string retire_column(const lint::Context& context, const sql::Name& table, const std::string& column,
                          std::string_view fresh, std::string_view trigger) {
  const std::string shown = sql::quoted(table);
  const auto* relation = context.catalog().find(table);
  std::string users;
  for (const auto& dependant : relation != nullptr ? dependants::of_column(*relation, column, context)
                                                   : std::vector<dependants::Dependant>{}) {
    users += (users.empty() ? "" : ", ") + dependant.what;
  }
  if (!users.empty()) {
    return fmt::format("-- then make again with {} what uses {} ({}), and drop {} and its trigger {}\n",
                       fresh, sql::quoted(column), users, sql::quoted(column), trigger);
  }
  // The column first: who writes meanwhile waits for the lock, and does not meet the trigger without it.
  const std::string words =
      fmt::format("-- next deploy, when all code uses {} only, in one transaction\n", fresh);
  return words +
         recipes::in_one_transaction(
             context,
             fmt::format("{0}-- migralint:ignore data-loss/drop-column -- {3} has its values\n"
                         "ALTER TABLE {1} DROP COLUMN IF EXISTS {2};\n"
                         "DROP TRIGGER IF EXISTS {4} ON {1};\nDROP FUNCTION IF EXISTS {4}();\n",
                         recipes::timeout_guard_next(context), shown, sql::quoted(column), fresh, trigger));
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
