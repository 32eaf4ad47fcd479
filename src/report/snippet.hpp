// Source lines with parts of them underlined.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/sources.hpp"

namespace migralint::report {

/// ANSI sequences, all empty without color.
struct Style {
  std::string_view strong;   ///< the message
  std::string_view dim;      ///< gutter and hints
  std::string_view related;  ///< underlines of related places
  std::string_view reset;
};

struct Mark {
  Span span;
  bool primary = true;     ///< underlined with ^, otherwise with -
  std::string_view label;  ///< said after the underline
};

class Snippet {
 public:
  Snippet(const Source& source, const Style& style, std::string_view primary_color);

  void add(const Mark& mark);
  /// Digits of the largest line number shown.
  [[nodiscard]] std::size_t gutter() const;
  /// The lines in the file's order, each followed by its underlines; "..." where lines are left out.
  void write(std::string& out, std::size_t gutter) const;

 private:
  /// What is underlined in one line. A mark over several lines gives two rows: its first and its last line.
  struct Row {
    std::size_t line = 0;
    Span span;
    Span window;  ///< the part of the line that is shown
    bool primary = true;
    std::string_view label;
  };

  void add_row(std::size_t line, std::uint32_t begin, std::uint32_t end, const Mark& mark,
               std::string_view label);
  void write_line(std::string& out, const Row& row, std::size_t gutter) const;
  void write_underline(std::string& out, const Row& row, std::size_t gutter) const;

  const Source& source_;
  const Style& style_;
  std::string_view primary_color_;
  std::vector<Row> rows_;
};

}  // namespace migralint::report
