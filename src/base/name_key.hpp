// Names as numbers, to `switch` on.
#pragma once

#include <cstdint>
#include <string_view>

namespace migralint {

/// A number for a name: its length and its first, middle and last four bytes. Names of up to twelve bytes
/// have numbers of their own; that two longer names of one `switch` collide is an error of the compiler.
[[gnu::always_inline]] constexpr std::uint64_t name_key(std::string_view name) {
  constexpr std::uint64_t odd[] = {0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9};
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(name[i]));
  };
  if (name.size() < 4) {
    std::uint64_t number = name.size();
    for (std::size_t i = 0; i < name.size(); ++i) {
      number = number * 256 + byte(i);
    }
    return number;
  }
  const auto four = [&](std::size_t i) {
    return static_cast<std::uint64_t>(byte(i) | byte(i + 1) << 8U | byte(i + 2) << 16U | byte(i + 3) << 24U);
  };
  return (four(0) * odd[0]) ^ (four(name.size() / 2 - 2) * odd[1]) ^ (four(name.size() - 4) * odd[2]) ^
         name.size();
}

}  // namespace migralint
