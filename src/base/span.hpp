// A half-open range of bytes in one file.
#pragma once

#include <cstdint>
#include <string_view>

namespace migralint {

/// Bytes [begin, end) of the file as it is on disk. Offsets, never pointers: a span outlives any buffer.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] constexpr std::uint32_t size() const { return end - begin; }
  [[nodiscard]] constexpr bool empty() const { return begin == end; }
  [[nodiscard]] constexpr bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
  [[nodiscard]] constexpr Span shifted(std::uint32_t by) const { return {begin + by, end + by}; }
  /// The text of this range; the caller guarantees that `source` is the file it belongs to.
  [[nodiscard]] constexpr std::string_view of(std::string_view source) const {
    return source.substr(begin, size());
  }
  friend constexpr bool operator==(Span, Span) = default;
  friend constexpr auto operator<=>(Span, Span) = default;
};

}  // namespace migralint
