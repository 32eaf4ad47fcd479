// What the statements of a file so far have shown, as far as rules ask for it and the catalog does not hold
// it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lint/dropped_keys.hpp"
#include "replay/replay.hpp"
#include "sql/statement.hpp"

namespace migralint::lint {

/// A command of the file that sets lock_timeout, and what came of it.
struct LockTimeout {
  catalog::Origin by;
  bool local = false;
  bool outside = false;                             ///< SET LOCAL outside a transaction: no effect
  bool off = false;                                 ///< sets it to 0
  bool guards = false;                              ///< some statement waited for a lock with this limit
  std::optional<catalog::Origin> unlimited_before;  ///< of the first one: the last statement before it that
                                                    ///< waited with no limit
  std::optional<catalog::Origin> unlimited_after;   ///< the first one after it
  bool in_force_then = false;                       ///< `off` was still in force for that one
};

class FileFacts {
 public:
  /// Takes a statement in, after the rules have seen it. `waits`: it waits for a lock that others queue
  /// behind (awaited_lock).
  void add(const replay::Step& step, bool waits);

  /// A DROP … IF EXISTS of this object came before: making it again works however often the file is run.
  /// `sub_name` is the constraint, column, trigger, policy or rule of `name`.
  [[nodiscard]] bool dropped_if_exists(sql::ObjectKind kind, const sql::Name& name,
                                       std::string_view sub_name = {}) const;
  [[nodiscard]] const DroppedKeys& dropped_keys() const { return dropped_keys_; }
  /// A DELETE of this table (with its schema) came before, whatever its WHERE.
  [[nodiscard]] bool deleted_from(const sql::Name& table) const;
  /// All statements that change something ran in one transaction that can be undone.
  [[nodiscard]] bool atomic() const { return transactions_ <= 1 && !non_transactional_; }
  /// Statements that are neither SET nor transaction control.
  [[nodiscard]] std::size_t effective_statements() const { return effective_; }
  /// What the transaction has changed since it began.
  [[nodiscard]] const std::vector<RowChange>& row_changes(std::uint32_t transaction) const;
  /// Whether the check of `key` that one of them asks for still waits, by the SET CONSTRAINTS before it and
  /// since.
  [[nodiscard]] bool waits(const RowChange& change, const catalog::Constraint& key) const;
  /// The first statement so far that changes the schema.
  [[nodiscard]] const std::optional<catalog::Origin>& schema_change() const { return schema_change_; }
  /// Every command so far that sets lock_timeout, in order.
  [[nodiscard]] const std::vector<LockTimeout>& lock_timeouts() const { return lock_timeouts_; }

 private:
  struct Dropped {
    sql::ObjectKind kind;
    std::string schema;
    std::string sub_name;
  };
  void add_drop(sql::ObjectKind kind, const sql::Name& name, std::string_view sub_name);
  void add_drops(const sql::Statement& statement);
  void add_lock_timeout(const sql::SetVariable& set, const replay::Step& step);
  void add_wait(const replay::Step& step);
  void add_row_change(const replay::Step& step);

  std::unordered_map<std::string, std::vector<Dropped>> dropped_;  ///< by name without schema
  DroppedKeys dropped_keys_;
  std::vector<sql::Name> deleted_from_;
  std::vector<LockTimeout> lock_timeouts_;
  std::optional<catalog::Origin> unlimited_wait_;  ///< the last one
  std::vector<RowChange> row_changes_;
  std::uint32_t change_transaction_ = 0;
  std::vector<sql::SetConstraints> set_constraints_;  ///< of the same transaction
  std::optional<catalog::Origin> schema_change_;
  std::size_t effective_ = 0;
  std::size_t transactions_ = 0;
  std::uint32_t last_transaction_ = 0;
  std::uint32_t last_statement_ = 0;
  bool non_transactional_ = false;
};

}  // namespace migralint::lint
