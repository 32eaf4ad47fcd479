#include "rules/support/indexes.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace migralint::indexes {

namespace {

using catalog::Index;
using catalog::Relation;

bool same_expr(const sql::ExprPtr& a, const sql::ExprPtr& b) {
  return a && b ? sql::same_expression(*a, *b) : !a && !b;
}

bool same_key(const sql::IndexKey& a, const sql::IndexKey& b) {
  return a.column == b.column && a.collation == b.collation && a.opclass == b.opclass &&
         a.descending == b.descending && a.nulls_first == b.nulls_first && same_expr(a.expr, b.expr);
}

bool same_set(std::vector<std::string> a, std::vector<std::string> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b;
}

bool has_column(const Index& index, const std::string& column) {
  return std::find(index.including.begin(), index.including.end(), column) != index.including.end() ||
         std::any_of(index.keys.begin(), index.keys.end(),
                     [&](const sql::IndexKey& key) { return key.column == column; });
}

/// The first key is nearly always a column, and nearly always another one.
bool begin_alike(const Index& a, const Index& b) { return a.keys.front().column == b.keys.front().column; }

// Of two indexes that one file made, the later one is "mine".
bool is_first_of_pair(const lint::FileContext& context, const Relation& mine, const Relation& other) {
  return context.is_of_file(other.origin) && other.id > mine.id;
}

}  // namespace

bool are_equal(const Index& a, const Index& b) {
  return a.method == b.method && a.keys.size() == b.keys.size() &&
         std::equal(a.keys.begin(), a.keys.end(), b.keys.begin(), same_key) &&
         same_expr(a.predicate, b.predicate) && same_set(a.including, b.including) &&
         a.nulls_not_distinct == b.nulls_not_distinct;
}

bool is_prefix(const Index& shorter, const Index& longer) {
  const bool covers = std::all_of(shorter.including.begin(), shorter.including.end(),
                                  [&](const std::string& column) { return has_column(longer, column); });
  return shorter.method == "btree" && longer.method == "btree" && shorter.keys.size() < longer.keys.size() &&
         std::equal(shorter.keys.begin(), shorter.keys.end(), longer.keys.begin(), same_key) &&
         same_expr(shorter.predicate, longer.predicate) && covers;
}

bool is_needed(const Relation& index, const Relation& table) {
  return index.index->unique || !index.index->constraint.empty() ||
         table.replica_identity_index == index.name;
}

void for_each_pair(const lint::FileContext& context, Visit visit) {
  std::vector<const Relation*> indexes;
  for (const auto* table : context.changed().with_several_indexes) {
    indexes.clear();
    for (const auto id : table->indexes) {
      const auto* index = context.catalog().get(id);
      if (index != nullptr && index->index && !index->index->keys.empty()) {
        indexes.push_back(index);
      }
    }
    for (const auto* mine : indexes) {
      if (!context.is_of_file(mine->origin) || mine->index->parent != catalog::no_relation) {
        continue;
      }
      const auto pairs_with_mine = [&](const Relation* other) {
        return other != mine && !is_first_of_pair(context, *mine, *other) &&
               begin_alike(*mine->index, *other->index);
      };
      for (const auto* other : indexes) {
        if (pairs_with_mine(other) && visit(*mine, *other, *table)) {
          break;
        }
      }
    }
  }
}

std::string drop_statement(const Relation& index, const Relation& table) {
  if (!index.index->constraint.empty()) {
    return fmt::format("SET lock_timeout = '5s';\nALTER TABLE {} DROP CONSTRAINT IF EXISTS {};\n",
                       shown(table), sql::quoted(index.index->constraint));
  }
  return fmt::format("DROP INDEX CONCURRENTLY IF EXISTS {};\n", shown(index));
}

std::string key_list(const Index& index) {
  std::string list;
  for (const auto& key : index.keys) {
    list += (list.empty() ? "" : ", ") + (key.column.empty() ? std::string("…") : sql::quoted(key.column));
  }
  return list;
}

}  // namespace migralint::indexes
