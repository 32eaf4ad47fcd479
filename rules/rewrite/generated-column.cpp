#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/new_column.hpp"
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

Fix virtual_column(const sql::AlterTable& alter, const sql::ColumnDefinition& column,
                   const Context& context) {
  const bool not_null = column.find(sql::Constraint::Kind::not_null) != nullptr;
  return {Fix::Class::plan,
          "safe form, if it need not be stored or indexed: a virtual column",
          recipes::timeout_guard(context) +
              fmt::format("ALTER TABLE {} ADD COLUMN IF NOT EXISTS {} GENERATED ALWAYS AS {} VIRTUAL;\n",
                          sql::quoted(alter.table), new_column::name_and_type(column, context),
                          new_column::expression_text(column, context)) +
              (not_null ? steps::not_null(context, alter.table, column.name) : std::string()) +
              new_column::left_in_words(column, {}),
          {}};
}

void propose(Finding& finding, const sql::AlterTable& alter, std::size_t part, bool generated,
             const Context& context) {
  constexpr int first_with_virtual_columns = 18;
  const auto& column = std::get<sql::AddColumn>(alter.actions[part].what).column;
  if (generated && context.pg_version() >= first_with_virtual_columns) {
    finding.fix = virtual_column(alter, column, context);
    return;
  }
  std::string problem = generated ? steps::no_trigger(context, alter.table, {}) : std::string();
  if (generated && problem.empty()) {
    problem = steps::no_empty_column(context, column.type);
  }
  if (!problem.empty()) {
    finding.evidence.push_back("no column that a trigger computes is proposed: " + problem);
    return;
  }
  const auto steps = new_column::of(alter, part, {}, context);
  finding.fix = Fix{Fix::Class::plan,
                    generated ? "safe form: an ordinary column that a trigger fills, old rows in batches"
                              : "safe form: a sequence as default for new rows, old rows in batches",
                    recipes::timeout_guard(context) + steps.add + steps.fill,
                    {}};
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
      propose(finding, alter, i, kind.reason == effects::Reason::adds_generated_stored, context);
      break;
    }
  }
}

}  // namespace

MIGRALINT_RULE(rewrite_generated_column) = {
    .level = Level::error,
    .summary =
        "ADD COLUMN of a serial, identity or stored generated column: the whole table is written again",
    .hooks = {on<check, sql::AddColumn>},
    .grows_with_table = true,
};
