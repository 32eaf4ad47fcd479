#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

bool is_partitioned(const Newness& newness) {
  return newness.relation != nullptr && newness.relation->kind == catalog::RelationKind::partitioned_table;
}

bool is_materialized_view(const Newness& newness) {
  return newness.relation != nullptr && newness.relation->kind == catalog::RelationKind::materialized_view;
}

Fix recipe(const sql::CreateIndex& index, const Context& context) {
  const std::string name = sql::quoted(recipes::index_name(index, context));
  const std::string sql =
      fmt::format("DROP INDEX CONCURRENTLY IF EXISTS {};\nCREATE {}INDEX CONCURRENTLY {} ON {} {};\n", name,
                  index.unique ? "UNIQUE " : "", name, sql::quoted(index.table),
                  recipes::index_definition(index, context));
  Fix fix{Fix::Class::plan, fmt::format("safe form, {}", recipes::outside_transaction(context)), sql, {}};
  if (!context.in_transaction() && context.embedded() == nullptr) {
    fix.kind = Fix::Class::mechanical;
    fix.edits.push_back({{index.keywords.end, index.keywords.end}, " CONCURRENTLY"});
  }
  return fix;
}

void check(const sql::CreateIndex& index, const Context& context, Report& report) {
  if (index.concurrently || context.effects().find(effects::Reason::builds_index) == nullptr) {
    return;
  }
  const Newness newness = context.newness(index.table);
  if (newness.kind == Newness::Kind::in_transaction || newness.kind == Newness::Kind::in_file) {
    return;
  }
  // Only REFRESH writes to a materialized view, and SHARE does not stop readers.
  if (is_materialized_view(newness)) {
    return;
  }

  const std::string table = sql::quoted(index.table);
  const bool partitioned = is_partitioned(newness);
  auto& finding =
      report(index.keywords, fmt::format("CREATE INDEX blocks every write to {} until the index is built",
                                         partitioned ? table + " and all its partitions" : table));
  finding.label = fmt::format("takes SHARE on {}: INSERT, UPDATE and DELETE wait for the whole build",
                              sql::quoted(context.catalog().qualify(index.table)));
  finding.evidence.push_back(context.existence(index.table));
  finding.fix =
      partitioned ? recipes::index_by_partition(index, context, *newness.relation) : recipe(index, context);
  if (newness.kind == Newness::Kind::filled_in_file) {
    Context::lower_to_note(
        finding, fmt::format("{} is new in this file, but filled at {}: the build reads its rows", table,
                             context.place(newness.filled)));
  }
}

}  // namespace

MIGRALINT_RULE(locking_index_not_concurrent) = {
    .level = Level::error,
    .summary = "CREATE INDEX without CONCURRENTLY: writes wait for the whole build",
    .hooks = {on<check>},
    .grows_with_table = true,
};
