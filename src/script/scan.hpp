// What the splitter and the lexer share: character classes and the extent of each quoted thing. Follows
// PostgreSQL's src/fe_utils/psqlscan.l and src/backend/parser/scan.l, with standard_conforming_strings on.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/span.hpp"

namespace migralint::script::scan {

using Offset = std::uint32_t;

enum CharClass : std::uint8_t {
  space = 1,
  newline = 2,
  ident_start = 4,
  ident_cont = 8,  ///< includes `$` and digits
  digit = 16,
  op_char = 32,
  special = 64,  ///< may matter to the splitter in any statement
  paren = 128,
};

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> table{};
  const auto add = [&table](std::string_view chars, CharClass bits) {
    for (const char c : chars) {
      auto& entry = table[static_cast<unsigned char>(c)];
      entry = static_cast<std::uint8_t>(entry | bits);
    }
  };
  add(" \t\n\r\f\v", space);
  add("\n\r", newline);
  for (unsigned c = 0; c < 256; ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    if (letter) table[c] = ident_start | ident_cont;
  }
  add("0123456789", digit);
  add("0123456789$", ident_cont);
  add("~!@#^&|`?+-*/%<>=", op_char);
  add("'\"$-/;\\:", special);
  add("()", paren);
  return table;
}

inline constexpr std::array<std::uint8_t, 256> classes = make_classes();

constexpr std::uint8_t class_of(char c) { return classes[static_cast<unsigned char>(c)]; }
constexpr bool is(char c, unsigned mask) { return (class_of(c) & mask) != 0; }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

/// First byte at or after `at` whose class meets `mask`, else `end`.
inline Offset find_class(std::string_view text, Offset at, Offset end, unsigned mask) {
  // Four at a time: most bytes of a file are passed over here.
  const auto any_of_four = [&] {
    return ((class_of(text[at]) | class_of(text[at + 1]) | class_of(text[at + 2]) | class_of(text[at + 3])) &
            mask) != 0;
  };
  while (end - at >= 4 && at < end && !any_of_four())
    at += 4;
  while (at < end && !is(text[at], mask))
    ++at;
  return at;
}
/// First byte at or after `at` whose class does not meet `mask`, else `end`.
inline Offset skip_class(std::string_view text, Offset at, Offset end, unsigned mask) {
  while (at < end && is(text[at], mask))
    ++at;
  return at;
}
/// End of the line that holds `at`: its line feed or carriage return, or `end`.
inline Offset line_end(std::string_view text, Offset at, Offset end) {
  return find_class(text, at, end, newline);
}
/// Steps over one LF, CRLF or CR at `at`.
inline Offset after_newline(std::string_view text, Offset at, Offset end) {
  if (at < end && text[at] == '\r') ++at;
  if (at < end && text[at] == '\n') ++at;
  return at;
}

/// Where something quoted ends; past its closing delimiter, or at the end of the range without one.
struct Extent {
  Offset end = 0;
  bool terminated = false;
};

/// `at` is the opening `'` or `"`; a doubled quote stands for itself.
Extent quoted(std::string_view text, Offset at, Offset end);
/// `at` is the opening `'` of an E'' string; a continuation on a following line belongs to it.
Extent escape_string(std::string_view text, Offset at, Offset end);
/// `at` is the slash of a slash-star; comments nest.
Extent block_comment(std::string_view text, Offset at, Offset end);
/// Length of the `$tag$` that starts at `at`, 0 when there is none.
Offset dollar_delimiter(std::string_view text, Offset at, Offset end);
/// `at` is the first byte of an opening delimiter of `length` bytes.
Extent dollar_string(std::string_view text, Offset at, Offset length, Offset end);

/// Length of a psql variable (`:name`, `:'name'`, `:"name"`, `:{?name}`) that starts at the colon at `at`; 0
/// for any other colon. psql leaves a colon alone when no such variable is set, which nobody can know here:
/// an array slice
/// (`a[1:n]`) and a JSON key (`'k':v`) are told by what stands before. Looks back to `floor` at most.
Offset psql_variable(std::string_view text, Offset floor, Offset at, Offset end);

/// A psql meta-command that starts at the backslash at `at`.
struct Meta {
  Span name;
  Offset end = 0;  ///< end of its line, the next backslash, or past a `\\` separator
};
Meta meta_command(std::string_view text, Offset at, Offset end);

/// ASCII only; `word` is in lower case.
bool equals_ignoring_case(std::string_view text, std::string_view word);

}  // namespace migralint::script::scan
