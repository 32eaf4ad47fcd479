#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/defaults.hpp"
#include "rules/support/definitions.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/new_column.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

constexpr int deepest = 32;

const catalog::Domain* find_domain(const sql::TypeName& type, const Context& context) {
  return type.array_dimensions == 0 ? context.catalog().find_domain({type.schema, type.name, {}}) : nullptr;
}

// The default that the column gets, its own or the first that a domain has: empty without one, nothing where
// its text is not known. A volatile one is another rule's.
std::optional<std::string> default_of(const sql::ColumnDefinition& column, const Context& context) {
  if (const auto* written = column.find(sql::Constraint::Kind::default_value)) {
    const bool is_null = written->expr != nullptr && defaults::is_null(*written->expr);
    return is_null ? std::string() : new_column::default_text(column, context);
  }
  const auto* domain = find_domain(column.type, context);
  for (int depth = 0; domain != nullptr && depth < deepest; ++depth) {
    if (domain->default_expr != nullptr) {
      return defaults::is_null(*domain->default_expr) ? std::string()
                                                      : defaults::text_of(*domain->default_expr);
    }
    domain = find_domain(domain->base, context);
  }
  return std::string();
}

// The column of the type below the domains, with its default (which all rows have at once), and NOT NULL
// behind that.
std::string base_column(const sql::Name& table, const sql::ColumnDefinition& column, const Context& context) {
  const std::string name = sql::quoted(column.name);
  const auto given = default_of(column, context);
  const bool filled = given && !given->empty();
  const bool not_null = column.find(sql::Constraint::Kind::not_null) != nullptr;
  std::string sql =
      fmt::format("ALTER TABLE {} ADD COLUMN IF NOT EXISTS {} {}{}{};\n", sql::quoted(table), name,
                  sql::to_string(effects::storage_type(column.type, context.catalog())),
                  filled ? " DEFAULT " + *given : std::string(), filled && not_null ? " NOT NULL" : "");
  if (!given) {
    sql += fmt::format("-- then give {} the default of its domain, for old rows, too\n", name);
  }
  if (not_null && !filled) {
    sql += fmt::format("-- then fill {}, and make it NOT NULL\n", name);
  }
  return sql + new_column::left_in_words(column, {});
}

// A column of the type below the domains, with their checks on the table: those can be NOT VALID.
std::optional<Fix> recipe(const sql::Name& table, const sql::ColumnDefinition& column,
                          const Context& context) {
  const std::string shown = sql::quoted(table);
  const std::string name = sql::quoted(column.name);
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
      recipes::timeout_guard(context) + base_column(table, column, context) +
          recipes::next_migration(context) + recipes::timeout_guard_next(context) + add +
          recipes::next_migration(context) + validate,
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
