#include "script/scan.hpp"

#include <algorithm>

namespace migralint::script::scan {

namespace {

Offset find_byte(std::string_view text, char byte, Offset at, Offset end) {
  if (at >= end) return end;
  const void* found = std::memchr(text.data() + at, byte, end - at);
  return found == nullptr ? end : static_cast<Offset>(static_cast<const char*>(found) - text.data());
}

// A literal goes on behind white space that holds a line end (line comments may stand in it) and a further
// quote. Returns the position of that quote, or `end`.
Offset continuation(std::string_view text, Offset at, Offset end) {
  bool line_ended = false;
  while (at < end) {
    if (is(text[at], space)) {
      line_ended = line_ended || is(text[at], newline);
      ++at;
    } else if (text[at] == '-' && at + 1 < end && text[at + 1] == '-') {
      at = line_end(text, at, end);
    } else {
      return text[at] == '\'' && line_ended ? at : end;
    }
  }
  return end;
}

bool is_variable_char(char c) { return is(c, ident_cont) && c != '$'; }

Offset variable_chars_end(std::string_view text, Offset at, Offset end) {
  while (at < end && is_variable_char(text[at]))
    ++at;
  return at;
}

Offset variable_length(std::string_view text, Offset at, Offset end) {
  if (at + 1 >= end) return 0;
  const char next = text[at + 1];
  if (is(next, ident_start)) return variable_chars_end(text, at + 1, end) - at;
  Offset prefix = 2;
  char closing = next;
  if (next == '{' && at + 2 < end && text[at + 2] == '?') {
    prefix = 3;
    closing = '}';
  } else if (next != '\'' && next != '"') {
    return 0;
  }
  const Offset stop = variable_chars_end(text, at + prefix, end);
  const bool complete = stop > at + prefix && stop < end && text[stop] == closing;
  return complete ? stop + 1 - at : 0;
}

bool word_before_is(std::string_view text, Offset floor, Offset at, std::string_view word) {
  while (at > floor && is(text[at - 1], space))
    --at;
  return at - floor >= word.size() && equals_ignoring_case(text.substr(at - word.size(), word.size()), word);
}

// Far enough for any subscript that people write, near enough that a file full of colons stays linear.
constexpr Offset slice_lookback = 200;

bool in_subscript(std::string_view text, Offset floor, Offset at) {
  const Offset limit = at - floor > slice_lookback ? at - slice_lookback : floor;
  for (Offset i = at; i > limit; --i) {
    const char c = text[i - 1];
    if (c == '[') return !word_before_is(text, floor, i - 1, "array");
    if (c == ']' || c == ',' || c == ';') return false;
  }
  return false;
}

// The commands whose argument is the rest of the line, backslashes and all.
bool takes_whole_line(std::string_view name) {
  constexpr std::string_view names[] = {"copy", "h", "help", "ef", "ev", "sf", "sv"};
  return name.substr(0, 1) == "!" || std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// Both stop at the end of the line by themselves: to look for it first is quadratic in a line of many
// commands.
Offset skip_argument_quote(std::string_view text, Offset at, Offset end) {
  const char quote = text[at];
  for (++at; at < end && !is(text[at], newline); ++at) {
    if (text[at] == quote) return at + 1;
    const bool escapes = quote == '\'' && text[at] == '\\' && at + 1 < end && !is(text[at + 1], newline);
    if (escapes) ++at;
  }
  return at;
}

Offset arguments_end(std::string_view text, Offset at, Offset end) {
  while (at < end && !is(text[at], newline)) {
    const char c = text[at];
    if (c == '\\') return at + 1 < end && text[at + 1] == '\\' ? at + 2 : at;
    at = c == '\'' || c == '"' || c == '`' ? skip_argument_quote(text, at, end) : at + 1;
  }
  return at;
}

}  // namespace

bool equals_ignoring_case(std::string_view text, std::string_view word) {
  return text.size() == word.size() &&
         std::equal(text.begin(), text.end(), word.begin(), [](char a, char b) { return lower(a) == b; });
}

Extent quoted(std::string_view text, Offset at, Offset end) {
  const char quote = text[at];
  for (Offset from = at + 1;;) {
    const Offset found = find_byte(text, quote, from, end);
    if (found == end) return {end, false};
    if (found + 1 == end || text[found + 1] != quote) return {found + 1, true};
    from = found + 2;
  }
}

Extent escape_string(std::string_view text, Offset at, Offset end) {
  ++at;
  while (at < end) {
    if (text[at] == '\\') {
      at = std::min(at + 2, end);
    } else if (text[at] != '\'') {
      ++at;
    } else if (at + 1 < end && text[at + 1] == '\'') {
      at += 2;
    } else {
      const Offset more = continuation(text, at + 1, end);
      if (more == end) return {at + 1, true};
      at = more + 1;
    }
  }
  return {end, false};
}

Extent block_comment(std::string_view text, Offset at, Offset end) {
  unsigned depth = 1;
  at = std::min(at + 2, end);
  while (at + 1 < end) {
    if (text[at] == '*' && text[at + 1] == '/') {
      at += 2;
      if (--depth == 0) return {at, true};
    } else if (text[at] == '/' && text[at + 1] == '*') {
      at += 2;
      ++depth;
    } else {
      ++at;
    }
  }
  return {end, false};
}

Offset dollar_delimiter(std::string_view text, Offset at, Offset end) {
  Offset stop = at + 1;
  if (stop < end && is(text[stop], ident_start)) stop = variable_chars_end(text, stop, end);
  return stop < end && text[stop] == '$' ? stop + 1 - at : 0;
}

Extent dollar_string(std::string_view text, Offset at, Offset length, Offset end) {
  // A tag holds no `$`, so a comparison stops at the next `$` of the body: linear whatever the body.
  const auto found = text.substr(0, end).find(text.substr(at, length), at + length);
  if (found == std::string_view::npos) return {end, false};
  return {static_cast<Offset>(found) + length, true};
}

Offset psql_variable(std::string_view text, Offset floor, Offset at, Offset end) {
  const Offset length = variable_length(text, at, end);
  if (length == 0) return 0;
  // Directly behind an operand stands the second half of something: 'k':v, f(x):v.
  const char previous = at > floor ? text[at - 1] : ' ';
  if (previous == '\'' || previous == ')' || previous == ']') return 0;
  return in_subscript(text, floor, at) ? 0 : length;
}

Meta meta_command(std::string_view text, Offset at, Offset end) {
  Offset name_end = at + 1;
  while (name_end < end && !is(text[name_end], space) && text[name_end] != '\\')
    ++name_end;
  const Span name{at + 1, name_end};
  if (name.empty() && name_end < end && text[name_end] == '\\') return {name, name_end + 1};
  Offset stop =
      takes_whole_line(name.of(text)) ? line_end(text, name_end, end) : arguments_end(text, name_end, end);
  while (stop > name_end && is(text[stop - 1], space))
    --stop;
  return {name, stop};
}

}  // namespace migralint::script::scan
