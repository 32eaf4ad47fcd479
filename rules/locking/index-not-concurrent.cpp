#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/edits.hpp"
#include "rules/support/findings.hpp"
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

bool all_is_known(const Context& context) {
  return context.catalog().complete() && !context.catalog().unseen_changes();
}

// A cancelled build leaves an INVALID index behind, which the next run has to drop; an index that is there by
// intention must not go with it.
bool may_drop(const sql::CreateIndex& index, const sql::Name& name, const Context& context) {
  const bool certainly_new =
      index.name.empty() ? all_is_known(context) : !index.if_not_exists || context.catalog().complete();
  return certainly_new &&
         context.catalog().find(context.catalog().qualify(index.table).schema, name.name) == nullptr;
}

Fix recipe(const sql::CreateIndex& index, const Context& context) {
  const sql::Name index_name{index.table.schema, recipes::index_name(index, context), {}};
  const std::string name = sql::quoted(index_name.name);
  const std::string drop = fmt::format("DROP INDEX CONCURRENTLY IF EXISTS {};\n", sql::quoted(index_name));
  const bool made_up = index.name.empty() && !all_is_known(context);
  const std::string sql =
      (made_up ? recipes::made_up_name(index_name.name) : "") + drop +
      fmt::format("CREATE {}INDEX CONCURRENTLY {} ON {} {};\n", index.unique ? "UNIQUE " : "", name,
                  sql::quoted(index.table), recipes::index_definition(index, context));
  Fix fix{Fix::Class::plan, fmt::format("safe form, {}", recipes::outside_transaction(context)), sql, {}};
  const auto timeouts = edits::timeouts(context);
  if (!edits::can_be_split(context) || !timeouts || !may_drop(index, index_name, context)) {
    return fix;
  }
  const bool dropped =
      context.facts().dropped_if_exists(sql::ObjectKind::index, {index.table.schema, index_name.name, {}});
  fix.kind = Fix::Class::mechanical;
  fix.edits = edits::around(context, *timeouts, dropped ? "" : drop);
  fix.edits.push_back(
      edits::insert(index.keywords.end, index.name.empty() ? " CONCURRENTLY " + name : " CONCURRENTLY"));
  return fix;
}

void check(const sql::CreateIndex& index, const Context& context, Report& report) {
  if (index.concurrently || context.effects().find(effects::Reason::builds_index) == nullptr) {
    return;
  }
  const Newness newness = context.newness(index.table);
  if (findings::harmless(newness)) {
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
  finding.label = fmt::format("takes {}: INSERT, UPDATE and DELETE wait for the whole build",
                              findings::lock_text(context, index.table));
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
