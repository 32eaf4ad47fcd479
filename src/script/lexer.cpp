#include "script/lexer.hpp"

#include <algorithm>

#include "script/scan.hpp"

namespace migralint::script {

using namespace scan;

Lexer::Lexer(std::string_view text, Span range)
    : text_(text),
      floor_(range.begin),
      pos_(range.begin),
      end_(std::min(range.end, static_cast<Offset>(text.size()))) {}

Token Lexer::take(TokenKind kind, Offset end, bool terminated) {
  const Token token{kind, {pos_, end}, !terminated};
  pos_ = end;
  return token;
}

Token Lexer::take_quoted(TokenKind kind, Offset quote_at) {
  const Extent extent = quoted(text_, quote_at, end_);
  return take(kind, extent.end, extent.terminated);
}

Token Lexer::next() {
  pos_ = skip_class(text_, pos_, end_, space);
  if (pos_ >= end_) return {TokenKind::end, {pos_, pos_}, false};
  const char c = text_[pos_];
  const char following = pos_ + 1 < end_ ? text_[pos_ + 1] : '\0';
  if (is(c, ident_start)) {
    if (following == '\'' || following == '&') return word_or_prefixed_literal();
    return take(TokenKind::word, skip_class(text_, pos_ + 1, end_, ident_cont));
  }
  if (is(c, digit) || (c == '.' && is(following, digit))) return number();
  if (c == '-' && following == '-') return take(TokenKind::line_comment, line_end(text_, pos_, end_));
  if (c == '/' && following == '*') {
    const Extent extent = block_comment(text_, pos_, end_);
    return take(TokenKind::block_comment, extent.end, extent.terminated);
  }
  if (is(c, op_char)) return op();
  switch (c) {
    case '\'':
      return take_quoted(TokenKind::string, pos_);
    case '"':
      return take_quoted(TokenKind::quoted_identifier, pos_);
    case '$':
      return dollar();
    case ':':
      return colon();
    case '\\':
      return backslash();
    case '(':
    case ')':
    case '[':
    case ']':
    case ',':
    case ';':
    case '.':
      return take(TokenKind::punctuation, pos_ + 1);
    default:
      return take(TokenKind::other, pos_ + 1);
  }
}

Token Lexer::next_code() {
  Token token = next();
  while (token.is_comment())
    token = next();
  return token;
}

Token Lexer::word_or_prefixed_literal() {
  const char prefix = lower(text_[pos_]);
  const char following = pos_ + 1 < end_ ? text_[pos_ + 1] : '\0';
  if (following == '\'' && prefix == 'e') {
    const Extent extent = escape_string(text_, pos_ + 1, end_);
    return take(TokenKind::string, extent.end, extent.terminated);
  }
  if (following == '\'' && (prefix == 'b' || prefix == 'x' || prefix == 'n')) {
    return take_quoted(TokenKind::string, pos_ + 1);
  }
  if (following == '&' && prefix == 'u' && pos_ + 2 < end_) {
    if (text_[pos_ + 2] == '\'') return take_quoted(TokenKind::string, pos_ + 2);
    if (text_[pos_ + 2] == '"') return take_quoted(TokenKind::quoted_identifier, pos_ + 2);
  }
  return take(TokenKind::word, skip_class(text_, pos_, end_, ident_cont));
}

Token Lexer::dollar() {
  if (const Offset length = dollar_delimiter(text_, pos_, end_); length != 0) {
    const Extent extent = dollar_string(text_, pos_, length, end_);
    return take(TokenKind::dollar_string, extent.end, extent.terminated);
  }
  const Offset digits_end = skip_class(text_, pos_ + 1, end_, digit);
  return take(digits_end > pos_ + 1 ? TokenKind::parameter : TokenKind::other, digits_end);
}

// Underscores and 0x… are PostgreSQL 16's; older servers end the number there, which changes no statement's
// end.
Token Lexer::number() {
  const auto digits = [this](Offset at) {
    while (at < end_ && (is(text_[at], digit) || text_[at] == '_'))
      ++at;
    return at;
  };
  const auto at_is = [this](Offset at, char c) { return at < end_ && lower(text_[at]) == c; };
  if (text_[pos_] == '0' && (at_is(pos_ + 1, 'x') || at_is(pos_ + 1, 'o') || at_is(pos_ + 1, 'b'))) {
    Offset at = pos_ + 2;
    while (at < end_ && (is(text_[at], digit) || (lower(text_[at]) >= 'a' && lower(text_[at]) <= 'f') ||
                         text_[at] == '_')) {
      ++at;
    }
    if (at > pos_ + 2) return take(TokenKind::number, at);
  }
  Offset at = digits(pos_);
  if (at_is(at, '.') && !at_is(at + 1, '.')) at = digits(at + 1);
  if (at_is(at, 'e')) {
    const Offset exponent = at_is(at + 1, '+') || at_is(at + 1, '-') ? at + 2 : at + 1;
    if (exponent < end_ && is(text_[exponent], digit)) at = digits(exponent);
  }
  return take(TokenKind::number, at);
}

Token Lexer::colon() {
  const char following = pos_ + 1 < end_ ? text_[pos_ + 1] : '\0';
  if (following == ':' || following == '=') return take(TokenKind::op, pos_ + 2);
  const Offset length = psql_variable(text_, floor_, pos_, end_);
  return length != 0 ? take(TokenKind::psql_variable, pos_ + length) : take(TokenKind::punctuation, pos_ + 1);
}

Token Lexer::op() {
  Offset at = pos_ + 1;
  for (; at < end_ && is(text_[at], op_char); ++at) {
    const char following = at + 1 < end_ ? text_[at + 1] : '\0';
    if ((text_[at] == '-' && following == '-') || (text_[at] == '/' && following == '*')) break;
  }
  // Only an operator with a character that standard SQL's have not may end in + or -: `=-1` is two, `@-` is
  // one.
  constexpr std::string_view not_standard = "~!@#^&|`?%";
  const std::string_view whole = text_.substr(pos_, at - pos_);
  if (whole.find_first_of(not_standard) == std::string_view::npos) {
    while (at > pos_ + 1 && (text_[at - 1] == '+' || text_[at - 1] == '-'))
      --at;
  }
  return take(TokenKind::op, at);
}

Token Lexer::backslash() {
  const char following = pos_ + 1 < end_ ? text_[pos_ + 1] : '\0';
  if (following == ';' || following == ':') return take(TokenKind::meta_command, pos_ + 1);
  return take(TokenKind::meta_command, scan::meta_command(text_, pos_, end_).end);
}

bool word_is(std::string_view text, const Token& token, std::string_view lowercase) {
  return token.kind == TokenKind::word && equals_ignoring_case(token.span.of(text), lowercase);
}

bool punctuation_is(std::string_view text, const Token& token, char c) {
  return token.kind == TokenKind::punctuation && text[token.span.begin] == c;
}

namespace {

/// Follows how deep in parentheses and brackets the tokens are.
class Depth {
 public:
  explicit Depth(std::string_view text) : text_(text) {}
  /// True when `token` stands outside all of them and is none itself.
  bool top_level(const Token& token) {
    if (token.kind != TokenKind::punctuation) return depth_ == 0;
    const char c = text_[token.span.begin];
    if (c == '(' || c == '[') {
      ++depth_;
      return false;
    }
    if (c == ')' || c == ']') {
      if (depth_ > 0) --depth_;
      return false;
    }
    return depth_ == 0;
  }

