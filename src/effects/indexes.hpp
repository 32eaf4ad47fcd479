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
/// The same, or on every partition of a partitioned table, which has no rows of its own, that does not have
/// it already. `has_it` is asked of each partition and of the partitioned ones above it.
void build_index_on_leaves(Builder& builder, const Target& table, const NewIndex& index,
                           const std::function<bool(const catalog::Relation&)>& has_it = nullptr);
/// Whether the table has an index, even an invalid one, that serves as its part of an index like `wanted` on
/// the partitioned parent, so that it is attached and none is built (CompareIndexInfo in
/// src/backend/catalog/index.c).
bool has_index_like(const Builder& builder, const catalog::Relation& table, const catalog::Index& wanted);
/// ALTER INDEX … ATTACH PARTITION.
void alter_index_attach(Builder& builder, const Target& parent, const sql::AttachPartition& attach);
/// One name of DROP INDEX.
void drop_index(Builder& builder, const sql::Name& name, const sql::Drop& statement);

}  // namespace migralint::effects
