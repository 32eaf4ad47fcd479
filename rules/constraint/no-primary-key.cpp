#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/after_file.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;

bool is_meant(const FileContext& context, const catalog::Relation& table) {
  const bool plain =
      table.kind == catalog::RelationKind::table || table.kind == catalog::RelationKind::partitioned_table;
  return plain && context.is_of_file(table.origin) && !table.assumed && table.columns_complete &&
         table.partition_of == catalog::no_relation && table.primary_key() == nullptr;
}

// A unique index over NOT NULL columns tells rows apart as well.
const catalog::Relation* other_key(const catalog::Catalog& catalog, const catalog::Relation& table) {
  for (const auto id : table.indexes) {
    const auto* index = catalog.get(id);
    if (index == nullptr || !index->index || !index->index->unique || index->index->predicate) {
      continue;
    }
    const auto& keys = index->index->keys;
    const bool not_null = std::all_of(keys.begin(), keys.end(), [&](const sql::IndexKey& key) {
      const auto* column = table.column(key.column);
      return column != nullptr && column->not_null;
    });
    if (not_null) {
      return index;
    }
  }
  return nullptr;
}

void check(const FileContext& context, Report& report) {
  after_file::for_each_changed_table(context, [&](const catalog::Relation& table) {
    if (!is_meant(context, table)) {
      return;
    }
    const auto* key = other_key(context.catalog(), table);
    auto& finding = after_file::report_at(
        report, context, table.origin,
        key != nullptr ? fmt::format("{} has no primary key, only the unique index {}", shown(table),
                                     sql::quoted(key->name))
                       : fmt::format("{} has no primary key: its rows cannot be told apart", shown(table)));
    finding.label = "logical replication cannot send its UPDATEs and DELETEs; tools cannot address a row";
    if (key != nullptr) {
      finding.level = Level::note;
      finding.evidence.push_back(
          fmt::format("{} is unique and without NULLs: it tells the rows apart", sql::quoted(key->name)));
    }
    finding.evidence.emplace_back(
        "a key is cheap now, while the table is empty; later it is a scan and an index build");
  });
}

}  // namespace

MIGRALINT_RULE(constraint_no_primary_key) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "A new table without a primary key",
    .hooks = {on<check>},
    .undone_by_rollback = true,
};
