#include "report/one_line.hpp"

#include "base/text.hpp"
#include "report/utf8.hpp"
#include "script/lexer.hpp"

namespace migralint::report {
namespace {

constexpr std::size_t statement_width = 44;

bool same_word(std::string_view a, std::string_view b) {
  return a.size() == b.size() && ends_with_ignoring_case(a, b);
}

/// IF [NOT] EXISTS at the lexer's place: what it guards is what the reader looks for.
bool skip_guard(script::Lexer& lexer, std::string_view text) {
  auto ahead = lexer;
  auto token = ahead.next_code();
  if (same_word(token.span.of(text), "not")) {
    token = ahead.next_code();
  }
  if (!same_word(token.span.of(text), "exists")) {
    return false;
  }
  lexer = ahead;
  return true;
}

}  // namespace

std::string one_line(std::string_view text, Span span) {
  std::string result;
  script::Lexer lexer(text, span);
  std::uint32_t last_end = span.begin;
  std::size_t width = 0;
  while (width <= statement_width) {
    const auto token = lexer.next_code();
    if (token.kind == script::TokenKind::end) {
      return result;
    }
    if (same_word(token.span.of(text), "if") && skip_guard(lexer, text)) {
      continue;
    }
    if (token.kind == script::TokenKind::dollar_string) {
      result += " $$…$$";
      width += 6;
      last_end = token.span.end;
      continue;
    }
    if (!result.empty() && token.span.begin > last_end) {
      result += ' ';
      ++width;
    }
    const auto word = token.span.of(text).substr(0, statement_width * 4);
    append_safe(result, word);
    for (auto rest = word; !rest.empty();) {
      const auto point = decode(rest);
      width += display_width(point.value);
      rest.remove_prefix(point.size);
    }
    last_end = token.span.end;
  }
  // Cut between characters: what was appended is valid UTF-8.
  std::size_t keep = 0;
  std::size_t kept_width = 0;
  while (keep < result.size() && kept_width < statement_width - 1) {
    const auto point = decode(std::string_view(result).substr(keep));
    keep += point.size;
    kept_width += display_width(point.value);
  }
  result.resize(keep);
  while (result.ends_with(' ')) {
    result.pop_back();
  }
  return result + "…";
}

}  // namespace migralint::report
