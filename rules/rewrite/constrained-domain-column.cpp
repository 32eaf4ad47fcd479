#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/new_column.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

const catalog::Domain* find_domain(const sql::TypeName& type, const Context& context) {
  return type.array_dimensions == 0 ? context.catalog().find_domain({type.schema, type.name, {}}) : nullptr;
}

std::optional<Fix> recipe(const sql::Name& table, const sql::ColumnDefinition& column,
                          const Context& context) {
  const auto steps = new_column::below_domain(table, column, {}, context);
  return steps ? std::optional(Fix{Fix::Class::plan,
                                   "safe form: the base type, and the domain's check on the table (each "
                                   "statement in a migration of its own)",
                                   recipes::timeout_guard(context) + steps->add + steps->fill,
                                   {}})
               : std::nullopt;
}

void check(const sql::AlterTable& alter, const Context& context, Report& report) {
  for (std::size_t i = 0; i < alter.actions.size(); ++i) {
    const auto& action = alter.actions[i];
    const auto* add = std::get_if<sql::AddColumn>(&action.what);
    if (add == nullptr || context.effects().find(effects::Reason::adds_constrained_domain, i) == nullptr) {
      continue;
    }
    const Newness newness = context.newness(alter.table);
    if (findings::harmless(newness)) {
      continue;
    }
    const std::string table = sql::quoted(alter.table);
    const std::string type = sql::to_string(add->column.type);
    auto& finding =
        report(add->column.span, action.span,
               fmt::format("{}, of the domain {}, writes all of {} again while nobody can read or write "
                           "it",
                           sql::quoted(add->column.name), type, table));
    finding.label = fmt::format("{} for a full rewrite", findings::lock_text(context, alter.table));
    findings::about_table(finding, context, alter.table, newness);
    const auto* domain = find_domain(add->column.type, context);
    if (domain != nullptr && domain->origin.known()) {
      finding.evidence.push_back(fmt::format(
          "{}, or a domain below it, has a constraint, which is checked for every row; it is made at {}",
          type, context.place(domain->origin)));
    }
    finding.fix = recipe(alter.table, add->column, context);
  }
}

}  // namespace

MIGRALINT_RULE(rewrite_constrained_domain_column) = {
    .level = Level::error,
    .summary =
        "ADD COLUMN of a domain with constraints: the whole table is written again, even with no default",
    .hooks = {on<check, sql::AddColumn>},
    .grows_with_table = true,
};
