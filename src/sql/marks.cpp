#include "sql/marks.hpp"

#include <algorithm>

#include "script/scan.hpp"

namespace migralint::sql {
namespace {

using namespace script::scan;

/// Behind the word that begins at `at`, and behind the string that it is the prefix of.
Offset after_word(std::string_view text, Offset at) {
  const auto size = static_cast<Offset>(text.size());
  const Offset end = skip_class(text, at + 1, size, ident_cont);
  const bool is_escape = end == at + 1 && lower(text[at]) == 'e' && end < size && text[end] == '\'';
  return is_escape ? escape_string(text, end, size).end : end;
}

Offset after_dollar(std::string_view text, Offset at) {
  const auto size = static_cast<Offset>(text.size());
  const Offset length = dollar_delimiter(text, at, size);
  return length == 0 ? at + 1 : dollar_string(text, at, length, size).end;
}

/// Calls `visit(place)` for each parenthesis, bracket, comma and semicolon that is not quoted, as long as it
/// returns true.
template <class Visit>
void each_mark(std::string_view text, Offset at, const Visit& visit) {
  const auto size = static_cast<Offset>(text.size());
  while (at < size) {
    const char c = text[at];
    if (is(c, ident_start)) {
      at = after_word(text, at);
      continue;
    }
    switch (c) {
      case '\'':
      case '"':
        at = script::scan::quoted(text, at, size).end;
        break;
      case '$':
        at = after_dollar(text, at);
        break;
      case '(':
      case ')':
      case '[':
      case ']':
      case ',':
      case ';':
        if (!visit(at)) {
          return;
        }
        ++at;
        break;
      default:
        // A number's letters and the `$` behind it are its own.
        at = is(c, digit) ? skip_class(text, at, size, ident_cont) : at + 1;
        break;
    }
  }
}

}  // namespace

std::uint32_t first_parenthesis(std::string_view text, std::uint32_t at) {
  auto found = static_cast<Offset>(text.size());
  each_mark(text, at, [&](Offset place) {
    if (text[place] != '(') {
      return true;
    }
    found = place;
    return false;
  });
  return found;
}

std::vector<Span> between_commas(std::string_view text, std::uint32_t at) {
  std::vector<Span> spans;
  constexpr std::size_t usual = 16;
  spans.reserve(usual);
  const auto size = static_cast<Offset>(text.size());
  Offset begin = at;
  int depth = 0;
  const auto close = [&](Offset end) {
    const Span span{skip_class(text, begin, end, space), std::max(begin, without_blanks(text, end))};
    if (span.begin < span.end) {
      spans.push_back(span);
    }
    begin = end + 1;
  };
  Offset last = size;
  each_mark(text, at, [&](Offset place) {
    const char c = text[place];
    depth += depth_change(c);
    if (depth < 0 || (depth == 0 && c == ';')) {
      last = place;
      return false;
    }
    if (depth == 0 && c == ',') {
      close(place);
    }
    return true;
  });
  close(last);
  return spans;
}

std::uint32_t plain_name_end(std::string_view text, std::uint32_t at, int parts) {
  const auto size = static_cast<Offset>(text.size());
  Offset end = at;
  for (int i = 0; i < parts; ++i) {
    const Offset begin = end + (i == 0 ? 0 : 1);
    if (begin >= size || !is(text[begin], ident_start)) {
      return at;
    }
    end = skip_class(text, begin + 1, size, ident_cont);
    // U&"…"
    if (end < size && text[end] == '&') {
      return at;
    }
    if (i + 1 < parts && (end >= size || text[end] != '.')) {
      return at;
    }
  }
  return end;
}

std::uint32_t without_blanks(std::string_view text, std::uint32_t end) {
  end = std::min(end, static_cast<Offset>(text.size()));
  while (end > 0 && is(text[end - 1], space)) {
    --end;
  }
  return end;
}

}  // namespace migralint::sql
