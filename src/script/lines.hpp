// A file line by line, as tools read it that know nothing of SQL.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/span.hpp"
#include "script/scan.hpp"

namespace migralint::script {

/// Calls `read(Span line)` for each line up to LF; CR LF counts as LF. A last empty line is none.
template <class Read>
void for_each_line(std::string_view text, Read read) {
  const auto end = static_cast<std::uint32_t>(text.size());
  std::uint32_t begin = 0;
  while (begin < end) {
    const std::size_t found = text.find('\n', begin);
    const std::uint32_t feed = found == std::string_view::npos ? end : static_cast<std::uint32_t>(found);
    const std::uint32_t stop = feed > begin && text[feed - 1] == '\r' ? feed - 1 : feed;
    read(Span{begin, stop});
    begin = feed + 1;
  }
}

/// Without the white space at both ends.
inline std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && scan::is(text.front(), scan::space))
    text.remove_prefix(1);
  while (!text.empty() && scan::is(text.back(), scan::space))
    text.remove_suffix(1);
  return text;
}

/// The inside of a comment, without its delimiters and the white space around it.
inline std::string_view inside_comment(std::string_view comment) {
  const bool block = comment.substr(0, 2) == "/*";
  comment.remove_prefix(comment.size() < 2 ? comment.size() : 2);
  if (block && comment.size() >= 2 && comment.substr(comment.size() - 2) == "*/") comment.remove_suffix(2);
  return without_blanks(comment);
}

}  // namespace migralint::script
