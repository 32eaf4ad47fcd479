#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/new_column.hpp"
#include "rules/support/recipes.hpp"
#include "rules/support/steps.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

Fix recipe(const sql::AlterTable& alter, std::size_t part, const Context& context) {
  const auto steps = new_column::of(alter, part, {}, context);
  return {Fix::Class::plan,
          "safe form: the default for new rows first, old rows in batches",
          recipes::timeout_guard(context) + steps.add + steps.fill,
          {}};
}

void report_column(const sql::AlterTable& alter, std::size_t part, const sql::ColumnDefinition& column,
                   const Context& context, Report& report) {
  const Newness newness = context.newness(alter.table);
  const auto* constraint = column.find(sql::Constraint::Kind::default_value);
  const bool written = constraint != nullptr && constraint->expr != nullptr;
  const auto* domain = context.catalog().find_domain({column.type.schema, column.type.name, {}});
  const auto expression = written ? constraint->expr : domain != nullptr ? domain->default_expr : nullptr;
  if (findings::harmless(newness) || !expression) {
    return;
  }
  const auto volatility = effects::volatility_of(*expression, context.environment());
  const std::string table = sql::quoted(alter.table);
  auto& finding = report(written ? constraint->span : column.span, alter.actions[part].span,
                         fmt::format("the default of {} is computed for every row: all of {} is written "
                                     "again while nobody can read or write it",
                                     sql::quoted(column.name), table));
  finding.label = fmt::format("{} for a full rewrite", findings::lock_text(context, alter.table));
  if (!volatility.culprit.empty()) {
    finding.evidence.push_back(
        volatility.volatility == sql::Volatility::unknown
            ? fmt::format(
                  "{}() is not in the history that was read: PostgreSQL takes a function as VOLATILE unless "
                  "it is declared otherwise",
                  volatility.culprit)
            : fmt::format("{}() is VOLATILE", volatility.culprit));
  }
  findings::about_table(finding, context, alter.table, newness);
  const std::string problem = steps::no_empty_column(context, column.type);
  if (written && !problem.empty()) {
    finding.evidence.push_back(
        fmt::format("{}: safe form, a column of the type below it, the default set afterwards, and the "
                    "checks on the table",
                    problem));
  } else if (written) {
    finding.fix = recipe(alter, part, context);
  } else {
    finding.evidence.push_back(
        fmt::format("the default is that of the domain {}", sql::to_string(column.type)));
  }
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto* add = std::get_if<sql::AddColumn>(&alter.actions[i].what);
    if (add != nullptr && context.effects().find(effects::Reason::volatile_default, i) != nullptr) {
      report_column(alter, i, add->column, context, report);
    }
  }
}

}  // namespace

MIGRALINT_RULE(rewrite_volatile_default) = {
    .level = Level::error,
    .summary = "ADD COLUMN with a volatile default: the whole table is written again under ACCESS EXCLUSIVE",
    .hooks = {on<check, sql::AddColumn>},
    .grows_with_table = true,
};
