#include "parser/text.hpp"

#include <cstring>

namespace migralint::parser {
namespace {

constexpr std::uint64_t every_byte(unsigned char byte) { return 0x0101010101010101ULL * byte; }

/// Eight bytes of plain ASCII without a NUL: nearly all of every migration.
bool is_plain(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  const bool has_high_bit = (word & every_byte(0x80)) != 0;
  const bool has_nul = ((word - every_byte(0x01)) & ~word & every_byte(0x80)) != 0;
  return !has_high_bit && !has_nul;
}

struct Range {
  unsigned char low;
  unsigned char high;
};

/// Table 3-7 of the Unicode standard: what may follow a first byte, and how many bytes follow in all.
struct Lead {
  std::size_t continuations;
  Range second;
};

std::optional<Lead> lead_of(unsigned char byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return Lead{1, {0x80, 0xBF}};
  if (byte == 0xE0) return Lead{2, {0xA0, 0xBF}};
  if (byte == 0xED) return Lead{2, {0x80, 0x9F}};
  if (byte >= 0xE1 && byte <= 0xEF) return Lead{2, {0x80, 0xBF}};
  if (byte == 0xF0) return Lead{3, {0x90, 0xBF}};
  if (byte >= 0xF1 && byte <= 0xF3) return Lead{3, {0x80, 0xBF}};
  if (byte == 0xF4) return Lead{3, {0x80, 0x8F}};
  return std::nullopt;
}

/// The length of the sequence at `at`, or 0 when there is no valid one.
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  if (byte(0) < 0x80) return byte(0) == 0 ? 0 : 1;
  const auto lead = lead_of(byte(0));
  if (!lead || text.size() - at <= lead->continuations) return 0;
  if (byte(1) < lead->second.low || byte(1) > lead->second.high) return 0;
  for (std::size_t i = 2; i <= lead->continuations; ++i) {
    if (byte(i) < 0x80 || byte(i) > 0xBF) return 0;
  }
  return lead->continuations + 1;
}

}  // namespace

std::optional<std::size_t> find_bad_byte(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (text.size() - at >= 8 && is_plain(text.data() + at)) {
      at += 8;
      continue;
    }
    const std::size_t length = sequence_length(text, at);
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

std::size_t byte_of_character(std::string_view text, std::uint32_t character) {
  if (character == 0) return 0;
  std::uint32_t seen = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool starts_character = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
    if (starts_character && ++seen == character) return at;
  }
  return text.size();
}

}  // namespace migralint::parser
