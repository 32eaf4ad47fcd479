// What the statements of a file so far have shown, as far as rules ask for it and the catalog does not hold
// it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "replay/replay.hpp"
#include "sql/statement.hpp"

namespace migralint::lint {

class FileFacts {
 public:
  /// Takes a statement in, after the rules have seen it.
  void add(const replay::Step& step);

  /// A DROP … IF EXISTS of this object came before: making it again works however often the file is run.
  /// `sub_name` is the constraint, column, trigger, policy or rule of `name`.
  [[nodiscard]] bool dropped_if_exists(sql::ObjectKind kind, const sql::Name& name,
                                       std::string_view sub_name = {}) const;
  /// All statements that change something ran in one transaction that can be undone.
  [[nodiscard]] bool atomic() const { return transactions_ <= 1 && !non_transactional_; }
  /// Statements that are neither SET nor transaction control.
  [[nodiscard]] std::size_t effective_statements() const { return effective_; }

 private:
  struct Dropped {
    sql::ObjectKind kind;
    std::string schema;
    std::string sub_name;
  };
  void add_drop(sql::ObjectKind kind, const sql::Name& name, std::string_view sub_name);
  void add_drops(const sql::Statement& statement);

  std::unordered_map<std::string, std::vector<Dropped>> dropped_;  ///< by name without schema
  std::size_t effective_ = 0;
  std::size_t transactions_ = 0;
  std::uint32_t last_transaction_ = 0;
  std::uint32_t last_statement_ = 0;
  bool non_transactional_ = false;
};

}  // namespace migralint::lint
