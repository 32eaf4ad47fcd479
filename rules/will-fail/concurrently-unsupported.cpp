#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/recipes.hpp"
#include "rules/support/unseen.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using catalog::RelationKind;

const catalog::Relation* known(const sql::Name& name, const Context& context) {
  const auto* relation = context.catalog().find(name);
  return relation != nullptr && !relation->assumed ? relation : nullptr;
}

void made_at(Finding& finding, const catalog::Relation& relation, const Context& context) {
  if (relation.origin.known()) {
    finding.evidence.push_back(
        fmt::format("{} is made at {}", sql::quoted(relation.name), context.place(relation.origin)));
  }
}

void check_create(const sql::CreateIndex& index, const Context& context, Report& report) {
  const auto* table = known(index.table, context);
  if (!index.concurrently || table == nullptr || table->kind != RelationKind::partitioned_table) {
    return;
  }
  auto& finding = report(
      index.keywords,
      fmt::format("CREATE INDEX CONCURRENTLY fails: {} is a partitioned table", sql::quoted(index.table)));
  finding.label = fmt::format("cannot create index on partitioned table \"{}\" concurrently", table->name);
  made_at(finding, *table, context);
  finding.fix = recipes::index_by_partition(index, context, *table);
}

void check_drop(const sql::Drop& drop, const Context& context, Report& report) {
  if (drop.kind != sql::ObjectKind::index || !drop.concurrently) {
    return;
  }
  const Span range = context.statement().range;
  std::string each;
  for (const auto& name : drop.objects) {
    each += fmt::format("DROP INDEX CONCURRENTLY IF EXISTS {};\n", sql::quoted(name));
  }
  if (drop.objects.size() > 1) {
    auto& finding = report(range, "DROP INDEX CONCURRENTLY fails: it drops one index at a time");
    finding.label = "DROP INDEX CONCURRENTLY does not support dropping multiple objects";
    finding.fix = Fix{Fix::Class::plan, "safe form: one statement for each, outside a transaction", each, {}};
    return;
  }
  if (drop.cascade) {
    auto& finding = report(range, "DROP INDEX CONCURRENTLY fails: it has no CASCADE");
    finding.label = "DROP INDEX CONCURRENTLY does not support CASCADE";
    finding.fix = Fix{Fix::Class::plan, "safe form: without CASCADE, outside a transaction", each, {}};
    return;
  }
  const auto* index = drop.objects.empty() ? nullptr : known(drop.objects.front(), context);
  if (index != nullptr && index->kind == RelationKind::partitioned_index) {
    auto& finding =
        report(range, fmt::format("DROP INDEX CONCURRENTLY fails: {} is an index of a partitioned table",
                                  sql::quoted(drop.objects.front())));
    finding.label = fmt::format("cannot drop partitioned index \"{}\" concurrently", index->name);
    made_at(finding, *index, context);
    finding.fix =
        Fix{Fix::Class::plan,
            "the form that works stops all reads and writes of the table and its partitions for a moment",
            fmt::format("{}DROP INDEX IF EXISTS {};\n", recipes::timeout_guard(context),
                        sql::quoted(drop.objects.front())),
            {}};
  }
}

