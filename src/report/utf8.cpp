#include "report/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <iterator>

#include <fmt/format.h>

namespace migralint::report {

namespace {

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t N>
bool in(const std::array<Range, N>& ranges, char32_t value) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const Range& range) { return range.first <= value && value <= range.last; });
}

// East Asian Width W and F, and emoji: the blocks, not each assignment in them.
constexpr std::array<Range, 14> wide{{{0x1100, 0x115F},
                                      {0x2E80, 0x303E},
                                      {0x3041, 0x33FF},
                                      {0x3400, 0x4DBF},
                                      {0x4E00, 0x9FFF},
                                      {0xA000, 0xA4CF},
                                      {0xA960, 0xA97F},
                                      {0xAC00, 0xD7A3},
                                      {0xF900, 0xFAFF},
                                      {0xFE30, 0xFE6F},
                                      {0xFF00, 0xFF60},
                                      {0xFFE0, 0xFFE6},
                                      {0x1F300, 0x1FAFF},
                                      {0x20000, 0x3FFFD}}};

constexpr std::array<Range, 8> combining{{{0x0300, 0x036F},
                                          {0x1AB0, 0x1AFF},
                                          {0x1DC0, 0x1DFF},
                                          {0x200B, 0x200D},
                                          {0x20D0, 0x20FF},
                                          {0xFE00, 0xFE0F},
                                          {0xFE20, 0xFE2F},
                                          {0xFEFF, 0xFEFF}}};

constexpr std::array<Range, 6> unsafe{
    {{0x7F, 0x9F}, {0x061C, 0x061C}, {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2066, 0x2069}, {0xFFF9, 0xFFFB}}};

/// What the bytes after a lead byte must be: the Unicode Standard's table 3-7.
struct Lead {
  std::uint32_t size = 1;
  unsigned char second_low = 0x80;
  unsigned char second_high = 0xBF;
};

Lead lead_of(unsigned char byte) {
  if (byte >= 0xC2 && byte <= 0xDF) {
    return {2, 0x80, 0xBF};
  }
  if (byte == 0xE0) {
    return {3, 0xA0, 0xBF};
  }
  if (byte == 0xED) {
    return {3, 0x80, 0x9F};
  }
  if (byte >= 0xE1 && byte <= 0xEF) {
    return {3, 0x80, 0xBF};
  }
  if (byte == 0xF0) {
    return {4, 0x90, 0xBF};
  }
  if (byte >= 0xF1 && byte <= 0xF3) {
    return {4, 0x80, 0xBF};
  }
  if (byte == 0xF4) {
    return {4, 0x80, 0x8F};
  }
  return {};
}

}  // namespace

CodePoint decode(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) {
    return {first, 1, true};
  }
  const Lead lead = lead_of(first);
  if (lead.size == 1) {
    return {};
  }
  char32_t value = first & (0xFFU >> (lead.size + 1));
  for (std::uint32_t i = 1; i < lead.size; ++i) {
    const unsigned char byte = i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
    const unsigned char low = i == 1 ? lead.second_low : 0x80;
    const unsigned char high = i == 1 ? lead.second_high : 0xBF;
    if (byte < low || byte > high) {
      return {replacement_character, i, false};
    }
    value = (value << 6U) | (byte & 0x3FU);
  }
  return {value, lead.size, true};
}

std::size_t plain_prefix(std::string_view text) {
  // Eight bytes at a time: a byte is plain if its high bit is not set, nor after 0x01 is added (0x7F), and
  // adding 0x60 sets it (0x20 and more).
  constexpr std::uint64_t high = 0x8080808080808080;
  constexpr std::uint64_t one = 0x0101010101010101;
  std::size_t length = 0;
  for (std::uint64_t word = 0; length + sizeof word <= text.size(); length += sizeof word) {
    std::memcpy(&word, text.data() + length, sizeof word);
    const std::uint64_t low = word & ~high;
    const std::uint64_t not_plain = word | (low + one) | ~(low + 0x60 * one);
    if ((not_plain & high) != 0) {
      break;
    }
  }
  while (length < text.size() && text[length] >= 0x20 && text[length] < 0x7F) {
    ++length;
  }
  return length;
}

std::size_t display_width(char32_t code_point) {
  if (code_point < 0x0300) {
    return 1;
  }
  if (in(combining, code_point)) {
    return 0;
  }
  return in(wide, code_point) ? 2 : 1;
}

bool is_unsafe(char32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7F && in(unsafe, code_point));
}

void append_escaped(std::string& out, char32_t code_point) {
  const auto value = static_cast<std::uint32_t>(code_point);
  if (code_point == '\n') {
    out += "\\n";
  } else if (code_point == '\r') {
    out += "\\r";
  } else if (value < 0x100) {
    fmt::format_to(std::back_inserter(out), "\\x{:02x}", value);
  } else {
    fmt::format_to(std::back_inserter(out), "\\u{{{:x}}}", value);
  }
}

void append_safe(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const std::size_t plain = plain_prefix(text);
    out.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) {
      return;
    }
    const CodePoint next = decode(text);
    if (next.value == '\t') {
      out += ' ';
    } else if (is_unsafe(next.value)) {
      append_escaped(out, next.value);
    } else if (next.valid) {
      out.append(text.substr(0, next.size));
    } else {
      out += "\xEF\xBF\xBD";
    }
    text.remove_prefix(next.size);
  }
}

}  // namespace migralint::report
