#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/definitions.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

constexpr int deepest = 32;

const catalog::Domain* find_domain(const sql::TypeName& type, const Context& context) {
  return type.array_dimensions == 0 ? context.catalog().find_domain({type.schema, type.name, {}}) : nullptr;
}

// A column of the type below the domains, with their checks on the table: those can be NOT VALID.
std::optional<Fix> recipe(const sql::Name& table, const sql::ColumnDefinition& column,
                          const Context& context) {
  const std::string shown = sql::quoted(table);
  const std::string name = sql::quoted(column.name);
  const std::string add_column =
      fmt::format("ALTER TABLE {} ADD COLUMN IF NOT EXISTS {} {};\n", shown, name,
                  sql::to_string(effects::storage_type(column.type, context.catalog())));
  std::string add;
  std::string validate;
  const auto* domain = find_domain(column.type, context);
  for (int depth = 0; domain != nullptr && depth < deepest; ++depth) {
    if (domain->not_null) {
      return std::nullopt;
    }
    for (const auto& written : domain->checks) {
      const auto text = definitions::check(written.origin, context);
      if (!text) {
        return std::nullopt;
      }
      const std::string constraint = sql::quoted(recipes::object_name(
          table.name, {column.name}, add.empty() ? "check" : fmt::format("check{}", depth + 1)));
      add += recipes::add_constraint(shown, constraint, definitions::for_column(*text, name) + " NOT VALID");
      validate += fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {};\n", shown, constraint);
    }
    domain = find_domain(domain->base, context);
  }
  if (add.empty()) {  // one that comes with PostgreSQL
    return std::nullopt;
  }
  return Fix{
      Fix::Class::plan,
      "safe form: the base type, and the domain's check on the table (each statement in a migration of its "
      "own)",
      recipes::timeout_guard(context) + add_column + recipes::next_migration(context) +
          recipes::timeout_guard_next(context) + add + recipes::next_migration(context) + validate,
      {}};
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
