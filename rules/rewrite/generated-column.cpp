#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/new_column.hpp"
#include "rules/support/recipes.hpp"

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

Fix recipe(const sql::Name& table, const sql::ColumnDefinition& column, bool generated,
           const Context& context) {
  constexpr int first_with_virtual_columns = 18;
  const std::string guard = recipes::timeout_guard(context);
  if (!generated) {
    const auto steps = new_column::numbered(table, column, context);
    return {Fix::Class::plan,
            "safe form: a sequence as default for new rows, old rows in batches",
            guard + steps.add + steps.fill,
            {}};
  }
  if (context.pg_version() >= first_with_virtual_columns) {
    return {
        Fix::Class::plan,
        "safe form, if it need not be stored or indexed: a virtual column",
        guard + fmt::format("ALTER TABLE {} ADD COLUMN IF NOT EXISTS {} {} GENERATED ALWAYS AS {} VIRTUAL;\n",
                            sql::quoted(table), sql::quoted(column.name), sql::to_string(column.type),
                            new_column::expression_text(column, context)),
        {}};
  }
  const auto steps = new_column::computed(table, column, context);
  return {Fix::Class::plan,
          "safe form: an ordinary column that a trigger fills, old rows in batches",
          guard + steps.add + steps.fill,
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
      finding.fix =
          recipe(alter.table, add->column, kind.reason == effects::Reason::adds_generated_stored, context);
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
