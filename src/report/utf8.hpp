// Text that nobody has checked: bytes that claim to be UTF-8, from files and names that others wrote.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace migralint::report {

inline constexpr char32_t replacement_character = 0xFFFD;

struct CodePoint {
  char32_t value = replacement_character;
  std::uint32_t size = 1;  ///< bytes read
  bool valid = false;
};

/// The code point at the start of `text`, which is not empty. What is no UTF-8 is U+FFFD, for as many bytes
/// as WHATWG's decoder (browsers, Node) replaces at once, because fingerprints depend on it.
CodePoint decode(std::string_view text);

/// Bytes at the start of `text` that are printable ASCII.
std::size_t plain_prefix(std::string_view text);

/// Columns that a terminal gives a code point: 0, 1 or 2.
std::size_t display_width(char32_t code_point);

/// True for what must not reach a terminal: control characters, and marks that change the direction of the
/// text.
bool is_unsafe(char32_t code_point);

/// Appends "\x1b", "\u{202e}" or the like.
void append_escaped(std::string& out, char32_t code_point);

/// Appends a line's text so that a terminal shows it and does not obey it; tabs become a space.
void append_safe(std::string& out, std::string_view text);

}  // namespace migralint::report
