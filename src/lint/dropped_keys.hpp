// Unique keys that a file has dropped: what they have kept apart is still apart.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "replay/replay.hpp"

namespace migralint::lint {

/// Rows that a statement has changed.
struct RowChange {
  catalog::RelationId table = catalog::no_relation;
  catalog::Origin by;
  bool inserts = false;
  bool deletes = false;
  std::vector<std::string> updated;  ///< columns
  std::size_t set_constraints = 0;   ///< how many SET CONSTRAINTS the transaction had by then
};

class DroppedKeys {
 public:
  /// Of a unique index over plain columns, without a predicate.
  struct Key {
    catalog::RelationId table = catalog::no_relation;
    std::vector<std::string> columns;  ///< their names now
    bool nulls_not_distinct = false;
  };

  /// Takes a statement in that is about to run.
  void add(const replay::Step& step);
  /// Rows that came or changed; `any_column`: all of their columns may have.
  void add_rows(const RowChange& change, bool any_column);
  /// Those that nothing in the file may have broken since.
  [[nodiscard]] std::span<const Key> keys() const { return keys_; }

 private:
  void add_index(const catalog::Relation* index);
  void alter(const catalog::Relation& table, const sql::AlterTable& alter, const catalog::Catalog& catalog);
  /// Other values may be in that column now; without a name, in any.
  void forget(catalog::RelationId table, std::string_view column = {});

  std::vector<Key> keys_;
};

}  // namespace migralint::lint
