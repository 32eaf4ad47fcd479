#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/findings.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

constexpr std::size_t most_named = 5;

/// What stands in the schema, as far as the history shows.
std::vector<const catalog::Relation*> tables_of(const catalog::Catalog& catalog, std::string_view schema) {
  std::vector<const catalog::Relation*> tables;
  catalog.for_each([&](const catalog::Relation& relation) {
    if (relation.schema == schema && (relation.is_table() || !relation.is_index())) {
      tables.push_back(&relation);
    }
  });
  return tables;
}

bool has_other_objects(const catalog::Catalog& catalog, std::string_view schema) {
  const auto in_schema = [&](const auto& map) {
    for (const auto& [key, item] : map) {
      if (key.schema == schema) {
        return true;
      }
    }
    return false;
  };
  return in_schema(catalog.functions_) || in_schema(catalog.enums_) || in_schema(catalog.domains_) ||
         in_schema(catalog.other_types_);
}

void check_schema(const sql::Drop& drop, const Context& context, Report& report) {
  if (drop.kind != sql::ObjectKind::schema || !drop.cascade) {
    return;
  }
  const auto& catalog = context.catalog();
  for (const auto& name : drop.objects) {
    const auto* schema = catalog.find_schema(name.name);
    const bool of_file = schema != nullptr && schema->origin.known() &&
                         schema->origin.file == context.step().file.id && catalog.complete();
    const auto tables = tables_of(catalog, name.name);
    const bool known_empty = catalog.complete() && tables.empty() && !has_other_objects(catalog, name.name);
    if (of_file || known_empty) {
      continue;
    }
    auto& finding =
        report(name.span, name.span,
               fmt::format("DROP SCHEMA … CASCADE deletes everything in {}, tables with their rows",
                           sql::quoted(name.name)));
    finding.label = "only a backup brings it back";
    for (std::size_t i = 0; i < tables.size() && i < most_named; ++i) {
      if (auto related = context.related(tables[i]->origin,
                                         fmt::format("{} is made here", sql::quoted(tables[i]->name)))) {
        finding.related.push_back(*related);
      }
    }
    finding.evidence.push_back(
        tables.empty()
            ? fmt::format("what {} holds is not in the history that was read", sql::quoted(name.name))
            : fmt::format("{} object{} of {} {} in the history", tables.size(), tables.size() == 1 ? "" : "s",
                          sql::quoted(name.name), tables.size() == 1 ? "is" : "are"));
    finding.evidence.emplace_back(
        "safe form: drop the objects by name first, then DROP SCHEMA without CASCADE, which refuses if "
        "something is left");
  }
}

void check_database(const sql::DatabaseStatement& statement, const Context& context, Report& report) {
  if (statement.what != sql::DatabaseStatement::What::drop) {
    return;
  }
  auto& finding = report(context.statement().range, fmt::format("DROP DATABASE deletes {} with all its data",
                                                                sql::quoted(statement.name)));
  finding.label = "only a backup brings it back";
  finding.evidence.emplace_back("a migration runs inside a database; to drop one is an operator's step");
}

}  // namespace

MIGRALINT_RULE(data_loss_drop_database_or_schema) = {
    .level = Level::error,
    .rank = Rank::separate,
    .summary = "DROP DATABASE, or DROP SCHEMA with all that it holds",
    .hooks = {on<check_schema>, on<check_database>},
    .undone_by_rollback = true,
};
