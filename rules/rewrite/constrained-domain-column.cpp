#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/defaults.hpp"
#include "rules/support/definitions.hpp"
#include "rules/support/findings.hpp"
#include "rules/support/new_column.hpp"
#include "rules/support/recipes.hpp"
#include "rules/support/steps.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

constexpr int deepest = 32;

const catalog::Domain* find_domain(const sql::TypeName& type, const Context& context) {
  return type.array_dimensions == 0 ? context.catalog().find_domain({type.schema, type.name, {}}) : nullptr;
}

// The default that the column gets, as SQL: its own or the first that a domain has.
struct Default {
  std::string text;  ///< empty: none
  bool is_volatile = false;
  bool is_unclear = false;  ///< there is one, but not what it says
};

Default default_of(const sql::ColumnDefinition& column, const Context& context) {
  const auto* written = column.find(sql::Constraint::Kind::default_value);
  auto expr = written != nullptr ? written->expr : nullptr;
  const auto* domain = written == nullptr ? find_domain(column.type, context) : nullptr;
  for (int depth = 0; domain != nullptr && !expr && depth < deepest; ++depth) {
    expr = domain->default_expr;
    domain = find_domain(domain->base, context);
  }
  if (!expr || defaults::is_null(*expr)) {
    return {};
  }
  const auto volatility = effects::volatility_of(*expr, context.environment()).volatility;
  const auto text = written != nullptr ? std::optional(new_column::default_text(column, context))
                                       : defaults::text_of(*expr);
  return {text.value_or(""),
          volatility != sql::Volatility::immutable && volatility != sql::Volatility::stable, !text};
}

// The column of the type below the domains, with its default, and NOT NULL where all rows have a value.
new_column::Steps base_column(const sql::Name& table, const sql::ColumnDefinition& column,
                              const Context& context) {
  const std::string name = sql::quoted(column.name);
  const std::string definition =
      name + " " + sql::to_string(effects::storage_type(column.type, context.catalog()));
  const auto given = default_of(column, context);
  const bool not_null = column.find(sql::Constraint::Kind::not_null) != nullptr;
  new_column::Steps steps;
  if (given.is_volatile && !given.text.empty()) {
    steps = new_column::with_default(table, name, definition, given.text, context);
    steps.fill += not_null ? steps::not_null(context, table, column.name) : std::string();
  } else {
    const bool filled = !given.text.empty();
    steps.add =
        fmt::format("ALTER TABLE {} ADD COLUMN IF NOT EXISTS {}{}{};\n", sql::quoted(table), definition,
                    filled ? " DEFAULT " + given.text : std::string(), filled && not_null ? " NOT NULL" : "");
    steps.fill =
        given.is_unclear ? fmt::format("-- then give {} the default of its domain\n", name) : std::string();
    steps.fill += not_null && !filled
                      ? fmt::format("-- then fill {}, and give it NOT NULL (locking/not-null-scan)\n", name)
                      : std::string();
  }
  steps.fill += new_column::left_in_words(column, {});
  return steps;
}

// A column of the type below the domains, with their checks on the table: those can be NOT VALID.
std::optional<Fix> recipe(const sql::Name& table, const sql::ColumnDefinition& column,
                          const Context& context) {
  const std::string shown = sql::quoted(table);
  const std::string name = sql::quoted(column.name);
  const auto first = base_column(table, column, context);
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
      recipes::timeout_guard(context) + first.add + first.fill + recipes::next_migration(context) +
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
