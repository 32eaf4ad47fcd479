// The lines of data behind COPY … FROM STDIN.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/span.hpp"

namespace migralint::script {

/// True when a COPY statement or the arguments of `\copy` read from the script itself.
bool copies_from_stdin(std::string_view text, Span statement);

/// Finds where data ends. Keeps what it learnt of the file, so that many COPYs without data stay linear.
class CopyData {
 public:
  explicit CopyData(std::string_view text) : text_(text), end_(static_cast<std::uint32_t>(text.size())) {}

  struct Block {
    Span lines;              ///< with the closing line `\.`
    bool terminated = true;  ///< false: data reaches the end of the file
  };
  /// The data that begins at `begin`, the start of a line. Empty where SQL goes on at once: after a COPY that
  /// fails, or in a script whose data was cut out.
  Block read(std::uint32_t begin);

 private:
  std::uint32_t find_end_mark(std::uint32_t from);
  [[nodiscard]] bool looks_like_sql(std::uint32_t line) const;
  [[nodiscard]] bool holds_copy(Span lines) const;

  std::string_view text_;
  std::uint32_t end_;
  std::uint32_t searched_from_ = 1;  ///< nothing searched yet: behind the mark
  std::uint32_t mark_ = 0;
};

}  // namespace migralint::script