void check_refresh(const sql::RefreshMaterializedView& refresh, const Context& context, Report& report) {
  if (!refresh.concurrently) {
    return;
  }
  const Span range = context.statement().range;
  const std::string name = sql::quoted(refresh.view);
  if (!refresh.with_data) {
    auto& finding = report(range, "REFRESH MATERIALIZED VIEW CONCURRENTLY fails: it cannot be WITH NO DATA");
    finding.label = "CONCURRENTLY and WITH NO DATA options cannot be used together";
    return;
  }
  const auto* view = known(refresh.view, context);
  if (view == nullptr || view->kind != RelationKind::materialized_view ||
      unseen::hides(context, view->origin)) {
    return;
  }
  if (!view->populated) {
    auto& finding = report(
        range, fmt::format("REFRESH MATERIALIZED VIEW CONCURRENTLY fails: {} has never been filled", name));
    finding.label = "CONCURRENTLY cannot be used when the materialized view is not populated";
    made_at(finding, *view, context);
    finding.fix = Fix{Fix::Class::plan,
                      "safe form, in a migration of its own: nobody can read it yet",
                      recipes::timeout_guard(context) + fmt::format("REFRESH MATERIALIZED VIEW {};\n", name),
                      {}};
    unseen::weaken(finding, context, view->origin);
    return;
  }
  if (effects::usable_for_refresh(*view, context.catalog()) == nullptr) {
    auto& finding = report(
        range, fmt::format("REFRESH MATERIALIZED VIEW CONCURRENTLY fails: {} has no unique index on plain "
                           "columns without WHERE",
                           name));
    finding.label = fmt::format("cannot refresh materialized view \"{}\" concurrently", view->name);
    made_at(finding, *view, context);
    finding.fix = Fix{Fix::Class::plan,
                      fmt::format("safe form: first a unique index on the columns that identify a row, {}",
                                  recipes::outside_transaction(context)),
                      recipes::refresh_with_index(refresh.view, view, context),
                      {}};
    unseen::weaken(finding, context, view->origin);
  }
}

void check_alter(const sql::AlterTable& alter, const Context& context, Report& report) {
  const auto* table = known(alter.table, context);
  for (const auto& action : alter.actions) {
    const auto* detach = std::get_if<sql::DetachPartition>(&action.what);
    const auto* fallback = table != nullptr ? context.catalog().get(table->default_partition) : nullptr;
    if (detach == nullptr || !detach->concurrently || fallback == nullptr ||
        unseen::hides(context, fallback->origin)) {
      continue;
    }
    auto& finding = report(action.span, action.span,
                           fmt::format("DETACH PARTITION CONCURRENTLY fails: {} has a DEFAULT partition, {}",
                                       sql::quoted(alter.table), sql::quoted(fallback->name)));
    finding.label = "cannot detach partitions concurrently when a default partition exists";
    made_at(finding, *fallback, context);
    finding.fix = Fix{Fix::Class::plan,
                      "the form that works stops all reads and writes of the table for a moment",
                      fmt::format("{}ALTER TABLE {} DETACH PARTITION {};\n", recipes::timeout_guard(context),
                                  sql::quoted(alter.table), sql::quoted(detach->partition)),
                      {}};
    unseen::weaken(finding, context, fallback->origin);
  }
}

void check_reindex(const sql::Reindex& reindex, const Context& context, Report& report) {
  if (!reindex.concurrently) {
    return;
  }
  const bool catalogs =
      reindex.target == sql::Reindex::Target::system || reindex.relation.schema == "pg_catalog";
  if (catalogs) {
    auto& finding =
        report(context.statement().range, "REINDEX CONCURRENTLY fails: it cannot take system catalogs");
    finding.label = "cannot reindex system catalogs concurrently";
    return;
  }
  const auto* index =
      reindex.target == sql::Reindex::Target::index ? known(reindex.relation, context) : nullptr;
  const auto* table = index != nullptr && index->index ? context.catalog().get(index->index->table) : nullptr;
  const auto* owner = table != nullptr ? table->constraint(index->index->constraint) : nullptr;
  if (owner != nullptr && owner->kind == sql::Constraint::Kind::exclusion) {
    auto& finding =
        report(context.statement().range,
               fmt::format("REINDEX INDEX CONCURRENTLY fails: {} belongs to an exclusion constraint",
                           sql::quoted(reindex.relation)));
    finding.label = "concurrent index creation for exclusion constraints is not supported";
    made_at(finding, *index, context);
  }
}

}  // namespace

MIGRALINT_RULE(will_fail_concurrently_unsupported) = {
    .level = Level::error,
    .rank = Rank::will_fail,
    .summary = "CONCURRENTLY where PostgreSQL has no such form",
    .hooks = {on<check_create>, on<check_drop>, on<check_refresh>, on<check_alter, sql::DetachPartition>,
              on<check_reindex>},
};