 private:
  std::string_view text_;
  unsigned depth_ = 0;
};

}  // namespace

Span trim(std::string_view text, Span range) {
  Lexer lexer(text, range);
  const Token first = lexer.next_code();
  if (first.kind == TokenKind::end) return {range.begin, range.begin};
  Span trimmed = first.span;
  for (Token token = lexer.next_code(); token.kind != TokenKind::end; token = lexer.next_code()) {
    trimmed.end = token.span.end;
  }
  return trimmed;
}

std::vector<Span> split_top_level(std::string_view text, Span range, char separator) {
  std::vector<Span> parts;
  Lexer lexer(text, range);
  Depth depth(text);
  Span part{range.begin, range.begin};
  bool part_empty = true;
  for (Token token = lexer.next_code(); token.kind != TokenKind::end; token = lexer.next_code()) {
    if (depth.top_level(token) && punctuation_is(text, token, separator)) {
      parts.push_back(part);
      part = {token.span.end, token.span.end};
      part_empty = true;
      continue;
    }
    if (part_empty) part.begin = token.span.begin;
    part.end = token.span.end;
    part_empty = false;
  }
  if (!part_empty || !parts.empty()) parts.push_back(part);
  return parts;
}

std::optional<Span> find_words(std::string_view text, Span range,
                               std::initializer_list<std::string_view> words) {
  if (words.size() == 0) return std::nullopt;
  Lexer lexer(text, range);
  Depth depth(text);
  for (Token token = lexer.next_code(); token.kind != TokenKind::end; token = lexer.next_code()) {
    if (!depth.top_level(token) || !word_is(text, token, *words.begin())) continue;
    Lexer ahead = lexer;
    Span found = token.span;
    const bool all = std::all_of(words.begin() + 1, words.end(), [&](std::string_view word) {
      const Token following = ahead.next_code();
      found.end = following.span.end;
      return word_is(text, following, word);
    });
    if (all) return found;
  }
  return std::nullopt;
}

}  // namespace migralint::script
