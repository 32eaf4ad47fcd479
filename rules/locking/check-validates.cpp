#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/edits.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/new_column.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

std::string check_text(const sql::Constraint& check, const Context& context) {
  const std::string_view text = context.text(check.span);
  const auto at = text.find('(');
  const auto end = text.rfind(')');
  return at == std::string_view::npos || end == std::string_view::npos
             ? std::string("(…)")
             : std::string(text.substr(at, end - at + 1));
}

Fix recipe(const sql::AlterTable& alter, const sql::Constraint& check, const Context& context,
           const sql::ColumnDefinition* column) {
  using Kind = sql::Constraint::Kind;
  const std::string shown = sql::quoted(alter.table);
  std::string sql = recipes::timeout_guard(context);
  std::string validate = recipes::next_migration(context);
  const auto add = [&](const sql::Constraint& one) {
    const std::string name = sql::quoted(recipes::constraint_name(one, alter.table, context));
    sql += recipes::add_constraint(
        shown, name,
        fmt::format("CHECK {}{} NOT VALID", check_text(one, context), one.no_inherit ? " NO INHERIT" : ""));
    validate += fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {};\n", shown, name);
  };
  std::vector<std::string> columns{column != nullptr ? column->name : std::string()};
  if (column == nullptr && check.expr) {
    columns = sql::columns_of(*check.expr);
  }
  const auto first = new_column::first(alter, columns, {Kind::check}, context);
  sql += first.add;
  if (column == nullptr) {
    sql += recipes::name_note(alter, check, context);
    add(check);
  } else {
    for (const auto& one : column->constraints) {
      if (one.kind == Kind::check) {
        add(one);
      }
    }
  }
  return {
      Fix::Class::plan, "safe form, over two migrations (two transactions)", sql + first.fill + validate, {}};
}

void report_check(const sql::AlterTable& alter, const sql::Action& action, const sql::Constraint& check,
                  const sql::ColumnDefinition* column, const Context& context, Report& report) {
  const Newness newness = context.newness(alter.table);
  if (findings::harmless(newness)) {
    return;
  }
  auto& finding =
      report(check.span, action.span,
             fmt::format("the CHECK is tested on every row of {0} while nobody can read or write {0}",
                         sql::quoted(alter.table)));
  finding.label = fmt::format("{} for a full scan", findings::lock_text(context, alter.table));
  findings::about_table(finding, context, alter.table, newness);
  finding.fix = column == nullptr ? edits::validate_behind(alter, action, check, context) : std::nullopt;
  if (!finding.fix) {
    finding.fix = recipe(alter, check, context, column);
  }
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    if (context.effects().find(effects::Reason::validates_check, i) == nullptr) {
      continue;
    }
    if (const auto* add = std::get_if<sql::AddConstraint>(&action.what)) {
      report_check(alter, action, add->constraint, nullptr, context, report);
    } else if (const auto* column = std::get_if<sql::AddColumn>(&action.what)) {
      if (const auto* inline_check = column->column.find(sql::Constraint::Kind::check)) {
        report_check(alter, action, *inline_check, &column->column, context, report);
      }
    }
  }
}

}  // namespace

MIGRALINT_RULE(locking_check_validates) = {
    .level = Level::error,
    .summary = "A CHECK added without NOT VALID: all rows are read under ACCESS EXCLUSIVE",
    .hooks = {on<check, sql::AddColumn, sql::AddConstraint>},
    .grows_with_table = true,
};
