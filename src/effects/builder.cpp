#include "effects/builder.hpp"

#include <algorithm>
#include <utility>

#include "effects/judgements.hpp"

namespace migralint::effects {

bool Builder::existing(const catalog::Relation& relation) const {
  return is_existing(relation, environment_.session);
}

Target Builder::target(const catalog::Relation& relation) const {
  return {&relation, {}, relation.kind, existing(relation)};
}

Target Builder::target(const sql::Name& name, RelationKind assumed) const {
  if (const auto* relation = catalog().find(name)) {
    return target(*relation);
  }
  return {nullptr, catalog().qualify(name), assumed, true};
}

bool Builder::certainly_absent(const sql::Name& name) const {
  return catalog().complete() && catalog().find(name) == nullptr;
}

void Builder::add_lock(RelationId id, sql::Name name, RelationKind kind, LockMode mode, Until until,
                       bool is_visible) {
  const auto same = [&](const Lock& lock) {
    return lock.part == part_ && lock.id == id && (id != catalog::no_relation || lock.name == name);
  };
  const auto found = std::find_if(effects_.locks.rbegin(), effects_.locks.rend(), same);
  if (found == effects_.locks.rend()) {
    constexpr std::size_t usual = 4;
    if (effects_.locks.empty()) {
      effects_.locks.reserve(usual);
    }
    effects_.locks.push_back({id, std::move(name), kind, mode, until, is_visible, part_});
  } else if (found->mode < mode) {
    found->mode = mode;
  }
}

void Builder::lock(const catalog::Relation& relation, LockMode mode, Until until) {
  add_lock(relation.id, relation.qualified(), relation.kind, mode, until, existing(relation));
}

void Builder::lock(const Target& target, LockMode mode, Until until) {
  if (target.relation != nullptr) {
    lock(*target.relation, mode, until);
  } else {
    add_lock(catalog::no_relation, target.name, target.kind, mode, until, target.existing);
  }
}

void Builder::lock(RelationId id, LockMode mode, Until until) {
  if (const auto* relation = catalog().get(id)) {
    lock(*relation, mode, until);
  }
}

void Builder::lock_new(const sql::Name& qualified, RelationKind kind) {
  add_lock(catalog::no_relation, qualified, kind, LockMode::access_exclusive, Until::transaction, false);
}

std::vector<std::pair<const catalog::Relation*, const catalog::Constraint*>> Builder::references(
    const catalog::Relation& table) const {
  auto keys = catalog().referencing(table.id);
  for (const auto* above = catalog().get(table.partition_of); above != nullptr;
       above = catalog().get(above->partition_of)) {
    for (const auto& key : catalog().referencing(above->id)) {
      keys.push_back(key);
    }
  }
  return keys;
}

void Builder::lock_descendants(const Target& target, LockMode mode, Until until) {
  if (target.relation == nullptr) {
    return;
  }
  if (target.relation->partitions.empty() && target.relation->inherited_by.empty()) {
    return;
  }
  for (const auto* child : catalog().descendants(target.relation->id)) {
    lock(*child, mode, until);
  }
}

void Builder::lock_tree(const Target& target, LockMode mode, Until until) {
  lock(target, mode, until);
  lock_descendants(target, mode, until);
}

void Builder::lock_partitions(const Target& target, LockMode mode, Until until) {
  lock(target, mode, until);
  if (target.is(RelationKind::partitioned_table)) {
    lock_descendants(target, mode, until);
  }
}

void Builder::lock_indexes(const catalog::Relation& table, LockMode mode, Until until) {
  for (const auto id : table.indexes) {
    lock(id, mode, until);
  }
}

std::vector<const catalog::Relation*> Builder::owned_sequences(const catalog::Relation& table,
                                                               std::string_view column) const {
  std::vector<const catalog::Relation*> sequences;
  for (const auto id : table.owned_sequences) {
    const auto* sequence = catalog().get(id);
    if (sequence != nullptr && (column.empty() || sequence->owned_by_column.str() == column)) {
      sequences.push_back(sequence);
    }
  }
  return sequences;
}

void Builder::lock_owned_sequences(const catalog::Relation& table, std::string_view column, LockMode mode) {
  for (const auto* sequence : owned_sequences(table, column)) {
    lock(*sequence, mode);
  }
}

void Builder::work(WorkKind kind, Reason reason, const Target& target, bool whole) {
  Work work;
  work.kind = kind;
  work.reason = reason;
  work.id = target.relation != nullptr ? target.relation->id : catalog::no_relation;
  work.name = target.qualified();
  work.table = work.id;
  work.table_name = work.name;
  work.existing = target.existing;
  work.whole = whole;
  work.part = part_;
  effects_.work.push_back(std::move(work));
}

void Builder::work_on_storage(WorkKind kind, Reason reason, const Target& target, bool with_inheritance) {
  if (target.relation == nullptr) {
    work(kind, reason, target);
    return;
  }
  const auto& relation = *target.relation;
  const bool partitioned = relation.kind == RelationKind::partitioned_table;
  for_each_storage(*this, relation, partitioned || with_inheritance,
                   [&](const catalog::Relation& leaf) { work(kind, reason, leaf); });
}

void Builder::index_work(WorkKind kind, Reason reason, sql::Name index, RelationId id, const Target& table) {
  Work work;
  work.kind = kind;
  work.reason = reason;
  work.id = id;
  work.name = std::move(index);
  work.table = table.relation != nullptr ? table.relation->id : catalog::no_relation;
  work.table_name = table.qualified();
  work.existing = table.existing;
  work.part = part_;
  effects_.work.push_back(std::move(work));
}

void Builder::index_work(WorkKind kind, Reason reason, const catalog::Relation& index) {
  const auto* table = index.index ? catalog().get(index.index->table) : nullptr;
  index_work(kind, reason, index.qualified(), index.id,
             table != nullptr ? target(*table) : Target{nullptr, {}, RelationKind::table, existing(index)});
}

void Builder::assume(Reason reason) {
  for (auto& work : effects_.work) {
    if (work.reason == reason) {
      work.certain = false;
    }
  }
}

void Builder::unknown(std::string because) {
  effects_.known = false;
  if (effects_.unknown_because.empty()) {
    effects_.unknown_because = std::move(because);
  }
}

}  // namespace migralint::effects
