#include "rules/support/steps.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "rules/support/definitions.hpp"
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

namespace {

bool has(const std::vector<std::string>& columns, const std::string& column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

bool uses(const catalog::Index& index, const std::string& column) {
  const auto mentions = [&](const sql::ExprPtr& expr) { return expr && has(sql::columns_of(*expr), column); };
  return has(index.including, column) || mentions(index.predicate) ||
         std::any_of(index.keys.begin(), index.keys.end(),
                     [&](const sql::IndexKey& key) { return key.column == column || mentions(key.expr); });
}

/// The indexes of a column, for another one; what cannot be written is added to `users`.
std::string indexes_for(const lint::Context& context, const catalog::Relation& table,
                        const std::string& column, std::string_view fresh, std::string& users) {
  std::string sql;
  for (const auto id : table.indexes) {
    const auto* index = context.catalog().get(id);
    if (index == nullptr || !index->index || !index->index->constraint.empty() ||
        !uses(*index->index, column)) {
      continue;
    }
    const std::string name = recipes::object_name(index->name, {}, "new");
    const auto made = definitions::create_index_on(*index, name, column, fresh, context);
    users +=
        made ? std::string() : fmt::format("{}index {}", users.empty() ? "" : ", ", sql::quoted(index->name));
    sql += made ? fmt::format("DROP INDEX CONCURRENTLY IF EXISTS {};\n{}",
                              sql::quoted(sql::Name{index->schema, name, {}}), *made)
                : std::string();
  }
  return sql;
}

/// Whatever else hangs on the column: what reads it, and what goes with it.
std::string users_of(const lint::Context& context, const catalog::Relation& table,
                     const std::string& column) {
  std::string users;
  const auto add = [&](const std::string& what) { users += (users.empty() ? "" : ", ") + what; };
  for (const auto& dependant : dependants::of_column(table, column, context)) {
    add(dependant.what);
  }
  for (const auto& constraint : table.constraints) {
    const bool is_check = constraint.kind == sql::Constraint::Kind::check && constraint.expr;
    if (constraint.kind != sql::Constraint::Kind::not_null &&
        (has(constraint.columns, column) || (is_check && has(sql::columns_of(*constraint.expr), column)))) {
      add("constraint " + sql::quoted(constraint.name));
    }
  }
  const auto* known = table.column(column);
  if (known != nullptr && (known->default_expr || known->identity)) {
    add("its default");
  }
  if (known != nullptr && known->not_null) {
    add("its NOT NULL");
  }
  return users;
}

}  // namespace

std::string retire_column(const lint::Context& context, const sql::Name& table, const std::string& column,
                          std::string_view fresh, std::string_view trigger) {
  const std::string shown = sql::quoted(table);
  const auto* relation = context.catalog().find(table);
  std::string users = relation != nullptr ? users_of(context, *relation, column) : std::string();
  std::string indexes =
      relation != nullptr ? indexes_for(context, *relation, column, fresh, users) : std::string();
  if (!indexes.empty()) {
    indexes.insert(0, recipes::next_outside(context));
  }
  if (!users.empty()) {
    return indexes +
           fmt::format("-- then give {0} what {1} has ({2}), and drop {1} with its trigger {3} last\n", fresh,
                       sql::quoted(column), users, trigger);
  }
  // The column first: who writes meanwhile waits for the lock, and does not meet the trigger without it.
  const std::string words =
      fmt::format("-- next deploy, when all code uses {} only, in one transaction\n", fresh);
  return indexes + words +
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
