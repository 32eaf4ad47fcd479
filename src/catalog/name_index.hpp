// From hashes of names to relations.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "catalog/objects.hpp"

namespace migralint::catalog {

/// Names of relations to ids: a table of hashes with linear probing. The names themselves stand in the
/// relations.
class NameIndex {
 public:
  /// The id with this hash for which `matches(id)` holds.
  template <class Matches>
  [[nodiscard]] RelationId find(std::size_t hash, const Matches& matches) const {
    if (entries_.empty()) {
      return no_relation;
    }
    for (std::size_t i = hash & mask(); entries_[i].id != no_relation; i = (i + 1) & mask()) {
      if (entries_[i].hash == short_hash(hash) && matches(entries_[i].id)) {
        return entries_[i].id;
      }
    }
    return no_relation;
  }
  /// Adds a pair that is not there.
  void insert(std::size_t hash, RelationId id);
  /// Takes the pair out if it is there.
  void erase(std::size_t hash, RelationId id);

 private:
  struct Entry {
    std::uint32_t hash = 0;
    RelationId id = no_relation;
  };
  [[nodiscard]] std::size_t mask() const { return entries_.size() - 1; }
  static std::uint32_t short_hash(std::size_t hash) { return static_cast<std::uint32_t>(hash); }
  void grow();

  std::vector<Entry> entries_;  ///< a power of two
  std::size_t used_ = 0;
};

}  // namespace migralint::catalog
