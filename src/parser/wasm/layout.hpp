// Where libpg_query keeps the parts of its parse tree in the module's memory: C structures of 32-bit
// WebAssembly, little-endian, each beginning with its node's number (NodeTag, src/include/nodes/nodes.h).
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <span>
#include <string_view>

#include "base/name_key.hpp"

namespace migralint::parser::wasm {

/// How a field is kept, and when it counts as there: when it is not zero, as in libpg_query's JSON.
enum class Kind : std::uint8_t {
  integer,    ///< 32 bits, signed
  small,      ///< 16 bits, signed
  unsigned_,  ///< 32 bits
  flag,       ///< a byte, 0 or 1
  letter,     ///< a byte
  text,       ///< a pointer to a NUL-terminated text; an empty one is not there
  string,     ///< the same, but an empty one is there
  choice,     ///< 32 bits: one of the field's names; always there
  node,       ///< a pointer to a node of any kind, which its number tells
  body,       ///< a pointer to a node of the one kind that the field can have, shown without its name
  list,       ///< a pointer to a List of nodes
  inside,     ///< the fields of another node, which begins right here
  constant,   ///< the same, if a node of that number is here: A_Const's union, unless it is NULL
  self,       ///< a List's own items
};

/// The names of a choice; the first belongs to the value `first`.
struct Choices {
  std::span<const std::string_view> names;
  std::int32_t first = 0;

  [[nodiscard]] constexpr std::string_view name(std::uint32_t value) const {
    const auto index = static_cast<std::size_t>(static_cast<std::int32_t>(value) - first);
    return index < names.size() ? names[index] : std::string_view();
  }
};

struct Field {
  constexpr Field(std::string_view field_name, std::uint16_t at, Kind how, std::uint16_t number = 0,
                  const Choices* names = nullptr)
      : name(field_name), key(name_key(field_name)), choices(names), offset(at), node(number), kind(how) {}

  std::string_view name;
  std::uint64_t key;
  const Choices* choices;  ///< of a choice
  std::uint16_t offset;    ///< from the node's first byte
  std::uint16_t node;      ///< of `inside` and `constant`: the number
  Kind kind;
};

/// What a Value is made of.
enum class ValueType : std::uint8_t { nothing, integer, unsigned_, flag, text, node, body, array };

/// Tells that fields are not there without a look at the rest of them: most fields of most nodes are not.
struct Probe {
  constexpr Probe() = default;
  explicit constexpr Probe(const Field& field)
      : key(field.key), mask(mask_of(field.kind)), offset(field.offset), plain(plain_type(field.kind)) {
    cover(*this);
  }
  /// Takes the next field in, if it lies in the eight bytes, and if zero says that it is not there.
  constexpr bool cover(const Probe& next) {
    const bool fits = mask != 0 && next.mask != 0 && next.offset >= offset &&
                      next.offset + width_of(next.mask) <= offset + sizeof(together);
    if (fits) {
      together |= std::uint64_t{next.mask} << (8U * static_cast<unsigned>(next.offset - offset));
      ++covered;
    }
    return fits;
  }

  std::uint64_t key = 0;
  std::uint64_t together =
      0;  ///< what is zero of the eight bytes at `offset` when the next `covered` are not there
  std::uint32_t mask = 0;  ///< the same for this field by itself, four bytes; 0: only the field itself tells
  std::uint16_t offset = 0;              ///< from the node's first byte
  std::uint8_t covered = 0;              ///< this field and those behind it
  ValueType plain = ValueType::nothing;  ///< of a value that is just these bytes

 private:
  static constexpr std::size_t width_of(std::uint32_t mask) {
    return mask == 0xFF ? 1 : mask == 0xFFFF ? 2 : 4;
  }
  static constexpr std::uint32_t mask_of(Kind kind) {
    switch (kind) {
      case Kind::flag:
      case Kind::letter:
        return 0xFF;
      case Kind::small:
        return 0xFFFF;
      case Kind::choice:
      case Kind::inside:
      case Kind::constant:
      case Kind::self:
        return 0;
      default:
        return 0xFFFF'FFFF;
    }
  }
  static constexpr ValueType plain_type(Kind kind) {
    switch (kind) {
      case Kind::integer:
        return ValueType::integer;
      case Kind::unsigned_:
        return ValueType::unsigned_;
      case Kind::flag:
        return ValueType::flag;
      case Kind::node:
        return ValueType::node;
      case Kind::list:
        return ValueType::array;
      default:
        return ValueType::nothing;
    }
  }
};

template <std::size_t count>
constexpr std::array<Probe, count> probes_of(const Field (&fields)[count]) {
  std::array<Probe, count> probes;
  std::transform(std::begin(fields), std::end(fields), probes.begin(),
                 [](const Field& field) { return Probe(field); });
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t next = i + 1; next < count && probes[i].cover(probes[next]);) {
      ++next;
    }
  }
  return probes;
}

struct NodeLayout {
  constexpr NodeLayout(std::string_view node_name, std::uint16_t node_number, std::span<const Field> all,
                       std::span<const Probe> all_probes)
      : name(node_name), key(name_key(node_name)), fields(all), probes(all_probes), number(node_number) {}

  std::string_view name;
  std::uint64_t key;
  std::span<const Field> fields;
  std::span<const Probe> probes;  ///< parallel to fields
  std::uint16_t number;
};

inline constexpr std::uint32_t list_node = 1;
inline constexpr std::size_t max_nodes = 512;

/// By a node's number; null for a number that no parse tree has.
class LayoutTable {
 public:
  explicit constexpr LayoutTable(std::span<const NodeLayout> layouts) {
    for (const NodeLayout& layout : layouts)
      by_number_.at(layout.number) = &layout;
  }
  [[nodiscard]] const NodeLayout* find(std::uint32_t number) const {
    return number < max_nodes ? by_number_[number] : nullptr;
  }

 private:
  std::array<const NodeLayout*, max_nodes> by_number_{};
};

extern const LayoutTable layout_table;

}  // namespace migralint::parser::wasm
