// What goes away with a thing that is dropped, and the locks that this takes: the other side of a foreign
// key, the partition parent and its DEFAULT partition, owned sequences, and with CASCADE what depends on it.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "effects/builder.hpp"

namespace migralint::effects {

class Cascade {
 public:
  explicit Cascade(Builder& builder) : builder_(builder) {}

  void drop_relation(const catalog::Relation& relation, bool cascade);
  /// A column of one table; children are the caller's business.
  void drop_column(const catalog::Relation& table, std::string_view column, bool cascade);
  /// With CASCADE: without it nothing uses the function or type, or the server refuses.
  void drop_function(const sql::Name& function);
  void drop_type(const sql::Name& type);

 private:
  struct SequenceUse {
    const catalog::Relation* table;
    const catalog::Relation* sequence;
  };

  /// True the first time.
  bool enter(RelationId relation, std::string_view part);
  void drop_below(const catalog::Relation& relation, bool cascade);
  void drop_foreign_keys(const catalog::Relation& relation);
  void drop_references(const catalog::Relation& relation);
  void drop_readers(const catalog::Relation& relation);
  void drop_users_of_sequence(const catalog::Relation& sequence);
  void drop_owned_sequences(const catalog::Relation& table, std::string_view column, bool cascade);
  void drop_atomic_functions(const catalog::Relation& relation);
  void drop_keys_with(const catalog::Relation& table, std::string_view column);
  void lock_rules_and_policies(const catalog::Relation& relation);
  void doubt_readers_of_columns(const catalog::Relation& table);
  template <class Uses>
  void drop_generated_columns(const catalog::Relation& table, bool cascade, const Uses& uses);
  template <class Uses>
  void drop_users(const Uses& uses);

  Builder& builder_;
  std::vector<std::pair<RelationId, std::string>> entered_;
  std::vector<sql::Name> functions_;
  std::vector<sql::Name> types_;
  std::vector<SequenceUse> sequence_uses_;
  bool sequence_uses_known_ = false;
};

/// Foreign keys to these columns of the table, in whatever order: they go with the key. ACCESS EXCLUSIVE.
void lock_users_of_key(Builder& builder, const catalog::Relation& table, std::vector<std::string> columns);

}  // namespace migralint::effects
