#include <algorithm>

#include <fmt/format.h>

#include "lint/rule.hpp"
#include "rules/support/after_file.hpp"
#include "rules/support/recipes.hpp"

namespace {

using namespace migralint;
using namespace migralint::lint;
using catalog::Relation;

// `WHERE customer_id IS NOT NULL` leaves out only rows that reference nothing.
bool leaves_out_only_nulls(const catalog::Index& index, const std::vector<std::string>& columns) {
  return !index.predicate || std::any_of(columns.begin(), columns.end(), [&](const std::string& column) {
    return index.predicate->kind == sql::Expr::Kind::is_not_null && index.predicate->args.size() == 1 &&
           index.predicate->args.front().kind == sql::Expr::Kind::column &&
           index.predicate->args.front().name == column;
  });
}

// The key's columns come first, in any order.
bool serves(const catalog::Index& index, const std::vector<std::string>& columns) {
  if ((index.method != "btree" && index.method != "hash") || !leaves_out_only_nulls(index, columns) ||
      index.keys.size() < columns.size()) {
    return false;
  }
  const auto end = index.keys.begin() + static_cast<std::ptrdiff_t>(columns.size());
  return std::all_of(columns.begin(), columns.end(), [&](const std::string& column) {
    return std::any_of(index.keys.begin(), end,
                       [&](const sql::IndexKey& key) { return key.column == column; });
  });
}

// A unique index over some of the key's columns finds one row; one that begins with some of them narrows the
// search.
enum class Help : std::uint8_t { none, some, full };

Help help(const catalog::Index& index, const std::vector<std::string>& columns) {
  if (serves(index, columns)) {
    return Help::full;
  }
  const auto is_of_key = [&](const sql::IndexKey& key) {
    return std::find(columns.begin(), columns.end(), key.column) != columns.end();
  };
  if (index.method != "btree" || !leaves_out_only_nulls(index, columns) || index.keys.empty() ||
      !is_of_key(index.keys.front())) {
    return Help::none;
  }
  const bool one_row = index.unique && std::all_of(index.keys.begin(), index.keys.end(), is_of_key);
  return one_row ? Help::full : Help::some;
}

/// The index that helps most; null: none does.
std::pair<Help, const Relation*> best_index(const catalog::Catalog& catalog, const Relation& table,
                                            const std::vector<std::string>& columns) {
  std::pair<Help, const Relation*> best{Help::none, nullptr};
  for (const auto id : table.indexes) {
    const auto* index = catalog.get(id);
    const Help found = index != nullptr && index->index ? help(*index->index, columns) : Help::none;
    if (found > best.first) {
      best = {found, index};
    }
  }
  return best;
}

// A partitioned table has its rows in its partitions: their indexes are what counts.
bool partitions_help(const catalog::Catalog& catalog, const Relation& table,
                     const std::vector<std::string>& columns) {
  const std::vector<catalog::RelationId>& partitions = table.partitions;
  return !partitions.empty() &&
         std::all_of(partitions.begin(), partitions.end(), [&](catalog::RelationId id) {
           const auto* partition = catalog.get(id);
           return partition != nullptr && (best_index(catalog, *partition, columns).first == Help::full ||
                                           partitions_help(catalog, *partition, columns));
         });
}

// An index from before the history can only be there if its columns were, too.
bool may_have_unknown_index(const FileContext& context, const Relation& table,
                            const std::vector<std::string>& columns) {
  return table.assumed && std::all_of(columns.begin(), columns.end(), [&](const std::string& name) {
           const auto* column = table.column(name);
           return column == nullptr || column->assumed || !context.is_of_file(column->origin);
         });
}

void report_key(const FileContext& context, const Relation& table, const catalog::Constraint& key,
                const Relation* partly, Report& report) {
  const std::string name = shown(table);
  const std::string target = sql::quoted(key.referenced_name.get());
  const std::string columns = recipes::column_list(key.columns);
  auto& finding = after_file::report_at(
      report, context, key.origin,
      partly != nullptr
          ? fmt::format(
                "no index of {} begins with {}: for every DELETE on {}, and every change of its key, {} "
                "narrows the search by {} only",
                name, columns, target, sql::quoted(partly->name),
                sql::quoted(partly->index->keys.front().column))
          : fmt::format("no index of {} begins with {}: every DELETE on {}, and every change of its key, "
                        "reads all of {}",
                        name, columns, target, name));
  if (partly != nullptr) {
    finding.level = std::min(finding.level, Level::note);
    finding.evidence.push_back(fmt::format("enough where few rows have the same {}",
                                           sql::quoted(partly->index->keys.front().column)));
  }
  finding.label = "PostgreSQL makes no index for a foreign key";
  after_file::add_assumption(finding, context, "it is taken that no index exists beside those in it");
  const std::string index = sql::quoted(recipes::object_name(table.name, key.columns, "idx"));
  // One that this file has filled is like any other by then.
  const bool is_new = context.is_of_file(table.origin) && table.certainly_created && !table.filled;
  if (table.kind == catalog::RelationKind::partitioned_table && !is_new) {
    finding.evidence.push_back(
        fmt::format("safe form: CREATE INDEX … ON ONLY {}, then an index on each partition with "
                    "CONCURRENTLY, attached to it",
                    name));
    return;
  }
  finding.fix =
      is_new
          ? Fix{Fix::Class::plan,
                "safe form, in this file, while the table is empty",
                fmt::format("CREATE INDEX IF NOT EXISTS {} ON {} ({});\n", index, name, columns),
                {}}
          : Fix{Fix::Class::plan,
                "safe form, as statements of their own (not inside a transaction)",
                fmt::format(
                    "DROP INDEX CONCURRENTLY IF EXISTS {0};\nCREATE INDEX CONCURRENTLY {0} ON {1} ({2});\n",
                    index, name, columns),
                {}};
}

void check(const FileContext& context, Report& report) {
  after_file::for_each_changed_table(context, [&](const Relation& table) {
    if (table.partition_of != catalog::no_relation || table.kind == catalog::RelationKind::foreign_table) {
      return;
    }
    for (const auto& key : table.constraints) {
      if (key.kind != sql::Constraint::Kind::foreign_key || !context.is_of_file(key.origin) ||
          may_have_unknown_index(context, table, key.columns)) {
        continue;
      }
      const auto [helps, index] = best_index(context.catalog(), table, key.columns);
      if (helps != Help::full && !partitions_help(context.catalog(), table, key.columns)) {
        report_key(context, table, key, index, report);
      }
    }
  });
}

}  // namespace

MIGRALINT_RULE(constraint_foreign_key_without_index) = {
    .level = Level::warning,
    .rank = Rank::separate,
    .summary = "A foreign key whose columns no index begins with",
    .hooks = {on<check>},
    .undone_by_rollback = true,
};
