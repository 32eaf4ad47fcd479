#include "script/line_index.hpp"

#include <algorithm>
#include <cstring>

#include "script/scan.hpp"

namespace migralint::script {

namespace {

constexpr std::uint32_t block = 4096;

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }
/// The first byte of a code point that takes two UTF-16 units.
bool is_astral(char c) { return static_cast<unsigned char>(c) >= 0xF0U; }

template <class Predicate>
std::uint32_t count(std::string_view text, Predicate predicate) {
  return static_cast<std::uint32_t>(std::count_if(text.begin(), text.end(), predicate));
}

bool has_non_ascii(std::string_view text) {
  // Eight bytes at a time: this runs over the whole file.
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + i, 8);
    if ((word & 0x8080808080808080ULL) != 0) return true;
  }
  return std::any_of(text.begin() + static_cast<std::ptrdiff_t>(i), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

}  // namespace

LineIndex::LineIndex(std::string_view text) : text_(text) {
  starts_.push_back(text.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0);
  find_lines();
  if (has_non_ascii(text_)) count_blocks();
}

void LineIndex::find_lines() {
  const auto end = static_cast<std::uint32_t>(text_.size());
  constexpr std::size_t usual_line = 32;
  starts_.reserve(text_.size() / usual_line + 1);
  // An empty view may have no address, which memchr() does not take.
  if (text_.empty() || std::memchr(text_.data(), '\r', text_.size()) == nullptr) {
    for (auto at = text_.find('\n'); at != std::string_view::npos; at = text_.find('\n', at + 1)) {
      starts_.push_back(static_cast<std::uint32_t>(at) + 1);
    }
    return;
  }
  for (std::uint32_t at = scan::line_end(text_, 0, end); at < end; at = scan::line_end(text_, at, end)) {
    at = text_[at] == '\r' && at + 1 < end && text_[at + 1] == '\n' ? at + 2 : at + 1;
    starts_.push_back(at);
  }
}

void LineIndex::count_blocks() {
  std::uint32_t continuation = 0;
  std::uint32_t astral = 0;
  for (std::size_t begin = 0; begin <= text_.size(); begin += block) {
    continuation_bytes_.push_back(continuation);
    astral_.push_back(astral);
    const std::string_view part = text_.substr(begin, block);
    continuation += count(part, is_continuation);
    astral += count(part, is_astral);
  }
}

std::uint32_t LineIndex::continuation_bytes_before(std::uint32_t offset) const {
  if (continuation_bytes_.empty()) return 0;
  const std::uint32_t begin = offset / block * block;
  return continuation_bytes_[offset / block] + count(text_.substr(begin, offset - begin), is_continuation);
}

std::uint32_t LineIndex::astral_before(std::uint32_t offset) const {
  if (astral_.empty()) return 0;
  const std::uint32_t begin = offset / block * block;
  return astral_[offset / block] + count(text_.substr(begin, offset - begin), is_astral);
}

std::size_t LineIndex::line(std::uint32_t offset) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  return std::max<std::size_t>(1, static_cast<std::size_t>(after - starts_.begin()));
}

Position LineIndex::position(std::uint32_t offset) const {
  offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
  const std::size_t number = line(offset);
  const std::uint32_t start = starts_[number - 1];
  if (offset <= start) return {number, 1};
  const std::uint32_t extra = continuation_bytes_before(offset) - continuation_bytes_before(start);
  return {number, std::size_t{offset - start - extra} + 1};
}

Position LineIndex::utf16_position(std::uint32_t offset) const {
  offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
  Position result = position(offset);
  const std::uint32_t start = starts_[result.line - 1];
  if (offset > start) result.column += astral_before(offset) - astral_before(start);
  return result;
}

Span LineIndex::line_span(std::size_t line) const {
  if (line == 0 || line > starts_.size()) return {};
  const std::uint32_t begin = starts_[line - 1];
  return {begin, scan::line_end(text_, begin, static_cast<std::uint32_t>(text_.size()))};
}

}  // namespace migralint::script
