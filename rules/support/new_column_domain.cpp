// A new column of the type below a domain, with what the domain says on the table.
#include <fmt/format.h>

#include "rules/support/defaults.hpp"
#include "rules/support/definitions.hpp"
#include "rules/support/new_column.hpp"
#include "rules/support/recipes.hpp"

namespace migralint::new_column {

namespace {

using Kind = sql::Constraint::Kind;

constexpr int deepest = 32;

const catalog::Domain* find_domain(const sql::TypeName& type, const lint::Context& context) {
  return type.array_dimensions == 0 ? context.catalog().find_domain({type.schema, type.name, {}}) : nullptr;
}

// The default that the column gets, its own or the first that a domain has: empty without one, nothing where
// its text is not known. A volatile one is another rule's.
std::optional<std::string> default_of(const sql::ColumnDefinition& column, const lint::Context& context) {
  if (const auto* written = column.find(Kind::default_value)) {
    const bool is_null = written->expr != nullptr && defaults::is_null(*written->expr);
    return is_null ? std::string() : default_text(column, context);
  }
  const auto of_domain = defaults::of_domain(column.type, context.catalog());
  return of_domain ? defaults::text_of(*of_domain) : std::string();
}

// The column of the type below the domains, with its default (which all rows have at once), and NOT NULL
// behind that.
std::string base_column(const sql::Name& table, const sql::ColumnDefinition& column,
                        std::initializer_list<Kind> without, const lint::Context& context) {
  const std::string name = sql::quoted(column.name);
  const auto given = default_of(column, context);
  const bool filled = given && !given->empty();
  const bool not_null = column.find(Kind::not_null) != nullptr;
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
  return sql + left_in_words(column, without);
}

}  // namespace

std::optional<Steps> below_domain(const sql::Name& table, const sql::ColumnDefinition& column,
                                  std::initializer_list<Kind> without, const lint::Context& context) {
  const std::string shown = sql::quoted(table);
  const std::string name = sql::quoted(column.name);
  // The column may have a check of its own, which is called after it.
  const std::string label = column.find(Kind::check) == nullptr ? "check" : "domain_check";
  std::string add;
  std::string validate;
  int number = 0;
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
          table.name, {column.name}, number == 0 ? label : fmt::format("{}{}", label, number)));
      ++number;
      add += recipes::add_constraint(shown, constraint, definitions::for_column(*text, name) + " NOT VALID");
      validate += fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {};\n", shown, constraint);
    }
    domain = find_domain(domain->base, context);
  }
  if (add.empty()) {  // one that comes with PostgreSQL
    return std::nullopt;
  }
  return Steps{base_column(table, column, without, context), recipes::next_migration(context) +
                                                                 recipes::timeout_guard_next(context) + add +
                                                                 recipes::next_migration(context) + validate};
}

}  // namespace migralint::new_column
