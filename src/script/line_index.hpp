// Byte offsets as lines and columns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/span.hpp"

namespace migralint::script {

/// 1-based; `column` counts Unicode code points unless said otherwise, a tab counts one.
struct Position {
  std::size_t line = 1;
  std::size_t column = 1;
  friend constexpr bool operator==(Position, Position) = default;
};

/// Lines end at LF, CRLF or a lone CR. A BOM at the start takes no column. Made in one pass over the file;
/// after that every question is answered in O(log lines). Holds a view: the text must outlive it. Safe from
/// several threads.
class LineIndex {
 public:
  explicit LineIndex(std::string_view text);

  [[nodiscard]] std::size_t line_count() const { return starts_.size(); }
  /// Offsets behind the end count as the end.
  [[nodiscard]] std::size_t line(std::uint32_t offset) const;
  [[nodiscard]] std::size_t column(std::uint32_t offset) const { return position(offset).column; }
  [[nodiscard]] Position position(std::uint32_t offset) const;
  /// The column in UTF-16 code units, for editors and SARIF.
  [[nodiscard]] Position utf16_position(std::uint32_t offset) const;

  /// Without its line end, and without the BOM. Lines that the file does not have are empty.
  [[nodiscard]] Span line_span(std::size_t line) const;
  [[nodiscard]] std::string_view line_text(std::size_t line) const { return line_span(line).of(text_); }

 private:
  void find_lines();
  void count_blocks();
  [[nodiscard]] std::uint32_t continuation_bytes_before(std::uint32_t offset) const;
  [[nodiscard]] std::uint32_t astral_before(std::uint32_t offset) const;

  std::string_view text_;
  std::vector<std::uint32_t> starts_;
  // Bytes of these kinds before each block of the file, so that columns on a very long line stay cheap. Empty
  // for ASCII.
  std::vector<std::uint32_t> continuation_bytes_;
  std::vector<std::uint32_t> astral_;
};

}  // namespace migralint::script
