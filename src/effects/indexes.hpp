// Index builds as other families need them: constraints that make an index, partitions that get one.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>

#include "effects/builder.hpp"

namespace migralint::effects {

struct NewIndex {
  std::string_view name;     ///< empty: PostgreSQL chooses
  std::string_view columns;  ///< joined by '_', for the chosen name; empty for primary keys
  std::string_view label;    ///< "idx", "key", "pkey", "excl"
  Reason reason = Reason::builds_index;
};

std::string chosen_index_name(const Builder& builder, const Target& table, std::string_view columns,
                              std::string_view label);
/// The build of one index on one table.
void build_index(Builder& builder, const Target& table, const NewIndex& index);
/// The same, or on every partition of a partitioned table, which has no rows of its own.
/// that does not have it already.
void build_index_on_leaves(Builder& builder, const Target& table, const NewIndex& index,
                           const std::function<bool(const catalog::Relation&)>& has_it = nullptr);
/// ALTER INDEX … ATTACH PARTITION.
void alter_index_attach(Builder& builder, const Target& parent, const sql::AttachPartition& attach);
/// One name of DROP INDEX.
void drop_index(Builder& builder, const sql::Name& name, const sql::Drop& statement);

}  // namespace migralint::effects
