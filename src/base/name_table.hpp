// Names to their places in a list that is known when the program is compiled.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

#include "base/name_key.hpp"

namespace migralint {

/// A table of hashes with linear probing over `count` names: one look at it where a binary search compares
/// the name with a dozen others. It holds no pointers, which would have to be set when the program starts.
template <std::size_t count>
class NameTable {
 public:
  static constexpr std::size_t missing = count;

  /// `name_at(i)` is the i-th name. Of equal ones the first is found.
  template <class NameAt>
  consteval explicit NameTable(const NameAt& name_at) {
    places_.fill(nothing);
    for (std::size_t i = 0; i < count; ++i) {
      std::size_t slot = first_slot(name_at(i));
      while (places_[slot] != nothing && name_at(places_[slot]) != name_at(i)) {
        slot = (slot + 1) % slots;
      }
      if (places_[slot] == nothing) {
        places_[slot] = static_cast<std::uint16_t>(i);
      }
    }
  }

  /// The place of the name in the list; `missing` if it is not there.
  template <class NameAt>
  [[nodiscard]] constexpr std::size_t find(std::string_view name, const NameAt& name_at) const {
    for (std::size_t slot = first_slot(name);; slot = (slot + 1) % slots) {
      if (places_[slot] == nothing) {
        return missing;
      }
      if (name_at(places_[slot]) == name) {
        return places_[slot];
      }
    }
  }

 private:
  static constexpr std::size_t slots = std::bit_ceil(2 * count + 1);
  static constexpr std::uint16_t nothing = std::numeric_limits<std::uint16_t>::max();
  static_assert(count < nothing);

  static constexpr std::size_t first_slot(std::string_view name) {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;
    return static_cast<std::size_t>((name_key(name) * odd) >> 32U) % slots;
  }

  std::array<std::uint16_t, slots> places_{};
};

}  // namespace migralint
