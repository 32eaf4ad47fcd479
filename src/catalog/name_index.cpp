#include "catalog/name_index.hpp"

#include <algorithm>
#include <utility>

namespace migralint::catalog {

void NameIndex::insert(std::size_t hash, RelationId id) {
  if ((used_ + 1) * 2 > entries_.size()) {
    grow();
  }
  std::size_t i = hash & mask();
  while (entries_[i].id != no_relation) {
    i = (i + 1) & mask();
  }
  entries_[i] = {short_hash(hash), id};
  ++used_;
}

void NameIndex::erase(std::size_t hash, RelationId id) {
  if (entries_.empty()) {
    return;
  }
  std::size_t hole = hash & mask();
  while (entries_[hole].id != id) {
    if (entries_[hole].id == no_relation) {
      return;
    }
    hole = (hole + 1) & mask();
  }
  // What was pushed past the hole moves back, so that no search ends too early.
  for (std::size_t i = (hole + 1) & mask(); entries_[i].id != no_relation; i = (i + 1) & mask()) {
    const std::size_t home = entries_[i].hash & mask();
    if (((i - home) & mask()) < ((i - hole) & mask())) {
      continue;
    }
    entries_[hole] = entries_[i];
    hole = i;
  }
  entries_[hole] = {};
  --used_;
}

void NameIndex::grow() {
  const auto old =
      std::exchange(entries_, std::vector<Entry>(std::max<std::size_t>(64, entries_.size() * 2)));
  used_ = 0;
  for (const auto& entry : old) {
    if (entry.id != no_relation) {
      insert(entry.hash, entry.id);
    }
  }
}

}  // namespace migralint::catalog
