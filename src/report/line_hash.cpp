#include "report/line_hash.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "report/utf8.hpp"

namespace migralint::report {

namespace {

constexpr std::size_t block = 100;
constexpr std::uint64_t factor = 37;
constexpr std::uint16_t end_of_file = 0xFFFF;

constexpr std::uint64_t first_factor() {
  std::uint64_t power = 1;
  for (std::size_t i = 0; i < block; ++i) {
    power *= factor;
  }
  return power;
}

class LineHasher {
 public:
  void feed(std::uint16_t unit) {
    if (unit == ' ' || unit == '\t' || (unit == '\n' && after_return_)) {
      after_return_ = false;
      return;
    }
    after_return_ = unit == '\r';
    if (after_return_) {
      unit = '\n';
    }
    flush();
    if (line_pending_) {
      starts_line_[position_] = true;
    }
    line_pending_ = unit == '\n';
    roll(unit);
  }

  std::vector<std::string> finish() {
    feed(end_of_file);
    for (std::size_t i = 0; i < block; ++i) {
      flush();
      roll(0);
    }
    return std::move(hashes_);
  }

 private:
  // The slot is used again: the 100 characters from the start of its line on have all been seen.
  void flush() {
    if (!starts_line_[position_]) {
      return;
    }
    starts_line_[position_] = false;
    hashes_.push_back(fmt::format("{:x}:{}", hash_, ++seen_[hash_]));
  }

  void roll(std::uint16_t unit) {
    hash_ = factor * hash_ + unit - first_factor() * window_[position_];
    window_[position_] = unit;
    position_ = (position_ + 1) % block;
  }

  std::array<std::uint16_t, block> window_{};
  std::array<bool, block> starts_line_{};
  std::size_t position_ = 0;
  std::uint64_t hash_ = 0;
  bool after_return_ = false;
  bool line_pending_ = true;
  std::vector<std::string> hashes_;
  std::unordered_map<std::uint64_t, unsigned> seen_;
};

}  // namespace

std::vector<std::string> line_hashes(std::string_view text) {
  LineHasher hasher;
  while (!text.empty()) {
    const CodePoint next = decode(text);
    if (next.value < 0x10000) {
      hasher.feed(static_cast<std::uint16_t>(next.value));
    } else {
      hasher.feed(static_cast<std::uint16_t>(0xD800 + ((next.value - 0x10000) >> 10U)));
      hasher.feed(static_cast<std::uint16_t>(0xDC00 + ((next.value - 0x10000) & 0x3FFU)));
    }
    text.remove_prefix(next.size);
  }
  return hasher.finish();
}

}  // namespace migralint::report
